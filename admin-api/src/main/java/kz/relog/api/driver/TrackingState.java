package kz.relog.api.driver;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.relog.api.spi.PermissionPurpose;
import kz.relog.api.spi.TrackingHours;
import kz.relog.api.spi.TrackingHours.Window;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.DevicePlace;
import kz.relog.api.store.HoursRecords;
import kz.relog.api.store.PermissionRow;

/**
 * Whether positions of a person are recorded now, as the gate would judge, and why not. Any thread;
 * blocks.
 */
public final class TrackingState {
  private static final int DAY_MINUTES = 24 * 60;

  private final AdminStore store;
  private final Clock clock;

  /** Over these records. */
  public TrackingState(AdminStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Why tracking is off; the first that holds. */
  enum Reason {
    /** Nothing is permitted. */
    NOT_PERMITTED,
    /** The person drives for nobody just now. */
    PRIVATE_TRIP,
    /** Not in the tracking hours. */
    OUTSIDE_HOURS,
    /** Neither a phone nor the tracker of a vehicle is the person's now. */
    NO_DEVICE
  }

  /**
   * What is so now.
   *
   * @param reason why it is off; empty when it is on
   * @param purposes what positions are recorded for while it is on
   * @param hours in force, as far as there are any
   * @param devices phones and trackers that are the person's now
   */
  record Now(
      Optional<Reason> reason,
      List<PermissionPurpose> purposes,
      Optional<HoursRecords.InForce> hours,
      List<Long> devices) {
    @Override
    public String toString() {
      return "Now[" + reason + "]";
    }
  }

  /**
   * Whether anything of where a person is is recorded now: all that others of the company get to
   * know.
   */
  public boolean isOn(long companyRef, long personRef) {
    return of(companyRef, personRef).reason().isEmpty();
  }

  /** The moment that is now here, Unix epoch ms UTC. */
  public long nowMs() {
    return clock.millis();
  }

  /** Whether others may see where a person is now. */
  public boolean isShown(long companyRef, long personRef) {
    Now now = of(companyRef, personRef);
    return now.reason().isEmpty() && now.purposes().contains(PermissionPurpose.LIVE_VIEW);
  }

  Now of(long companyRef, long personRef) {
    Set<PermissionPurpose> paused = store.permissions().paused(companyRef, personRef);
    List<PermissionPurpose> permitted =
        store.permissions().current(companyRef, personRef).stream()
            .map(PermissionRow::purpose)
            .filter(PermissionPurpose::isOnRoad)
            .sorted()
            .toList();
    List<PermissionPurpose> purposes =
        permitted.stream().filter(one -> !paused.contains(one)).toList();
    Optional<HoursRecords.InForce> hours = store.hours().inForce(companyRef, personRef);
    List<Long> devices = devices(companyRef, personRef);
    return new Now(reason(permitted, purposes, hours, devices), purposes, hours, devices);
  }

  private Optional<Reason> reason(
      List<PermissionPurpose> permitted,
      List<PermissionPurpose> purposes,
      Optional<HoursRecords.InForce> hours,
      List<Long> devices) {
    if (permitted.isEmpty()) {
      return Optional.of(Reason.NOT_PERMITTED);
    }
    if (purposes.isEmpty()) {
      return Optional.of(Reason.PRIVATE_TRIP);
    }
    if (hours.isPresent() && !isInside(hours.get().hours(), clock.instant())) {
      return Optional.of(Reason.OUTSIDE_HOURS);
    }
    return devices.isEmpty() ? Optional.of(Reason.NO_DEVICE) : Optional.empty();
  }

  private List<Long> devices(long companyRef, long personRef) {
    long nowMs = clock.millis();
    List<Long> devices = new ArrayList<>();
    store.places().ofDriver(companyRef, personRef).stream()
        .filter(place -> place.unboundMs().isEmpty())
        .map(DevicePlace::deviceRef)
        .filter(
            ref ->
                store
                    .devices()
                    .find(companyRef, ref)
                    .filter(row -> row.revokedMs().isEmpty())
                    .isPresent())
        .forEach(devices::add);
    store.shifts().had(companyRef, personRef, nowMs, nowMs + 1).stream()
        .map(had -> had.deviceRef())
        .forEach(devices::add);
    return devices;
  }

  static boolean isInside(TrackingHours hours, Instant now) {
    if (hours.week().isEmpty() && hours.days().isEmpty()) {
      return true;
    }
    ZonedDateTime there = now.atZone(hours.zone());
    LocalDate today = there.toLocalDate();
    int minute = there.getHour() * 60 + there.getMinute();
    return contains(hours, today, minute)
        || contains(hours, today.minusDays(1), minute + DAY_MINUTES);
  }

  private static boolean contains(TrackingHours hours, LocalDate date, int minute) {
    List<Window> windows =
        hours.days().stream()
            .filter(day -> day.date().equals(date))
            .findFirst()
            .map(TrackingHours.Day::windows)
            .orElseGet(
                () ->
                    hours.week().stream()
                        .filter(one -> one.weekday() == date.getDayOfWeek().getValue())
                        .toList());
    return windows.stream().anyMatch(one -> minute >= one.fromMinute() && minute < one.toMinute());
  }
}
