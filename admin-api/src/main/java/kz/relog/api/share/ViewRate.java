package kz.relog.api.share;

import com.linecorp.armeria.common.HttpStatus;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.relog.api.problem.Problem;

/** Counts looks per address and minute. Keeps a limited number of addresses. Any thread. */
final class ViewRate {
  private static final long MINUTE_MS = 60_000;

  private final Clock clock;
  private final Map<String, Minute> byAddress =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Minute> eldest) {
          return size() > ShareLimits.ADDRESSES_MAX;
        }
      };

  private record Minute(long number, int looks) {}

  ViewRate(Clock clock) {
    this.clock = clock;
  }

  /**
   * Counts a look.
   *
   * @throws kz.relog.api.problem.ProblemException 429 when there were too many in this minute
   */
  synchronized void count(String address) {
    long nowMs = clock.millis();
    long number = nowMs / MINUTE_MS;
    Minute before = byAddress.get(address);
    int looks = before == null || before.number != number ? 1 : before.looks + 1;
    byAddress.put(address, new Minute(number, looks));
    if (looks > ShareLimits.VIEWS_PER_MINUTE) {
      throw Problem.of(
              HttpStatus.TOO_MANY_REQUESTS,
              "too-many",
              "Too many requests",
              "Too many looks from this address in this minute.")
          .after(1 + (int) ((MINUTE_MS - nowMs % MINUTE_MS) / 1000))
          .toException();
    }
  }
}
