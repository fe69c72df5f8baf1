package kz.relog.ingest.admit;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Months since 1970-01, UTC, of times; remembers the last one, so that the calendar is asked once a
 * month. One thread.
 */
public final class KeyMonths {

  private static final int MONTHS_OF_1970 = 1970 * 12;

  private int month;
  private long startMs;
  private long endMs;

  /** Remembers none yet. */
  public KeyMonths() {}

  /** The month of a time, Unix epoch ms. */
  public int of(long timeMs) {
    if (timeMs < startMs || timeMs >= endMs) {
      YearMonth calendar = YearMonth.from(Instant.ofEpochMilli(timeMs).atOffset(ZoneOffset.UTC));
      month = calendar.getYear() * 12 + calendar.getMonthValue() - 1 - MONTHS_OF_1970;
      startMs = startOf(calendar);
      endMs = startOf(calendar.plusMonths(1));
    }
    return month;
  }

  private static long startOf(YearMonth calendar) {
    return calendar.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
