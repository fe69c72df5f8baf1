package kz.relog.route;

/**
 * What the matcher remembers of one plan between two facts. Hypotheses stay packed as they lie in
 * the run's cells: most of them are taken over from node to node as they are, and only what a way
 * is judged by is unpacked when it is.
 */
final class MatchState {

  /** Hypotheses kept: four places of a street driven twice each way, and two off the path. */
  static final int K = 6;

  /** Cells of the state without its hypotheses, and of one hypothesis. */
  static final int CELLS = 7 + Scatter.CELLS;

  static final int HYPOTHESIS_CELLS = 7;

  /** Cells within a hypothesis. */
  static final int ALONG = 0;

  static final int COST = 1;
  static final int ANCHOR_X = 2;
  static final int ANCHOR_Y = 3;
  static final int ANCHOR_MS = 4;
  static final int ANCHOR_ODOMETER = 5;
  static final int SINCE_MS = 6;

  /** The greatest number of a segment that is kept; on longer paths the place is searched. */
  static final int SEGMENT_MAX = 0xffff;

  /** What the track has shown of its error. */
  final Scatter scatter = new Scatter();

  int count;

  /** Metres along the path at each hypothesis: its place, or where it left. */
  double[] along = new double[K];

  double[] cost = new double[K];

  /** A bit for each hypothesis that is off the path. */
  int offs;

  /** The hypotheses as they are packed. */
  int[] slots = new int[K * HYPOTHESIS_CELLS];

  /** Moments of the slots count from here. */
  long baseMs;

  /** The hypotheses are no longer those that were read. */
  boolean isMoved;

  /** A segment near the place of the best hypothesis: where to search, never where it is. */
  int segment;

  /** The last node: a fix really displaced from the node before. */
  double nodeX;

  double nodeY;
  long gapMs;

  /** Metres that the speeds told since the last node allow. */
  double reach;

  double odometer;

  /** Metres per second told with the last fact; NaN unknown. */
  double lastSpeed;

  boolean isOff(int h) {
    return (offs >> h & 1) != 0;
  }

  /** The last fix on the path: place, time, odometer. */
  double anchorX(int h) {
    return metres(h, ANCHOR_X);
  }

  double anchorY(int h) {
    return metres(h, ANCHOR_Y);
  }

  long anchorMs(int h) {
    return Cells.toTime(slots[h * HYPOTHESIS_CELLS + ANCHOR_MS], baseMs);
  }

  double anchorOdometer(int h) {
    return metres(h, ANCHOR_ODOMETER);
  }

  /** Since when the hypothesis is what it is: its last jump, or its leaving the path. */
  long sinceMs(int h) {
    return Cells.toTime(since(h), baseMs);
  }

  /** The same as a cell. */
  int since(int h) {
    return slots[h * HYPOTHESIS_CELLS + SINCE_MS];
  }

  private double metres(int h, int cell) {
    return Float.intBitsToFloat(slots[h * HYPOTHESIS_CELLS + cell]);
  }

  /** Forgets all, at the beginning of a plan whose moments count from here. */
  void clear(long newBaseMs) {
    count = 0;
    offs = 0;
    baseMs = newBaseMs;
    scatter.clear();
  }

  void write(Cells to) {
    to.putInt(count | offs << 3 | scatter.samples() << 9 | segment << 16);
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
    count = word & 0x7;
    offs = word >> 3 & 0x3f;
    segment = word >>> 16;
    scatter.read(from, word >> 9 & 0x7f);
    nodeX = from.getFloat();
    nodeY = from.getFloat();
    gapMs = from.getSpan();
    reach = from.getFloat();
    odometer = from.getFloat();
    lastSpeed = from.getFloat();
  }

  void writeHypotheses(Cells to) {
    if (isMoved) {
      to.putAll(slots, count * HYPOTHESIS_CELLS);
    }
  }

  void readHypotheses(Cells from) {
    baseMs = from.baseMs;
    isMoved = false;
    from.getAll(slots, count * HYPOTHESIS_CELLS);
    for (int h = 0; h < count; h++) {
      along[h] = metres(h, ALONG);
      cost[h] = metres(h, COST);
    }
  }
}
