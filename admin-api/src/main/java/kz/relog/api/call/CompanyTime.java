package kz.relog.api.call;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Now, and where the company's days begin. One zone for the whole installation; when it has
 * companies, each has its own. Any thread.
 *
 * @param clock wall time
 * @param zone the company's time zone
 */
public record CompanyTime(Clock clock, ZoneId zone) {

  /** Now, Unix epoch ms UTC. */
  public long nowMs() {
    return clock.millis();
  }

  /** The day that it is now. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  /** When a day begins, Unix epoch ms UTC. */
  public long startMs(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
