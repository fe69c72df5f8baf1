package kz.relog.route;

import java.util.Arrays;

/**
 * The retained facts of one vehicle, sorted by time and then by content, so that the order of
 * arrival leaves no trace. Owned by the engine's thread.
 *
 * <pre>
 * cells 0-1   time, Unix epoch ms
 * cells 2-3   sequence number
 * cell  4     latitude, 10^-7 degrees
 * cell  5     longitude, 10^-7 degrees
 * cell  6     speed, 12 bits | course, 9 bits | accuracy, 11 bits
 * </pre>
 */
final class FactLog {

  /** Answer of {@link #insert} for a fact that is here already. */
  static final int DUPLICATE = -1;

  /** 32-bit cells of one fact. */
  static final int CELLS = 7;

  private static final int INITIAL_FACTS = 8;
  private static final int SPEED_UNKNOWN = 0xfff;
  private static final int ACCURACY_MAX = 0x7ff;

  private int[] cells = new int[INITIAL_FACTS * CELLS];
  private int size;
  private long droppedToMs = Long.MIN_VALUE;

  int size() {
    return size;
  }

  /** Facts up to this time are gone; a fact as old cannot be worked in. */
  long droppedToMs() {
    return droppedToMs;
  }

  /** Reads the lines of memory that the next fact will need, and tells nothing. */
  int touch() {
    int at = Math.max(0, size - 1) * CELLS;
    return cells[at] + cells[Math.min(cells.length - 1, at + 2 * CELLS)];
  }

  long timeMs(int i) {
    return twoCells(i * CELLS);
  }

  long seq(int i) {
    return twoCells(i * CELLS + 2);
  }

  int latE7(int i) {
    return cells[i * CELLS + 4];
  }

  int lonE7(int i) {
    return cells[i * CELLS + 5];
  }

  /** Speed in 0.1 m/s, -1 unknown. */
  int speedDmps(int i) {
    int speed = cells[i * CELLS + 6] >>> 20;
    return speed == SPEED_UNKNOWN ? -1 : speed;
  }

  /** Course in degrees, 360 unknown. */
  int courseDegrees(int i) {
    return cells[i * CELLS + 6] >>> 11 & 0x1ff;
  }

  /** Stated accuracy in metres, 0 unknown. */
  int accuracyMetres(int i) {
    return cells[i * CELLS + 6] & ACCURACY_MAX;
  }

  private long twoCells(int at) {
    return ((long) cells[at + 1] << 32) | (cells[at] & 0xffff_ffffL);
  }

  /** Motion and accuracy in one cell; what does not fit is bounded, unknown stays unknown. */
  private static int pack(int speedDmps, int courseDegrees, int accuracyMetres) {
    int speed = speedDmps < 0 ? SPEED_UNKNOWN : Math.min(speedDmps, SPEED_UNKNOWN - 1);
    int course = courseDegrees < 0 || courseDegrees > 360 ? 360 : courseDegrees;
    int accuracy = Math.max(0, Math.min(ACCURACY_MAX, accuracyMetres));
    return speed << 20 | course << 11 | accuracy;
  }

  /** Puts a fact in its place and tells its index, or {@link #DUPLICATE}. */
  int insert(
      long timeMs, long seq, int latE7, int lonE7, int speedDmps, int courseDegrees, int accuracy) {
    return insert(timeMs, seq, latE7, lonE7, pack(speedDmps, courseDegrees, accuracy));
  }

  private int insert(long timeMs, long seq, int latE7, int lonE7, int motion) {
    int i = size;
    if (i > 0 && timeMs(i - 1) > timeMs) {
      i = indexOf(timeMs + 1);
    }
    while (i > 0) {
      int order = compare(i - 1, timeMs, latE7, lonE7, motion);
      if (order == 0) {
        return DUPLICATE;
      }
      if (order < 0) {
        break;
      }
      i--;
    }
    open(i);
    int at = i * CELLS;
    cells[at] = (int) timeMs;
    cells[at + 1] = (int) (timeMs >>> 32);
    cells[at + 2] = (int) seq;
    cells[at + 3] = (int) (seq >>> 32);
    cells[at + 4] = latE7;
    cells[at + 5] = lonE7;
    cells[at + 6] = motion;
    return i;
  }

  /** Puts all facts of another log in their places. */
  void insertAll(FactLog o) {
    for (int i = 0; i < o.size; i++) {
      insert(o.timeMs(i), o.seq(i), o.latE7(i), o.lonE7(i), o.cells[i * CELLS + 6]);
    }
  }

  /** First index whose time is at or after the given one. */
  int indexOf(long time) {
    int lo = 0;
    int hi = size;
    while (lo < hi) {
      int mid = (lo + hi) >>> 1;
      if (timeMs(mid) < time) {
        lo = mid + 1;
      } else {
        hi = mid;
      }
    }
    return lo;
  }

  /** Drops the oldest facts. */
  void dropFirst(int count) {
    droppedToMs = timeMs(count - 1);
    size -= count;
    System.arraycopy(cells, count * CELLS, cells, 0, size * CELLS);
  }

  private int compare(int i, long timeMs, int latE7, int lonE7, int motion) {
    int order = Long.compare(timeMs(i), timeMs);
    order = order != 0 ? order : Integer.compare(latE7(i), latE7);
    order = order != 0 ? order : Integer.compare(lonE7(i), lonE7);
    return order != 0 ? order : Integer.compare(cells[i * CELLS + 6], motion);
  }

  private void open(int i) {
    if (size * CELLS == cells.length) {
      cells = Arrays.copyOf(cells, (size + (size >> 1)) * CELLS);
    }
    System.arraycopy(cells, i * CELLS, cells, (i + 1) * CELLS, (size - i) * CELLS);
    size++;
  }
}
