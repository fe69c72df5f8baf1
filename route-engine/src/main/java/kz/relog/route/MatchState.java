package kz.relog.route;

/** What the matcher remembers of one plan between two facts. */
final class MatchState {

  /** Hypotheses kept: four places of a street driven twice each way, and two off the path. */
  static final int K = 6;

  /** Cells of the state without its hypotheses, and of one hypothesis. */
  static final int CELLS = 7 + Scatter.CELLS;

  static final int HYPOTHESIS_CELLS = 7;

  /** What the track has shown of its error. */
  final Scatter scatter = new Scatter();

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

  /** The last node: a fix really displaced from the node before. */
  double nodeX;

  double nodeY;
  long gapMs;

  /** Metres that the speeds told since the last node allow. */
  double reach;

  double odometer;

  /** Metres per second told with the last fact; NaN unknown. */
  double lastSpeed;

  void write(Cells to) {
    int offs = 0;
    for (int h = 0; h < count; h++) {
      offs |= off[h] ? 1 << h : 0;
    }
    to.putInt(count | offs << 8 | scatter.samples() << 16);
    scatter.write(to);
    to.putFloat(nodeX);
    to.putFloat(nodeY);
    to.putSpan(gapMs);
    to.putFloat(reach);
    to.putFloat(odometer);
    to.putFloat(lastSpeed);
  }

  void read(Cells from) {
    int word = from.getInt();
    count = word & 0xff;
    scatter.read(from, word >>> 16);
    for (int h = 0; h < count; h++) {
      off[h] = ((word >> (8 + h)) & 1) != 0;
    }
    nodeX = from.getFloat();
    nodeY = from.getFloat();
    gapMs = from.getSpan();
    reach = from.getFloat();
    odometer = from.getFloat();
    lastSpeed = from.getFloat();
  }

  void writeHypotheses(Cells to) {
    for (int h = 0; h < count; h++) {
      to.putFloat(along[h]);
      to.putFloat(cost[h]);
      to.putFloat(anchorX[h]);
      to.putFloat(anchorY[h]);
      to.putTime(anchorMs[h]);
      to.putFloat(anchorOdometer[h]);
      to.putTime(sinceMs[h]);
    }
  }

  void readHypotheses(Cells from) {
    for (int h = 0; h < count; h++) {
      along[h] = from.getFloat();
      cost[h] = from.getFloat();
      anchorX[h] = from.getFloat();
      anchorY[h] = from.getFloat();
      anchorMs[h] = from.getTime();
      anchorOdometer[h] = from.getFloat();
      sinceMs[h] = from.getTime();
    }
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
  }
}
