package kz.relog.app.archive;

import java.util.Arrays;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;

/** Facts in growable columns. One thread at a time; reused. */
final class FactColumns {
  private static final int FIRST_CAPACITY = 16;

  private int count;
  private long[] timeMs = new long[FIRST_CAPACITY];
  private int[] latE7 = new int[FIRST_CAPACITY];
  private int[] lonE7 = new int[FIRST_CAPACITY];
  private int[] speedDmps = new int[FIRST_CAPACITY];
  private int[] courseDegrees = new int[FIRST_CAPACITY];
  private int[] accuracyMetres = new int[FIRST_CAPACITY];
  private int[] altitudeMetres = new int[FIRST_CAPACITY];

  int count() {
    return count;
  }

  void clear() {
    count = 0;
  }

  /** Copies one fact of a decoded batch. */
  void add(FixBatchDecoder batch, int index) {
    if (count == timeMs.length) {
      grow();
    }
    timeMs[count] = batch.timeMs(index);
    latE7[count] = batch.latE7(index);
    lonE7[count] = batch.lonE7(index);
    speedDmps[count] = batch.speedDmps(index);
    courseDegrees[count] = batch.course(index);
    accuracyMetres[count] = batch.accuracyMetres(index);
    altitudeMetres[count] = batch.altitudeMetres(index);
    count++;
  }

  long timeMs(int index) {
    return timeMs[index];
  }

  int latE7(int index) {
    return latE7[index];
  }

  int lonE7(int index) {
    return lonE7[index];
  }

  int speedDmps(int index) {
    return speedDmps[index];
  }

  int courseDegrees(int index) {
    return courseDegrees[index];
  }

  int accuracyMetres(int index) {
    return accuracyMetres[index];
  }

  /** The indices in order of time; facts of equal time stay in the order in which they came. */
  int[] order() {
    int[] order = new int[count];
    boolean sorted = true;
    for (int i = 0; i < count; i++) {
      order[i] = i;
      sorted &= i == 0 || timeMs[i - 1] <= timeMs[i];
    }
    if (sorted) {
      return order;
    }
    Integer[] boxed = Arrays.stream(order).boxed().toArray(Integer[]::new);
    Arrays.sort(boxed, (a, b) -> Long.compare(timeMs[a], timeMs[b]));
    return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
  }

  /** The coarsest tick that keeps every time exactly, in ms: a second if possible. */
  int tickMs() {
    for (int i = 0; i < count; i++) {
      if (timeMs[i] % 1000 != 0) {
        return 1;
      }
    }
    return 1000;
  }

  /** The fewest decimal digits, 4 to 7, that keep every position exactly. */
  int digits() {
    int digits = 4;
    int unit = 1000;
    for (int i = 0; i < count; i++) {
      while (latE7[i] % unit != 0 || lonE7[i] % unit != 0) {
        digits++;
        unit /= 10;
      }
    }
    return digits;
  }

  /** Adds one fact to an encoder; false when it belongs into another batch. */
  boolean addTo(FixBatchEncoder encoder, int index) {
    return encoder.add(
        timeMs[index],
        latE7[index],
        lonE7[index],
        speedDmps[index],
        courseDegrees[index],
        accuracyMetres[index],
        altitudeMetres[index]);
  }

  private void grow() {
    int capacity = count * 2;
    timeMs = Arrays.copyOf(timeMs, capacity);
    latE7 = Arrays.copyOf(latE7, capacity);
    lonE7 = Arrays.copyOf(lonE7, capacity);
    speedDmps = Arrays.copyOf(speedDmps, capacity);
    courseDegrees = Arrays.copyOf(courseDegrees, capacity);
    accuracyMetres = Arrays.copyOf(accuracyMetres, capacity);
    altitudeMetres = Arrays.copyOf(altitudeMetres, capacity);
  }
}
