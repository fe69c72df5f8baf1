package kz.relog.route;

/** What the matcher remembers of one plan between two facts; copied into checkpoints. */
final class MatchState {

  /** Hypotheses kept. */
  static final int K = 6;

  int count;
  final double[] along = new double[K];
  final double[] cost = new double[K];
  final boolean[] off = new boolean[K];

  /** The last fix on the path: place, time, odometer. */
  final double[] anchorX = new double[K];

  final double[] anchorY = new double[K];
  final long[] anchorMs = new long[K];
  final double[] anchorOdometer = new double[K];

  /** Since when the hypothesis is what it is: its last jump, or its leaving the path. */
  final long[] sinceMs = new long[K];

  /** Slot of the hypothesis at the node before from which this one came. */
  final int[] parent = new int[K];

  /** The last node: a fix really displaced from the node before. */
  double nodeX;

  double nodeY;
  long nodeMs;
  long gapMs;

  /** Metres that the speeds told since the last node allow. */
  double reach;

  double lastSpeed = Double.NaN;
  double odometer;
  long lastMs;

  void copyFrom(MatchState o) {
    count = o.count;
    System.arraycopy(o.along, 0, along, 0, K);
    System.arraycopy(o.cost, 0, cost, 0, K);
    System.arraycopy(o.off, 0, off, 0, K);
    System.arraycopy(o.anchorX, 0, anchorX, 0, K);
    System.arraycopy(o.anchorY, 0, anchorY, 0, K);
    System.arraycopy(o.anchorMs, 0, anchorMs, 0, K);
    System.arraycopy(o.anchorOdometer, 0, anchorOdometer, 0, K);
    System.arraycopy(o.sinceMs, 0, sinceMs, 0, K);
    nodeX = o.nodeX;
    nodeY = o.nodeY;
    nodeMs = o.nodeMs;
    gapMs = o.gapMs;
    reach = o.reach;
    lastSpeed = o.lastSpeed;
    odometer = o.odometer;
    lastMs = o.lastMs;
  }

  void copySlot(int from, MatchState source, int to) {
    along[to] = source.along[from];
    cost[to] = source.cost[from];
    off[to] = source.off[from];
    anchorX[to] = source.anchorX[from];
    anchorY[to] = source.anchorY[from];
    anchorMs[to] = source.anchorMs[from];
    anchorOdometer[to] = source.anchorOdometer[from];
    sinceMs[to] = source.sinceMs[from];
    parent[to] = source.parent[from];
  }
}
