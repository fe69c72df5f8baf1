package kz.relog.api.vehicle;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Json;
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.call.Refs;
import kz.relog.api.call.Versions;
import kz.relog.api.permission.Drivers;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.ShiftRecords;
import kz.relog.api.store.ShiftRow;
import kz.relog.api.store.VehicleRecords;
import org.jspecify.annotations.Nullable;

/** {@code /v1/vehicles/{id}/shifts} and {@code /v1/shifts/{id}}: who drives from when to when. */
final class ShiftEndpoints {
  /** How far ahead a shift may begin. */
  private static final Duration AHEAD_MAX = Duration.ofDays(366);

  private static final String PATH = "/v1/shifts/{id}";
  private static final Access READ =
      Access.of(Scope.FLEET_READ, Role.OWNER, Role.DISPATCHER, Role.AUDITOR);
  private static final Access WRITE = Access.of(Scope.FLEET_WRITE, Role.OWNER, Role.DISPATCHER);

  private final ShiftRecords records;
  private final VehicleRecords vehicles;
  private final Shifts shifts;
  private final Drivers drivers;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;

  ShiftEndpoints(
      ShiftRecords records,
      VehicleRecords vehicles,
      Shifts shifts,
      Drivers drivers,
      AuditLog audit,
      SecureRandom random,
      Clock clock) {
    this.records = records;
    this.vehicles = vehicles;
    this.shifts = shifts;
    this.drivers = drivers;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/vehicles/{id}/shifts", READ, this::list),
        Endpoint.post("/v1/vehicles/{id}/shifts", WRITE, this::begin),
        Endpoint.get(PATH, READ, this::get),
        Endpoint.put(PATH, WRITE, this::change),
        Endpoint.delete(PATH, WRITE, this::cancel),
        Endpoint.post(PATH + "/end", WRITE, this::end));
  }

  /** A shift as JSON. */
  private record ShiftView(
      String id, String vehicle, String driver, @Nullable String from, @Nullable String to) {
    static ShiftView of(ShiftRow row) {
      return new ShiftView(
          Refs.text(row.shiftRef()),
          Refs.text(row.vehicleRef()),
          Refs.text(row.driverRef()),
          Json.time(row.fromMs()),
          Json.time(row.toMs()));
    }
  }

  private HttpResponse list(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long after = query.cursor();
    Instant from = query.time("from").orElse(Instant.EPOCH);
    Instant to = query.time("to").orElse(Instant.ofEpochMilli(Long.MAX_VALUE));
    query.finish();
    long companyRef = call.caller().companyRef();
    long vehicleRef = requireVehicle(companyRef, call.ref("vehicle"));
    // Shifts of one vehicle do not overlap: whatever ends after the last one shown is next.
    long sinceMs = Math.max(from.toEpochMilli(), after);
    List<ShiftRow> rows =
        records.ofVehicle(companyRef, vehicleRef, sinceMs, to.toEpochMilli(), limit + 1);
    return Answers.ok(Page.of(rows, limit, ShiftRow::endMs).map(ShiftView::of));
  }

  private HttpResponse begin(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    OptionalLong driver = body.ref("driver");
    Instant now = clock.instant();
    Instant from = body.time("from").orElse(now);
    Optional<Instant> to = body.time("to");
    if (driver.isEmpty()) {
      body.refuseAt("/driver", "the id of an active driver of the company");
    }
    checkTimes(body, from, to);
    body.finish();
    Caller caller = call.caller();
    long vehicleRef = requireVehicle(caller.companyRef(), call.ref("vehicle"));
    requireInUse(caller.companyRef(), vehicleRef);
    ShiftRow shift =
        new ShiftRow(
            Refs.random(random),
            vehicleRef,
            drivers.require(caller.companyRef(), driver.orElseThrow()),
            1,
            from.toEpochMilli(),
            to.map(Instant::toEpochMilli).orElse(0L),
            caller.personRef());
    boolean visible = shifts.begin(caller.companyRef(), shift);
    audit(caller, AuditAction.SHIFT_CHANGED, shift);
    return answer(visible ? HttpStatus.CREATED : HttpStatus.ACCEPTED, shift);
  }

  private HttpResponse get(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return answer(HttpStatus.OK, find(call));
  }

  private HttpResponse change(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    OptionalLong driver = body.ref("driver");
    Optional<Instant> from = body.time("from");
    Optional<Instant> to = body.time("to");
    if (driver.isEmpty()) {
      body.refuseAt("/driver", "the id of an active driver of the company");
    }
    if (from.isEmpty()) {
      body.refuseAt("/from", "when the shift begins");
    }
    checkTimes(body, from.orElse(clock.instant()), to);
    body.finish();
    Caller caller = call.caller();
    ShiftRow before = find(call);
    Versions.require(call.ifMatch(), before.version(), "shift");
    long driverRef = driver.orElseThrow();
    if (driverRef != before.driverRef()) {
      drivers.require(caller.companyRef(), driverRef);
    }
    ShiftRow after =
        before.with(
            driverRef, from.orElseThrow().toEpochMilli(), to.map(Instant::toEpochMilli).orElse(0L));
    boolean visible = shifts.change(caller.companyRef(), before, after);
    audit(caller, AuditAction.BINDING_CORRECTED, after);
    return answer(visible ? HttpStatus.OK : HttpStatus.ACCEPTED, after);
  }

  private HttpResponse end(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    ShiftRow before = find(call);
    long nowMs = clock.millis();
    if (before.fromMs() >= nowMs) {
      throw Problem.conflict("The shift has not begun; delete it instead.").toException();
    }
    if (before.endMs() <= nowMs) {
      return answer(HttpStatus.OK, before);
    }
    ShiftRow after = before.with(before.driverRef(), before.fromMs(), nowMs);
    boolean visible = shifts.change(caller.companyRef(), before, after);
    audit(caller, AuditAction.SHIFT_CHANGED, after);
    return answer(visible ? HttpStatus.OK : HttpStatus.ACCEPTED, after);
  }

  private HttpResponse cancel(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    ShiftRow shift = find(call);
    boolean visible = shifts.cancel(caller.companyRef(), shift);
    audit(caller, AuditAction.SHIFT_CHANGED, shift);
    return Answers.json(
        visible ? HttpStatus.OK : HttpStatus.ACCEPTED, Map.of("id", Refs.text(shift.shiftRef())));
  }

  private void checkTimes(Body body, Instant from, Optional<Instant> to) {
    if (from.isAfter(clock.instant().plus(AHEAD_MAX))) {
      body.refuseAt("/from", "at most " + AHEAD_MAX.toDays() + " days ahead");
    }
    if (to.isPresent() && (!to.get().isAfter(from) || to.get().isAfter(from.plus(AHEAD_MAX)))) {
      body.refuseAt("/to", "after \"from\", by at most " + AHEAD_MAX.toDays() + " days");
    }
  }

  private ShiftRow find(Call call) {
    return records
        .find(call.caller().companyRef(), call.ref("shift"))
        .orElseThrow(() -> Problem.notFound("There is no such shift.").toException());
  }

  private long requireVehicle(long companyRef, long vehicleRef) {
    if (vehicles.find(companyRef, vehicleRef).isEmpty()) {
      throw Problem.notFound("There is no such vehicle.").toException();
    }
    return vehicleRef;
  }

  private void requireInUse(long companyRef, long vehicleRef) {
    boolean inUse =
        vehicles
            .find(companyRef, vehicleRef)
            .filter(vehicle -> vehicle.retiredMs().isEmpty())
            .isPresent();
    if (!inUse) {
      throw Problem.conflict("The vehicle is retired.").toException();
    }
  }

  private void audit(Caller caller, AuditAction action, ShiftRow shift) {
    audit.record(
        AuditEntry.by(caller, action)
            .on(ObjectKind.SHIFT, shift.shiftRef())
            .about(shift.driverRef()));
  }

  private static HttpResponse answer(HttpStatus status, ShiftRow shift) {
    return Answers.at(
        status, "/v1/shifts/" + Refs.text(shift.shiftRef()), shift.version(), ShiftView.of(shift));
  }
}
