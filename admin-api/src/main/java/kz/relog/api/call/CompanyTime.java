package kz.relog.api.call;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * Now, and where the days of each company begin. Any thread.
 *
 * @param clock wall time
 * @param zones the time zone of a company; may block on the records
 */
public record CompanyTime(Clock clock, LongFunction<ZoneId> zones) {
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm '('VV')'", Locale.ROOT);

  /** Now, Unix epoch ms UTC. */
  public long nowMs() {
    return clock.millis();
  }

  /** The company's time zone. */
  public ZoneId zone(long companyRef) {
    return zones.apply(companyRef);
  }

  /** The day that it is now in the company. */
  public LocalDate today(long companyRef) {
    return LocalDate.ofInstant(clock.instant(), zone(companyRef));
  }

  /** A moment as people of the company read it: day, time to the minute, and zone. */
  public String text(long companyRef, long ms) {
    return TEXT.format(Instant.ofEpochMilli(ms).atZone(zone(companyRef)));
  }

  /** When a day of the company begins, Unix epoch ms UTC. */
  public long startMs(long companyRef, LocalDate day) {
    return day.atStartOfDay(zone(companyRef)).toInstant().toEpochMilli();
  }
}
