package kz.relog.ingest.device;

import java.util.concurrent.TimeUnit;

/**
 * How many bytes one device may still put into the journal: a bucket that fills at a steady rate,
 * so that a device that sends without end slows down itself and nobody else. Thread: the sequencer.
 *
 * <p>Kept as the time until which what was spent will have been earned (the generic cell rate
 * algorithm, ITU-T I.371): one number, no refilling.
 */
public final class Budget {

  private static final long NEVER = Long.MIN_VALUE;

  private long spentUntilNs = NEVER;

  Budget() {}

  /**
   * Spends bytes if there are enough.
   *
   * @param bytes what the entry would take
   * @param nowNs when its frame came
   * @param bytesPerSecond earned
   * @param burstBytes spent at once at most
   * @return false if there are not enough; nothing was spent
   */
  public boolean trySpend(int bytes, long nowNs, long bytesPerSecond, long burstBytes) {
    long before = spentUntilNs == NEVER || spentUntilNs - nowNs < 0 ? nowNs : spentUntilNs;
    long after = before + toNs(bytes, bytesPerSecond);
    if (after - nowNs > toNs(burstBytes, bytesPerSecond)) {
      return false;
    }
    spentUntilNs = after;
    return true;
  }

  private static long toNs(long bytes, long bytesPerSecond) {
    // A burst of 64 GiB in nanoseconds still fits.
    return bytes * (TimeUnit.SECONDS.toNanos(1) / 8) / bytesPerSecond * 8;
  }
}
