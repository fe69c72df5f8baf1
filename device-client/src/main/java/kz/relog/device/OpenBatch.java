package kz.relog.device;

import java.util.Arrays;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.fix.FixLimits;

/**
 * Fixes that have no batch number yet, in the order offered. Grows with use up to the batch's
 * bound.
 */
final class OpenBatch {
  /** Latitude, longitude, speed, course, accuracy. */
  private static final int WIDTH = 5;

  private long[] times = new long[1];
  private int[] values = new int[WIDTH];
  private int count;

  int count() {
    return count;
  }

  long timeMs(int index) {
    return times[index];
  }

  void add(long timeMs, int latE7, int lonE7, int speedDmps, int course, int accuracyMetres) {
    if (count == times.length) {
      int room = Math.min(BatchPolicy.FIXES_MAX, 2 * count);
      times = Arrays.copyOf(times, room);
      values = Arrays.copyOf(values, room * WIDTH);
    }
    int at = count * WIDTH;
    times[count] = timeMs;
    values[at] = latE7;
    values[at + 1] = lonE7;
    values[at + 2] = speedDmps;
    values[at + 3] = course;
    values[at + 4] = accuracyMetres;
    count++;
  }

  /**
   * Hands the first fixes to an encoder that has begun a batch.
   *
   * @return how many it took, at most {@code fixesMax}: fewer when the next one cannot share their
   *     batch
   */
  int copyTo(FixBatchEncoder encoder, int fixesMax) {
    int bound = Math.min(fixesMax, count);
    for (int i = 0; i < bound; i++) {
      int at = i * WIDTH;
      if (!encoder.add(
          times[i],
          values[at],
          values[at + 1],
          values[at + 2],
          values[at + 3],
          values[at + 4],
          FixLimits.ALTITUDE_UNKNOWN)) {
        return i;
      }
    }
    return bound;
  }

  /** Forgets the first fixes, which now belong to a batch. */
  void removeFirst(int fixes) {
    int left = count - fixes;
    System.arraycopy(times, fixes, times, 0, left);
    System.arraycopy(values, fixes * WIDTH, values, 0, left * WIDTH);
    count = left;
  }

  /** Overwrites and forgets all. */
  void destroy() {
    Arrays.fill(times, 0);
    Arrays.fill(values, 0);
    count = 0;
  }
}
