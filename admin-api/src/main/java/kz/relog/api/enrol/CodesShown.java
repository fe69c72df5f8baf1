package kz.relog.api.enrol;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Codes that can still be drawn, in memory alone: the records have their hashes. A limited number,
 * the oldest go first. Any thread.
 */
final class CodesShown {
  private static final int CODES_MAX = 10_000;

  private final Clock clock;
  private final Map<Long, Shown> byEnrolment =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Shown> eldest) {
          return size() > CODES_MAX || eldest.getValue().untilMs <= clock.millis();
        }
      };

  private record Shown(String code, long untilMs) {
    @Override
    public String toString() {
      return "Shown";
    }
  }

  CodesShown(Clock clock) {
    this.clock = clock;
  }

  synchronized void put(long enrolmentRef, String code, long untilMs) {
    byEnrolment.put(enrolmentRef, new Shown(code, untilMs));
  }

  synchronized void drop(long enrolmentRef) {
    byEnrolment.remove(enrolmentRef);
  }

  synchronized Optional<String> find(long enrolmentRef) {
    return Optional.ofNullable(byEnrolment.get(enrolmentRef))
        .filter(shown -> shown.untilMs > clock.millis())
        .map(Shown::code);
  }
}
