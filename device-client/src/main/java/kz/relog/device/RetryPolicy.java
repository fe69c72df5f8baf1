package kz.relog.device;

/**
 * When what is not settled is sent again. Each wait doubles from the first to the cap and is then
 * spread by a quarter either way, so that devices which lost the server together do not come back
 * together. Immutable.
 *
 * @param firstMs milliseconds to the first retry, at least 1; a server from which nothing comes for
 *     twice as long counts as silent: then one frame at a time is sent until it answers; a
 *     connection on which nothing comes for ten times as long is made anew
 * @param capMs longest wait, milliseconds, at least {@code firstMs}
 * @param unboundMs wait after UNBOUND, which a person must cure, milliseconds, at least 1
 * @param helloMs between questions to the server while tracking is off, milliseconds, at least 1
 */
public record RetryPolicy(long firstMs, long capMs, long unboundMs, long helloMs) {
  /** For the road: 3 s doubling to 2 min; a minute after UNBOUND and while tracking is off. */
  public static final RetryPolicy STANDARD = new RetryPolicy(3_000, 120_000, 60_000, 60_000);

  /** For the loopback: 500 ms doubling to 5 s. */
  public static final RetryPolicy QUICK = new RetryPolicy(500, 5_000, 1_000, 1_000);

  /** Few bytes: 10 s doubling to 15 min; a quarter of an hour between questions. */
  public static final RetryPolicy LOW_BANDWIDTH =
      new RetryPolicy(10_000, 900_000, 900_000, 900_000);

  /** Checks the bounds. */
  public RetryPolicy {
    if (firstMs < 1 || capMs < firstMs || unboundMs < 1 || helloMs < 1) {
      throw new IllegalArgumentException(
          "a retry policy needs 1 <= firstMs <= capMs, unboundMs >= 1, helloMs >= 1");
    }
  }

  /** From the first frame without an answer until the server counts as silent, milliseconds. */
  long silentMs() {
    return 2 * firstMs;
  }

  /** Without an answer for so long, milliseconds, a connection counts as dead and is made anew. */
  long deadMs() {
    return 10 * firstMs;
  }
}
