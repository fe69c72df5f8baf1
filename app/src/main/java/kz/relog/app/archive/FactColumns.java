package kz.relog.app.archive;

import java.util.Arrays;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;

/**
 * Facts one after the other in one growable array, so that adding one touches one place of the
 * memory. One thread at a time; reused.
 *
 * <pre>
 *   word 0           1                   2                    3
 *   +----------------+-------------------+--------------------+---------------------+
 *   | time, ms       | lat E7 | lon E7   | speed | course     | accuracy | altitude |
 *   +----------------+-------------------+--------------------+---------------------+
 * </pre>
 */
final class FactColumns {
  private static final int WORDS = 4;
  private static final int FIRST_CAPACITY = 4;

  private int count;
  private long[] words = new long[WORDS * FIRST_CAPACITY];

  int count() {
    return count;
  }

  void clear() {
    count = 0;
  }

  /** Copies one fact of a decoded batch. */
  void add(FixBatchDecoder batch, int index) {
    int at = WORDS * count++;
    if (at == words.length) {
      words = Arrays.copyOf(words, 2 * at);
    }
    words[at] = batch.timeMs(index);
    words[at + 1] = pair(batch.latE7(index), batch.lonE7(index));
    words[at + 2] = pair(batch.speedDmps(index), batch.course(index));
    words[at + 3] = pair(batch.accuracyMetres(index), batch.altitudeMetres(index));
  }

  /** Takes over one fact of others. */
  void addFrom(FactColumns from, int index) {
    int at = WORDS * count++;
    if (at == words.length) {
      words = Arrays.copyOf(words, 2 * at);
    }
    System.arraycopy(from.words, WORDS * index, words, at, WORDS);
  }

  private static long pair(int high, int low) {
    return ((long) high << 32) | (low & 0xFFFF_FFFFL);
  }

  private int high(int index, int word) {
    return (int) (words[WORDS * index + word] >> 32);
  }

  private int low(int index, int word) {
    return (int) words[WORDS * index + word];
  }

  long timeMs(int index) {
    return words[WORDS * index];
  }

  int latE7(int index) {
    return high(index, 1);
  }

  int lonE7(int index) {
    return low(index, 1);
  }

  int speedDmps(int index) {
    return high(index, 2);
  }

  int courseDegrees(int index) {
    return low(index, 2);
  }

  int accuracyMetres(int index) {
    return high(index, 3);
  }

  int altitudeMetres(int index) {
    return low(index, 3);
  }

  /** The indices in order of time; facts of equal time stay in the order in which they came. */
  int[] order() {
    int[] order = new int[count];
    boolean sorted = true;
    for (int i = 0; i < count; i++) {
      order[i] = i;
      sorted &= i == 0 || timeMs(i - 1) <= timeMs(i);
    }
    if (sorted) {
      return order;
    }
    Integer[] boxed = Arrays.stream(order).boxed().toArray(Integer[]::new);
    Arrays.sort(boxed, (a, b) -> Long.compare(timeMs(a), timeMs(b)));
    return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
  }

  /** The coarsest tick that keeps every time exactly, in ms: a second if possible. */
  int tickMs() {
    for (int i = 0; i < count; i++) {
      if (timeMs(i) % 1000 != 0) {
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
      while (latE7(i) % unit != 0 || lonE7(i) % unit != 0) {
        digits++;
        unit /= 10;
      }
    }
    return digits;
  }

  /** Adds one fact to an encoder; false when it belongs into another batch. */
  boolean addTo(FixBatchEncoder encoder, int index) {
    return encoder.add(
        timeMs(index),
        latE7(index),
        lonE7(index),
        speedDmps(index),
        courseDegrees(index),
        accuracyMetres(index),
        altitudeMetres(index));
  }
}
