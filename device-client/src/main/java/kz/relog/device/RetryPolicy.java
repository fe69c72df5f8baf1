package kz.relog.device;

/**
 * When what is not settled is sent again. Each wait doubles from the first to the cap and is then
 * spread by a quarter either way, so that devices which lost the server together do not come back
 * together. Immutable.
 *
 * @param firstMs milliseconds to the first retry, at least 1
 * @param capMs longest wait, milliseconds, at least {@code firstMs}
 * @param unboundMs wait after UNBOUND, which a person must cure, milliseconds, at least 1
 * @param helloMs between questions to the server while tracking is off, milliseconds, at least 1
 */
public record RetryPolicy(long firstMs, long capMs, long unboundMs, long helloMs) {
  /** For the road: 3 s doubling to 2 min; a minute after UNBOUND and while tracking is off. */
  public static final RetryPolicy STANDARD = new RetryPolicy(3_000, 120_000, 60_000, 60_000);

  /** For the loopback: 500 ms doubling to 5 s. */
  public static final RetryPolicy QUICK = new RetryPolicy(500, 5_000, 1_000, 1_000);

  /** Checks the bounds. */
  public RetryPolicy {
    if (firstMs < 1 || capMs < firstMs || unboundMs < 1 || helloMs < 1) {
      throw new IllegalArgumentException(
          "a retry policy needs 1 <= firstMs <= capMs, unboundMs >= 1, helloMs >= 1");
    }
  }
}
