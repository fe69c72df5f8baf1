package kz.relog.route;

import org.jspecify.annotations.Nullable;

/**
 * What is known of each stop, as a window on a run's packed state. A stop that was served is not
 * missed, so that both moments share a cell.
 *
 * <pre>
 * cell 0   state in 5 bits, 1 bit each for missed, for late as told, for a silence; order of service
 *          above them
 * cell 1   arrived, or missed
 * cell 2   departed
 * </pre>
 */
final class StopMarks {

  /** Cells of one stop. */
  static final int CELLS = 3;

  private static final int STATE = 0x1f;
  private static final int MISSED = 0x20;
  private static final int TOLD_LATE = 0x40;
  private static final int SILENT = 0x80;

  private int[] cells = {};
  private long baseMs;
  private int from;
  private int size;

  /** Whose cells these are; null for a copy that is thrown away. */
  private @Nullable PlanRun owner;

  /** Marks that no publisher needs now, for the next one that does. */
  private @Nullable ToldMarks spare;

  /** Lends empty marks. */
  ToldMarks lend(int count) {
    ToldMarks lent = spare;
    if (lent == null || !lent.isFor(count)) {
      return new ToldMarks(count);
    }
    spare = null;
    return lent.emptied();
  }

  void giveBack(ToldMarks lent) {
    spare = lent;
  }

  void over(@Nullable PlanRun run, int[] newCells, long newBaseMs, int newFrom, int newSize) {
    owner = run;
    cells = newCells;
    baseMs = newBaseMs;
    from = newFrom;
    size = newSize;
  }

  /** These are the stops of a run, not of a copy. */
  boolean isOver(PlanRun run) {
    return owner == run && cells == run.cells;
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

  /** The stop was told as late; of use only while the publisher keeps no marks of its own. */
  boolean toldLate(int stop) {
    return (cells[from + stop * CELLS] & TOLD_LATE) != 0;
  }

  void toldLate(int stop, boolean late) {
    int at = from + stop * CELLS;
    cells[at] = late ? cells[at] | TOLD_LATE : cells[at] & ~TOLD_LATE;
  }

  /** When a mark was set, Unix epoch ms; 0 not set. */
  long mark(int stop, int kind) {
    int at = from + stop * CELLS;
    if (kind == Outcome.DEPARTED) {
      return Cells.toTime(cells[at + 2], baseMs);
    }
    boolean missed = (cells[at] & MISSED) != 0;
    return missed == (kind == Outcome.MISSED) ? Cells.toTime(cells[at + 1], baseMs) : 0;
  }

  /** Sets a mark, or clears it by 0; of arrived and missed the one set last holds. */
  void mark(int stop, int kind, long timeMs) {
    if (mark(stop, kind) == timeMs) {
      return;
    }
    if (owner != null) {
      owner.publisher.hold(this);
    }
    int at = from + stop * CELLS;
    int cell = Cells.toCell(timeMs, baseMs);
    if (kind == Outcome.DEPARTED) {
      cells[at + 2] = cell;
      return;
    }
    cells[at + 1] = cell;
    cells[at] = cell != 0 && kind == Outcome.MISSED ? cells[at] | MISSED : cells[at] & ~MISSED;
  }
}
