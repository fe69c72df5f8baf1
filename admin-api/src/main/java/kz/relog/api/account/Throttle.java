package kz.relog.api.account;

import com.linecorp.armeria.common.HttpStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.relog.api.problem.Problem;

/**
 * Makes who fails often wait, longer each time. Keeps a limited number of keys, the least used go
 * first; a key is forgotten a while after its last failure. Any thread.
 */
public final class Throttle {
  private static final long FORGET_MS = Duration.ofHours(1).toMillis();

  private final Clock clock;
  private final int free;
  private final long firstMs;
  private final long longestMs;
  private final Map<String, Strikes> byKey;

  private record Strikes(int count, long lastMs, long untilMs) {}

  /**
   * A throttle.
   *
   * @param free failures without a wait
   * @param first wait, doubled by each further failure
   * @param longest wait
   * @param keysMax keys remembered
   */
  public Throttle(Clock clock, int free, Duration first, Duration longest, int keysMax) {
    this.clock = clock;
    this.free = free;
    this.firstMs = first.toMillis();
    this.longestMs = longest.toMillis();
    this.byKey =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Strikes> eldest) {
            return size() > keysMax;
          }
        };
  }

  /**
   * Lets a key pass or not.
   *
   * @throws kz.relog.api.problem.ProblemException 429 with the seconds to wait
   */
  public synchronized void require(String key) {
    Strikes strikes = byKey.get(key);
    long waitMs = strikes == null ? 0 : strikes.untilMs - clock.millis();
    if (waitMs > 0) {
      throw Problem.of(
              HttpStatus.TOO_MANY_REQUESTS,
              "too-many",
              "Too many attempts",
              "Wait, then try again.")
          .after((int) Math.min(Integer.MAX_VALUE, 1 + waitMs / 1000))
          .toException();
    }
  }

  /** Counts a failure, or an attempt that will be {@link #forgive}n if it does not fail. */
  public synchronized void strike(String key) {
    long nowMs = clock.millis();
    Strikes before = byKey.get(key);
    int count = before == null || nowMs - before.lastMs > FORGET_MS ? 1 : before.count + 1;
    int over = Math.min(30, count - free);
    long waitMs = over <= 0 ? 0 : Math.min(longestMs, firstMs << (over - 1));
    byKey.put(key, new Strikes(count, nowMs, nowMs + waitMs));
  }

  /** Takes one strike back. */
  public synchronized void forgive(String key) {
    byKey.computeIfPresent(
        key,
        (same, strikes) ->
            strikes.count <= 1 ? null : new Strikes(strikes.count - 1, strikes.lastMs, 0));
  }

  /** Forgets all strikes of a key. */
  public synchronized void clear(String key) {
    byKey.remove(key);
  }

  /** Keys remembered now. */
  synchronized int size() {
    return byKey.size();
  }
}
