package kz.relog.ingest.gate;

import java.util.Arrays;

/**
 * Which purposes were open since when: change points in the order of time. Before the first
 * everything is closed. Thread: the sequencer.
 *
 * <pre>
 *            t0        t1       t2
 *   closed   | 111     | 000    | 101 ...
 * </pre>
 */
final class OpenTimeline {

  private static final long[] NO_TIMES = new long[0];
  private static final byte[] NO_MASKS = new byte[0];

  private long[] fromMs = NO_TIMES;
  private byte[] open = NO_MASKS;
  private int count;

  /** Purposes open at a time. */
  int at(long timeMs) {
    int index = indexAt(timeMs);
    return index < 0 ? Purposes.NONE : open[index];
  }

  /** Whether nothing changes from the first time to the last. */
  boolean isConstant(long firstMs, long lastMs) {
    int index = indexAt(firstMs);
    return index + 1 == count || lastMs < fromMs[index + 1];
  }

  /** The last point at or before a time, -1 if there is none; most fixes are of now. */
  private int indexAt(long timeMs) {
    if (count == 0 || timeMs >= fromMs[count - 1]) {
      return count - 1;
    }
    int found = Arrays.binarySearch(fromMs, 0, count, timeMs);
    return found >= 0 ? found : -found - 2;
  }

  /**
   * Appends a point. When there is no room, the two oldest intervals become one in which only what
   * was open in both is open: what is forgotten refuses, it never admits.
   *
   * @param atMs not before the last point
   * @param mask purposes open from then on
   * @param keepFromMs what lies before is too old to be stored anyway
   * @param countMax points at most
   */
  void append(long atMs, int mask, long keepFromMs, int countMax) {
    while (count > 1 && fromMs[1] <= keepFromMs) {
      remove(0);
    }
    if (count > 0 && fromMs[count - 1] == atMs) {
      count--;
    }
    if (mask == (count == 0 ? Purposes.NONE : open[count - 1])) {
      return;
    }
    if (count == countMax) {
      open[0] &= open[1];
      remove(1);
    }
    add(atMs, mask);
  }

  /** Adds a point that is known to fit: one that was kept elsewhere. */
  void add(long atMs, int mask) {
    if (count == fromMs.length) {
      int room = Math.max(2, 2 * count);
      fromMs = Arrays.copyOf(fromMs, room);
      open = Arrays.copyOf(open, room);
    }
    fromMs[count] = atMs;
    open[count] = (byte) mask;
    count++;
  }

  private void remove(int index) {
    System.arraycopy(fromMs, index + 1, fromMs, index, count - index - 1);
    System.arraycopy(open, index + 1, open, index, count - index - 1);
    count--;
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  long fromMs(int index) {
    return fromMs[index];
  }

  int open(int index) {
    return open[index];
  }
}
