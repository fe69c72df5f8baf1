package kz.relog.api.hours;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import kz.relog.api.call.RoadWait;
import kz.relog.api.spi.RoadFullException;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.spi.TrackingHours;
import kz.relog.api.store.HoursRecords;
import kz.relog.api.store.HoursRecords.DriverHours;
import kz.relog.api.store.WantedHours;

/**
 * Brings the hours that a company wants onto the road. Hours go there before a person's permission
 * does, so that nothing is ever stored outside of them. Any thread; blocks.
 */
public final class HoursOnRoad {
  private final HoursRecords records;
  private final RoadGate gate;
  private final RoadWait wait;

  /** Hours of these records for this gate. */
  public HoursOnRoad(HoursRecords records, RoadGate gate, RoadWait wait) {
    this.records = records;
    this.gate = gate;
    this.wait = wait;
  }

  /**
   * Puts the hours of one person on the road, unless they are there.
   *
   * @throws RuntimeException what the road refused it with
   */
  public void put(long companyRef, long personRef) throws InterruptedException {
    WantedHours company = records.wanted(companyRef, 0).orElseGet(WantedHours::none);
    for (DriverHours driver : records.driver(companyRef, personRef).stream().toList()) {
      TrackingHours hours = ComposedHours.of(company, driver.own(), driver.companyZone());
      if (!driver.inForce().equals(java.util.Optional.of(hours))) {
        wait.isVisible(gate.putHours(personRef, hours));
      }
    }
  }

  /**
   * Puts the hours of all active drivers of a company on the road, as far as the road takes them
   * now.
   *
   * @return how many drivers still have other hours
   */
  public int putAll(long companyRef) throws InterruptedException {
    WantedHours company = records.wanted(companyRef, 0).orElseGet(WantedHours::none);
    List<CompletionStage<Long>> commands = new ArrayList<>();
    for (DriverHours driver : records.drivers(companyRef)) {
      if (isBehind(company, driver)) {
        TrackingHours hours = ComposedHours.of(company, driver.own(), driver.companyZone());
        commands.add(gate.putHours(driver.personRef(), hours));
      }
    }
    for (CompletionStage<Long> command : commands) {
      try {
        wait.isVisible(command);
      } catch (RoadFullException full) {
        break; // The rest is counted below, and goes with the next try.
      }
    }
    return behind(companyRef);
  }

  /** How many active drivers have other hours on the road than wanted. */
  public int behind(long companyRef) {
    WantedHours company = records.wanted(companyRef, 0).orElseGet(WantedHours::none);
    return (int)
        records.drivers(companyRef).stream().filter(driver -> isBehind(company, driver)).count();
  }

  private static boolean isBehind(WantedHours company, DriverHours driver) {
    TrackingHours hours = ComposedHours.of(company, driver.own(), driver.companyZone());
    // Without hours the road takes a person's facts at any time.
    boolean anyTime = hours.week().isEmpty() && hours.days().isEmpty();
    return !driver.inForce().map(hours::equals).orElse(anyTime);
  }
}
