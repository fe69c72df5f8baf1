package kz.relog.api.store;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import kz.relog.api.spi.TrackingHours.Day;
import kz.relog.api.spi.TrackingHours.Window;

/**
 * Tracking hours as a company wants them. Immutable.
 *
 * @param version grows by one with each change; 0 when nobody said anything
 * @param zone empty for that of the company
 * @param week empty for any time, or in what a driver has instead of the company's: for its week
 * @param days days that differ
 * @param changedMs Unix epoch ms UTC; 0 when nobody said anything
 */
public record WantedHours(
    long version,
    Optional<ZoneId> zone,
    Optional<List<Window>> week,
    List<Day> days,
    long changedMs) {

  /** Copies the lists. */
  public WantedHours {
    week = week.map(List::copyOf);
    days = List.copyOf(days);
  }

  /** Nobody said anything. */
  public static WantedHours none() {
    return new WantedHours(0, Optional.empty(), Optional.empty(), List.of(), 0);
  }
}
