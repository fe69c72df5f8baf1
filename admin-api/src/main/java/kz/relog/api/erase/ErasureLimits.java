package kz.relog.api.erase;

import java.time.Duration;

/** Every limit of erasures, in one place. */
public final class ErasureLimits {
  /** How long people can take their data along before the company's deletion, unless set. */
  public static final Duration WINDOW = Duration.ofDays(30);

  /** The key under which the last notice is sealed lives so long at most. */
  static final Duration NOTICE_KEY = Duration.ofDays(7);

  /** Between two looks at what is due. */
  static final Duration TICK = Duration.ofMillis(250);

  /** How long a caller waits for the order to be durable on the road. */
  static final Duration ORDER_WAIT = Duration.ofSeconds(5);

  /** Longest reason. */
  static final int REASON_CHARS_MAX = 1_000;

  private ErasureLimits() {}
}
