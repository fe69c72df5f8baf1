package kz.relog.device;

import java.util.Random;

/** Waits that double to a cap and are spread by a quarter either way. */
final class Backoff {
  private static final long NS_PER_MS = 1_000_000;

  private Backoff() {}

  /** Nanoseconds to wait after the given number of earlier tries, from 0. */
  static long waitNs(long firstMs, long capMs, int tries, Random random) {
    long ms = firstMs;
    for (int i = 0; i < tries && ms < capMs; i++) {
      ms <<= 1;
    }
    return spreadNs(Math.min(ms, capMs), random);
  }

  /** The given time, spread. */
  static long spreadNs(long ms, Random random) {
    return (long) (ms * NS_PER_MS * (0.75 + 0.5 * random.nextDouble()));
  }
}
