package kz.relog.route;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The marks of a plan's stops as last told, where they are not just what the plan's state says:
 * when each was, and how often it was told. Moments lie in 32 bits around the first one; marks that
 * are farther apart than these hold, as those of a plan that was moved by a month, take 64. Owned
 * by the plan's publisher.
 */
final class ToldMarks {

  private final int[] cells;
  private long baseMs;

  /** Takes the place of the cells once a moment does not fit into them. */
  private long @Nullable [] wide;

  /** Null while no mark was told more than once, as is usual. */
  private short @Nullable [] versions;

  ToldMarks(int count) {
    cells = new int[count];
  }

  /** Whether as many marks fit, and not many more. */
  boolean isFor(int count) {
    return count <= cells.length && cells.length <= 2 * count;
  }

  /** Forgets all, to be used for another plan. */
  ToldMarks emptied() {
    Arrays.fill(cells, 0);
    baseMs = 0;
    return this;
  }

  /** Each mark was told once at most, so that the moments say all. */
  boolean isPlain() {
    return versions == null && wide == null;
  }

  /** When a mark was, Unix epoch ms; 0 not told. */
  long timeMs(int mark) {
    long[] times = wide;
    return times == null ? Cells.toTime(cells[mark], baseMs) : times[mark];
  }

  void timeMs(int mark, long timeMs) {
    if (baseMs == 0) {
      baseMs = timeMs;
    }
    if (timeMs != 0 && wide == null && Math.abs(timeMs - baseMs) >= Integer.MAX_VALUE) {
      widen();
    }
    long[] times = wide;
    if (times == null) {
      cells[mark] = Cells.toCell(timeMs, baseMs);
    } else {
      times[mark] = timeMs;
    }
  }

  private void widen() {
    long[] times = new long[cells.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = Cells.toTime(cells[i], baseMs);
    }
    wide = times;
  }

  /** How often a mark was told. */
  int version(int mark) {
    short[] counts = versions;
    return counts != null ? counts[mark] : timeMs(mark) != 0 ? 1 : 0;
  }

  /** Counts that a mark is told once more, before it is. */
  int nextVersion(int mark) {
    short[] counts = versions;
    if (counts == null) {
      if (timeMs(mark) == 0) {
        return 1;
      }
      counts = new short[cells.length];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = (short) version(i);
      }
      versions = counts;
    }
    return ++counts[mark];
  }

  /** Goes on with what an earlier version of the plan has told of a mark. */
  void adopt(int mark, ToldMarks older, int before) {
    short[] counts = versions;
    if (counts == null) {
      counts = new short[cells.length];
      versions = counts;
    }
    counts[mark] = (short) older.version(before);
    timeMs(mark, older.timeMs(before));
  }
}
