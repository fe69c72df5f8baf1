package kz.relog.api.spi;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * When positions of a person may be stored: a week of windows in a time zone, and days that differ.
 * Immutable.
 *
 * @param zone in which the minutes are meant
 * @param week the windows of each ordinary day; empty means always, when there are no days either
 * @param days days with windows of their own instead of those of the week; one without windows has
 *     no tracking at all
 */
public record TrackingHours(ZoneId zone, List<Window> week, List<Day> days) {

  /** Copies the lists. */
  public TrackingHours {
    week = List.copyOf(week);
    days = List.copyOf(days);
  }

  /** Any time. */
  public static TrackingHours always(ZoneId zone) {
    return new TrackingHours(zone, List.of(), List.of());
  }

  /**
   * A window; a break is the gap between two.
   *
   * @param weekday 1 Monday to 7 Sunday: the day on which it begins
   * @param fromMinute of that day, 0 to 1439
   * @param toMinute exclusive, above {@code fromMinute}; above 1440 it ends on the next day; at
   *     most 2880
   */
  public record Window(int weekday, int fromMinute, int toMinute) {}

  /**
   * A day that differs.
   *
   * @param date in the zone
   * @param windows of that day; their weekday is that of the date
   */
  public record Day(LocalDate date, List<Window> windows) {
    /** Copies the list. */
    public Day {
      windows = List.copyOf(windows);
    }
  }
}
