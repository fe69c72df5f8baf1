package kz.relog.device;

import java.util.Arrays;
import kz.relog.device.thin.TrackThinner;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.fix.FixLimits;

/**
 * Fixes that have no batch number yet, in the order offered. Grows with use up to the batch's
 * bound.
 */
final class OpenBatch implements TrackThinner.Track {
  /** Latitude, longitude, speed, course, accuracy. */
  private static final int WIDTH = 5;

  private long[] times = new long[1];
  private long[] numbers = new long[1];
  private int[] values = new int[WIDTH];
  private int count;

  /** The fix up to which the batch is thinned; what comes before it was chosen already. */
  private int thinnedTo;

  int count() {
    return count;
  }

  /**
   * Adds a fix.
   *
   * @param number that the spool gave it
   */
  void add(
      long number,
      long timeMs,
      int latE7,
      int lonE7,
      int speedDmps,
      int course,
      int accuracyMetres) {
    if (count == times.length) {
      int room = Math.min(BatchPolicy.FIXES_MAX, 2 * count);
      times = Arrays.copyOf(times, room);
      numbers = Arrays.copyOf(numbers, room);
      values = Arrays.copyOf(values, room * WIDTH);
    }
    int at = count * WIDTH;
    times[count] = timeMs;
    numbers[count] = number;
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
    System.arraycopy(numbers, fixes, numbers, 0, left);
    System.arraycopy(values, fixes * WIDTH, values, 0, left * WIDTH);
    count = left;
    thinnedTo = Math.max(0, thinnedTo - fixes);
  }

  /**
   * Leaves out fixes that came since the last call, so that each stays within the bound of the
   * track drawn without it. No fix is judged against a track that was thinned before, so the bound
   * does not add up.
   *
   * @return how many were left out
   */
  int thin(TrackThinner thinner, double metres) {
    int last = count - 1;
    if (last - thinnedTo < 2) {
      return 0;
    }
    boolean[] keep = thinner.thin(this, thinnedTo, last, metres);
    int to = thinnedTo + 1;
    for (int from = to; from <= last; from++) {
      if (keep[from]) {
        times[to] = times[from];
        numbers[to] = numbers[from];
        System.arraycopy(values, from * WIDTH, values, to * WIDTH, WIDTH);
        to++;
      }
    }
    count = to;
    thinnedTo = count - 1;
    return last + 1 - count;
  }

  /** The number of a fix. */
  long number(int index) {
    return numbers[index];
  }

  @Override
  public long timeMs(int index) {
    return times[index];
  }

  @Override
  public int latE7(int index) {
    return values[index * WIDTH];
  }

  @Override
  public int lonE7(int index) {
    return values[index * WIDTH + 1];
  }

  int speedDmps(int index) {
    return values[index * WIDTH + 2];
  }

  int course(int index) {
    return values[index * WIDTH + 3];
  }

  int accuracyMetres(int index) {
    return values[index * WIDTH + 4];
  }

  /** Overwrites and forgets all. */
  void destroy() {
    Arrays.fill(times, 0);
    Arrays.fill(values, 0);
    count = 0;
    thinnedTo = 0;
  }
}
