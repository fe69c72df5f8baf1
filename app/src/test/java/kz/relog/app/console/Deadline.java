package kz.relog.app.console;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks again and again until something is so; how long that takes decides nothing but a failure.
 */
final class Deadline {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private Deadline() {}

  /**
   * The first value that is wanted.
   *
   * @param what is waited for, in words for the failure
   */
  static <T> T until(String what, Supplier<T> look, Predicate<T> wanted) {
    long endNs = System.nanoTime() + LONGEST.toNanos();
    T last = look.get();
    while (!wanted.test(last)) {
      if (System.nanoTime() - endNs > 0) {
        return fail("waited %s for %s, last saw: %s", LONGEST, what, last);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      last = look.get();
    }
    return last;
  }
}
