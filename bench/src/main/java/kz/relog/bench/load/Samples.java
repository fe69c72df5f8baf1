package kz.relog.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.collections.Long2LongHashMap;

/**
 * Times from the sending of a frame to its ack, of the devices whose random key id begins with a
 * small byte: about one in 64, so that measuring costs next to nothing. One thread.
 */
final class Samples {
  private static final int KEY_BYTE_LIMIT = 4;
  private static final long NONE = Long.MIN_VALUE;
  private static final long MICROS_MAX = TimeUnit.SECONDS.toMicros(60);

  private final Long2LongHashMap sentNs = new Long2LongHashMap(NONE);
  private final Histogram micros = new Histogram(MICROS_MAX, 3);

  /** Whether the device is measured. */
  static boolean isSampled(int firstKeyByte) {
    return firstKeyByte < KEY_BYTE_LIMIT;
  }

  void sent(long keyId, long nowNs) {
    sentNs.put(keyId, nowNs);
  }

  void acked(long keyId, long nowNs) {
    long since = sentNs.remove(keyId);
    if (since != NONE) {
      micros.recordValue(
          Math.min(MICROS_MAX, TimeUnit.NANOSECONDS.toMicros(Math.max(0, nowNs - since))));
    }
  }

  void reset() {
    micros.reset();
  }

  void addTo(Histogram all) {
    all.add(micros);
  }
}
