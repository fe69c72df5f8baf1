package kz.relog.api.hours;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import kz.relog.api.spi.TrackingHours;
import kz.relog.api.spi.TrackingHours.Day;
import kz.relog.api.spi.TrackingHours.Window;
import kz.relog.api.store.WantedHours;

/** Makes the hours of one driver out of those of the company and those of the driver. Stateless. */
final class ComposedHours {
  private static final int DAY_MINUTES = 24 * 60;

  private ComposedHours() {}

  /**
   * Composes: what the driver has goes before what the company has; days of both count, of the same
   * day that of the driver.
   *
   * @param companyZone when neither names a zone
   */
  static TrackingHours of(WantedHours company, WantedHours driver, ZoneId companyZone) {
    ZoneId zone = driver.zone().or(company::zone).orElse(companyZone);
    TreeMap<LocalDate, Day> days = new TreeMap<>();
    company.days().forEach(day -> days.put(day.date(), day));
    driver.days().forEach(day -> days.put(day.date(), day));
    Optional<List<Window>> week = driver.week().or(company::week);
    if (week.isEmpty() && days.isEmpty()) {
      return TrackingHours.always(zone);
    }
    return new TrackingHours(
        zone, week.orElseGet(ComposedHours::anyTime), List.copyOf(days.values()));
  }

  /** On the road a week without windows means none of it, once there are days. */
  private static List<Window> anyTime() {
    List<Window> week = new ArrayList<>();
    for (int weekday = 1; weekday <= 7; weekday++) {
      week.add(new Window(weekday, 0, DAY_MINUTES));
    }
    return week;
  }
}
