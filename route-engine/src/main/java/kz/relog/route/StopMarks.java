package kz.relog.route;

/**
 * What is known of each stop, as a window on a run's packed state.
 *
 * <pre>
 * cell 0   state in 7 bits, 1 bit for a silence, order of service above them
 * cell 1   arrived
 * cell 2   departed
 * cell 3   missed
 * </pre>
 */
final class StopMarks {

  /** Cells of one stop. */
  static final int CELLS = 4;

  private static final int STATE = 0x7f;
  private static final int SILENT = 0x80;

  private int[] cells = {};
  private long baseMs;
  private int from;
  private int size;

  void over(int[] newCells, long newBaseMs, int newFrom, int newSize) {
    cells = newCells;
    baseMs = newBaseMs;
    from = newFrom;
    size = newSize;
  }

  int size() {
    return size;
  }

  int state(int stop) {
    return cells[from + stop * CELLS] & STATE;
  }

  void state(int stop, int state) {
    int at = from + stop * CELLS;
    cells[at] = (cells[at] & ~STATE) | state;
  }

  /** The stop may have been served in a silence. */
  boolean silent(int stop) {
    return (cells[from + stop * CELLS] & SILENT) != 0;
  }

  void silent(int stop, boolean silent) {
    int at = from + stop * CELLS;
    cells[at] = silent ? cells[at] | SILENT : cells[at] & ~SILENT;
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
