package kz.relog.app.archive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** The months that keys belong to. */
final class Months {
  private Months() {}

  /** Months since January 1970 of a time, UTC. */
  static int of(long timeMs) {
    ZonedDateTime time = Instant.ofEpochMilli(timeMs).atZone(ZoneOffset.UTC);
    return (time.getYear() - 1970) * 12 + time.getMonthValue() - 1;
  }
}
