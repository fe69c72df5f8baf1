package kz.relog.route;

/**
 * What is known of each stop, as a window on a run's packed state.
 *
 * <pre>
 * cell 0   state in the low byte, order of service above it
 * cell 1   arrived
 * cell 2   departed
 * cell 3   missed
 * </pre>
 */
final class StopMarks {

  /** Cells of one stop. */
  static final int CELLS = 4;

  private int[] cells = {};
  private long baseMs;
  private int from;

  void over(int[] newCells, long newBaseMs, int newFrom) {
    cells = newCells;
    baseMs = newBaseMs;
    from = newFrom;
  }

  int state(int stop) {
    return cells[from + stop * CELLS] & 0xff;
  }

  void state(int stop, int state) {
    int at = from + stop * CELLS;
    cells[at] = (cells[at] & ~0xff) | state;
  }

  int order(int stop) {
    return cells[from + stop * CELLS] >>> 8;
  }

  void order(int stop, int order) {
    int at = from + stop * CELLS;
    cells[at] = (cells[at] & 0xff) | (order << 8);
  }

  /** When a mark was set, Unix epoch ms; 0 not set. */
  long mark(int stop, int kind) {
    return Cells.toTime(cells[from + stop * CELLS + 1 + kind], baseMs);
  }

  void mark(int stop, int kind, long timeMs) {
    cells[from + stop * CELLS + 1 + kind] = Cells.toCell(timeMs, baseMs);
  }
}
