package kz.relog.device;

/**
 * When an open batch is closed and sent: at the first of three bounds. Immutable.
 *
 * @param fixesMax fixes in a batch, 1 to 512
 * @param ageMaxMs milliseconds from a batch's first offer to its close, 0 (at once) to 86,400,000
 * @param digits decimal digits of a degree on the wire, 4 to 7; 7 keeps what {@code offer} was
 *     given, 6 is 0.11 m
 * @param tickMs unit of time on the wire, 1 to 60,000 ms; times are rounded to it
 */
public record BatchPolicy(int fixesMax, long ageMaxMs, int digits, int tickMs) {
  /** Most fixes a batch may hold. */
  public static final int FIXES_MAX = 512;

  /** A phone on a drive at one fix per second: 60 fixes or one minute, 0.11 m. */
  public static final BatchPolicy STANDARD = new BatchPolicy(60, 60_000, 6, 1000);

  /** One fix per frame, sent at once: for load tests and for a vehicle that someone watches. */
  public static final BatchPolicy SINGLE = new BatchPolicy(1, 0, 6, 1000);

  /** Checks the bounds. */
  public BatchPolicy {
    if (fixesMax < 1 || fixesMax > FIXES_MAX) {
      throw new IllegalArgumentException("fixesMax is " + fixesMax + ", allowed: 1 to 512");
    }
    if (ageMaxMs < 0 || ageMaxMs > 86_400_000) {
      throw new IllegalArgumentException("ageMaxMs is " + ageMaxMs + ", allowed: 0 to 86400000");
    }
    if (digits < 4 || digits > 7) {
      throw new IllegalArgumentException("digits is " + digits + ", allowed: 4 to 7");
    }
    if (tickMs < 1 || tickMs > 60_000) {
      throw new IllegalArgumentException("tickMs is " + tickMs + ", allowed: 1 to 60000");
    }
  }
}
