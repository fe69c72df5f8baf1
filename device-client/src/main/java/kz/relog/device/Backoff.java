package kz.relog.device;

import java.util.Random;

/** Waits that double to a cap and are spread by a quarter either way. */
final class Backoff {
  private static final long NS_PER_MS = 1_000_000;

  /** SLOW_DOWN that does not say how long: the field was left out to keep the ack short. */
  private static final int SLOW_DOWN_S_DEFAULT = 60;

  /** No server keeps a device away for longer than a day. */
  private static final int SLOW_DOWN_S_MAX = 86_400;

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

  /** What SLOW_DOWN asks for, and up to a quarter more. */
  static long slowDownNs(int toldSeconds, Random random) {
    int seconds = toldSeconds > 0 ? Math.min(toldSeconds, SLOW_DOWN_S_MAX) : SLOW_DOWN_S_DEFAULT;
    return (long) (seconds * 1000L * NS_PER_MS * (1 + 0.25 * random.nextDouble()));
  }
}
