package kz.relog.api.vehicle;

import com.linecorp.armeria.common.HttpStatus;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.call.RoadWait;
import kz.relog.api.call.Versions;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.spi.TrackSource;
import kz.relog.api.store.CorrectionRecords;
import kz.relog.api.store.DevicePlace;
import kz.relog.api.store.PlaceRecords;
import kz.relog.api.store.ShiftRecords;
import kz.relog.api.store.ShiftRow;

/**
 * Carries shifts to the road: for each tracker of the vehicle a binding of its facts to the driver.
 * The shift is written first; what the road refuses is taken back. Any thread; blocks.
 */
public final class Shifts {
  private final ShiftRecords records;
  private final CorrectionRecords corrections;
  private final PlaceRecords places;
  private final TrackSource tracks;
  private final RoadGate gate;
  private final RoadWait wait;
  private final SecureRandom random;
  private final Clock clock;

  /** Shifts of these records for this gate. */
  public Shifts(
      ShiftRecords records,
      CorrectionRecords corrections,
      PlaceRecords places,
      TrackSource tracks,
      RoadGate gate,
      RoadWait wait,
      SecureRandom random,
      Clock clock) {
    this.records = records;
    this.corrections = corrections;
    this.places = places;
    this.tracks = tracks;
    this.gate = gate;
    this.wait = wait;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Begins a shift.
   *
   * @return false when it is durable but not visible yet
   */
  boolean begin(long companyRef, ShiftRow shift) throws InterruptedException {
    LongAgo.refuse("from", shift.fromMs(), clock.millis());
    records.put(companyRef, shift, clock.millis()).ifPresent(Shifts::refuseOverlap);
    try {
      boolean visible = true;
      for (DevicePlace tracker : places.inVehicle(companyRef, shift.vehicleRef())) {
        visible &= bind(companyRef, shift, tracker, shift.fromMs());
      }
      return visible;
    } catch (RuntimeException refused) {
      takeBack(companyRef, shift);
      throw refused;
    }
  }

  /**
   * Changes the driver or the times of a shift. Of the past only the last 12 hours can change, and
   * only where nothing was stored for the driver who was named.
   *
   * @return false when it is durable but not visible yet
   */
  boolean change(long companyRef, ShiftRow before, ShiftRow after) throws InterruptedException {
    if (corrections.isBinding(companyRef, before.vehicleRef())) {
      throw Problem.conflict("The vehicle's shifts are being corrected; try again.").toException();
    }
    boolean sameDriver = before.driverRef() == after.driverRef();
    refusePast(companyRef, before, "from", after.fromMs(), before.fromMs(), sameDriver);
    refusePast(companyRef, before, "to", before.endMs(), after.endMs(), sameDriver);
    ShiftRecords.Outcome outcome = records.change(companyRef, after);
    if (outcome instanceof ShiftRecords.Outcome.InTheWay shift) {
      refuseOverlap(shift.other());
    }
    if (outcome instanceof ShiftRecords.Outcome.Outdated) {
      throw Versions.changed("shift");
    }
    try {
      return rebind(companyRef, after);
    } catch (RuntimeException refused) {
      records.change(companyRef, undone(before, after));
      throw refused;
    }
  }

  /** Takes back a shift that has not begun. */
  boolean cancel(long companyRef, ShiftRow shift) throws InterruptedException {
    if (shift.fromMs() <= clock.millis()) {
      throw Problem.conflict("The shift has begun; end it instead.").toException();
    }
    return takeBack(companyRef, shift);
  }

  /** Binds a tracker that was just put into a vehicle to whoever drives that now and later. */
  public void join(long companyRef, DevicePlace tracker) throws InterruptedException {
    long nowMs = clock.millis();
    for (ShiftRow shift : fromNow(companyRef, tracker.vehicleRef().orElseThrow(), nowMs)) {
      bind(companyRef, shift, tracker, Math.max(shift.fromMs(), nowMs));
    }
  }

  /** Ends what binds a tracker to the drivers of its vehicle. */
  public void leave(long companyRef, DevicePlace tracker) throws InterruptedException {
    long nowMs = clock.millis();
    for (ShiftRow shift : fromNow(companyRef, tracker.vehicleRef().orElseThrow(), nowMs)) {
      Long bindingRef = records.bindings(companyRef, shift.shiftRef()).get(tracker.deviceRef());
      if (bindingRef == null) {
        continue;
      }
      if (shift.fromMs() < nowMs) {
        put(bindingRef, tracker.deviceRef(), shift.driverRef(), shift.fromMs(), nowMs);
      } else {
        put(bindingRef, tracker.deviceRef(), 0, shift.fromMs(), shift.toMs());
        records.dropBinding(companyRef, shift.shiftRef(), tracker.deviceRef());
      }
    }
  }

  /** Ends the shifts of a driver that run, and takes back those that have not begun. */
  public void endAll(long companyRef, long driverRef) throws InterruptedException {
    long nowMs = clock.millis();
    for (ShiftRow shift : records.ofDriver(companyRef, driverRef, nowMs)) {
      if (shift.fromMs() >= nowMs) {
        takeBack(companyRef, shift);
      } else {
        change(companyRef, shift, shift.with(driverRef, shift.fromMs(), nowMs));
      }
    }
  }

  private List<ShiftRow> fromNow(long companyRef, long vehicleRef, long nowMs) {
    return records.ofVehicle(companyRef, vehicleRef, nowMs, Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  private boolean rebind(long companyRef, ShiftRow shift) throws InterruptedException {
    boolean visible = true;
    Map<Long, Long> bindings = records.bindings(companyRef, shift.shiftRef());
    for (long deviceRef : bindings.keySet()) {
      // One that left the vehicle meanwhile keeps the end that this gave it.
      Optional<DevicePlace> place =
          places.find(companyRef, deviceRef).filter(one -> one.unboundMs().isEmpty());
      if (place.isPresent()) {
        visible &= bind(companyRef, shift, place.get(), shift.fromMs());
      }
    }
    return visible;
  }

  private boolean bind(long companyRef, ShiftRow shift, DevicePlace tracker, long fromMs)
      throws InterruptedException {
    long deviceRef = tracker.deviceRef();
    Long known = records.bindings(companyRef, shift.shiftRef()).get(deviceRef);
    if (known != null) {
      return put(known, deviceRef, shift.driverRef(), fromMs, shift.toMs());
    }
    long bindingRef = Refs.random(random);
    records.putBinding(companyRef, shift.shiftRef(), deviceRef, bindingRef);
    try {
      return put(bindingRef, deviceRef, shift.driverRef(), fromMs, shift.toMs());
    } catch (RuntimeException refused) {
      records.dropBinding(companyRef, shift.shiftRef(), deviceRef);
      throw refused;
    }
  }

  private boolean put(long bindingRef, long deviceRef, long subjectRef, long fromMs, long toMs)
      throws InterruptedException {
    CompletionStage<Long> command =
        gate.putBinding(new RoadGate.Binding(bindingRef, deviceRef, subjectRef, fromMs, toMs));
    return wait.isVisible(command);
  }

  private boolean takeBack(long companyRef, ShiftRow shift) throws InterruptedException {
    boolean visible = true;
    Map<Long, Long> bindings = records.bindings(companyRef, shift.shiftRef());
    for (Map.Entry<Long, Long> binding : bindings.entrySet()) {
      visible &= put(binding.getValue(), binding.getKey(), 0, shift.fromMs(), shift.toMs());
    }
    records.drop(companyRef, shift.shiftRef());
    return visible;
  }

  /** Refuses to change who drove between two moments, as far as that is past and was stored. */
  private void refusePast(
      long companyRef,
      ShiftRow before,
      String field,
      long oneMs,
      long otherMs,
      boolean sameDriver) {
    long nowMs = clock.millis();
    long fromMs = sameDriver ? Math.min(oneMs, otherMs) : before.fromMs();
    long toMs = sameDriver ? Math.max(oneMs, otherMs) : before.endMs();
    if (fromMs == toMs || fromMs >= nowMs) {
      return;
    }
    LongAgo.refuse(sameDriver ? field : "from", fromMs, nowMs);
    long pastFromMs = Math.max(fromMs, before.fromMs());
    long pastToMs = Math.min(Math.min(toMs, before.endMs()), nowMs);
    for (long deviceRef : records.bindings(companyRef, before.shiftRef()).keySet()) {
      if (pastFromMs < pastToMs && hasFacts(deviceRef, pastFromMs, pastToMs)) {
        throw Problem.of(
                HttpStatus.CONFLICT,
                "facts-stored",
                "Positions are stored",
                "Positions of this time are stored for the driver who was named. Say who drove: POST"
                    + " /v1/shifts/{id}/corrections seals anew what that person permitted, and"
                    + " destroys the rest.")
            .toException();
      }
    }
  }

  private boolean hasFacts(long deviceRef, long fromMs, long toMs) {
    AtomicBoolean any = new AtomicBoolean();
    tracks.read(
        deviceRef,
        fromMs,
        toMs,
        (timeMs, latE7, lonE7, speedDmps, courseDegrees, accuracyMetres) -> {
          any.set(true);
          return false;
        });
    return any.get();
  }

  private static void refuseOverlap(ShiftRow other) {
    String end = other.toMs() == 0 ? "further notice" : Json.time(other.toMs());
    throw Problem.of(
            HttpStatus.CONFLICT,
            "shift-overlaps",
            "The vehicle has a driver then",
            "Shift "
                + Refs.text(other.shiftRef())
                + " has this vehicle from "
                + Json.time(other.fromMs())
                + " until "
                + end
                + "; end that one first.")
        .toException();
  }

  private static ShiftRow undone(ShiftRow before, ShiftRow after) {
    return after.with(before.driverRef(), before.fromMs(), before.toMs());
  }
}
