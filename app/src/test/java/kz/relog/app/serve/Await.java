package kz.relog.app.serve;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for something that another thread brings about. */
final class Await {
  private static final long TIMEOUT_NS = 30_000_000_000L;

  private Await() {}

  /** Asks until the answer is as wanted; fails with the last answer after 30 s. */
  static <T> T until(Supplier<T> question, Predicate<T> wanted) {
    long deadlineNs = System.nanoTime() + TIMEOUT_NS;
    while (true) {
      T answer = question.get();
      if (wanted.test(answer)) {
        return answer;
      }
      if (System.nanoTime() > deadlineNs) {
        throw new AssertionError("still not as wanted: " + answer);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
