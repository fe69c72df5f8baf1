package kz.relog.api.vehicle;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.PlaceRecords;
import kz.relog.api.store.ShiftRecords;
import kz.relog.api.store.ShiftRow;
import kz.relog.api.store.VehicleRecords;
import kz.relog.api.store.VehicleRow;
import org.jspecify.annotations.Nullable;

/** {@code /v1/vehicles}, and the shifts on them. */
public final class VehicleEndpoints {
  private static final int NAME_CHARS_MAX = 100;
  private static final int PLATE_CHARS_MAX = 20;
  private static final String PATH = "/v1/vehicles";
  private static final Access READ =
      Access.of(Scope.FLEET_READ, Role.OWNER, Role.DISPATCHER, Role.AUDITOR);
  private static final Access WRITE = Access.of(Scope.FLEET_WRITE, Role.OWNER, Role.DISPATCHER);

  private final VehicleRecords records;
  private final PlaceRecords places;
  private final ShiftRecords shifts;
  private final ShiftEndpoints shiftEndpoints;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;

  /** Endpoints over these records; shifts go to the road. */
  public VehicleEndpoints(
      AdminStore store, Shifts shifts, AuditLog audit, SecureRandom random, Clock clock) {
    this.records = store.vehicles();
    this.places = store.places();
    this.shifts = store.shifts();
    this.shiftEndpoints =
        new ShiftEndpoints(
            store.shifts(),
            store.vehicles(),
            shifts,
            new Drivers(store.people()),
            audit,
            random,
            clock);
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.add(Endpoint.post(PATH, WRITE, this::create));
    endpoints.add(Endpoint.get(PATH, READ, this::list));
    endpoints.add(Endpoint.get(PATH + "/{id}", READ, this::get));
    endpoints.add(Endpoint.put(PATH + "/{id}", WRITE, this::change));
    endpoints.add(Endpoint.post(PATH + "/{id}/retire", WRITE, this::retire));
    endpoints.addAll(shiftEndpoints.endpoints());
    return endpoints;
  }

  /** A vehicle as JSON. */
  private record VehicleView(
      String id,
      @Nullable String name,
      @Nullable String plate,
      String state,
      @Nullable String driver,
      List<String> trackers,
      @Nullable String createdAt,
      @Nullable String retiredAt) {
    @Override
    public String toString() {
      return "VehicleView[" + state + "]";
    }
  }

  private HttpResponse create(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Text text = text(call.json());
    Caller caller = call.caller();
    long vehicleRef = Refs.random(random);
    records.put(caller.companyRef(), vehicleRef, text.name, text.plate, clock.millis());
    audit(caller, vehicleRef);
    return answer(HttpStatus.CREATED, caller.companyRef(), vehicleRef);
  }

  private HttpResponse list(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long after = query.cursor();
    query.finish();
    long companyRef = call.caller().companyRef();
    List<VehicleRow> rows = records.list(companyRef, after, limit + 1);
    return Answers.ok(Page.of(rows, limit, VehicleRow::number).map(row -> view(companyRef, row)));
  }

  private HttpResponse get(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return answer(HttpStatus.OK, call.caller().companyRef(), call.ref("vehicle"));
  }

  private HttpResponse change(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Text text = text(call.json());
    Caller caller = call.caller();
    VehicleRow before = find(caller.companyRef(), call.ref("vehicle"));
    Versions.require(call.ifMatch(), before.version(), "vehicle");
    if (!records.change(
        caller.companyRef(), before.vehicleRef(), before.version(), text.name, text.plate)) {
      throw Versions.changed("vehicle");
    }
    audit(caller, before.vehicleRef());
    return answer(HttpStatus.OK, caller.companyRef(), before.vehicleRef());
  }

  private HttpResponse retire(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    VehicleRow row = find(caller.companyRef(), call.ref("vehicle"));
    boolean driven =
        !shifts
            .ofVehicle(caller.companyRef(), row.vehicleRef(), clock.millis(), Long.MAX_VALUE, 1)
            .isEmpty();
    if (driven || !places.inVehicle(caller.companyRef(), row.vehicleRef()).isEmpty()) {
      throw Problem.conflict("End its shifts and unbind its trackers first.").toException();
    }
    records.retire(caller.companyRef(), row.vehicleRef(), clock.millis());
    audit(caller, row.vehicleRef());
    return answer(HttpStatus.OK, caller.companyRef(), row.vehicleRef());
  }

  /** What a vehicle is called. */
  private record Text(String name, String plate) {
    @Override
    public String toString() {
      return "Text";
    }
  }

  private static Text text(Body body) {
    String name = body.needed("name", NAME_CHARS_MAX);
    Optional<String> plate = body.text("plate", PLATE_CHARS_MAX);
    body.finish();
    return new Text(name, plate.orElse(""));
  }

  private VehicleRow find(long companyRef, long vehicleRef) {
    return records
        .find(companyRef, vehicleRef)
        .orElseThrow(() -> Problem.notFound("There is no such vehicle.").toException());
  }

  private HttpResponse answer(HttpStatus status, long companyRef, long vehicleRef) {
    VehicleRow row = find(companyRef, vehicleRef);
    return Answers.at(
        status, PATH + "/" + Refs.text(vehicleRef), row.version(), view(companyRef, row));
  }

  private VehicleView view(long companyRef, VehicleRow row) {
    long nowMs = clock.millis();
    OptionalLong driver =
        shifts.ofVehicle(companyRef, row.vehicleRef(), nowMs, nowMs + 1, 1).stream()
            .mapToLong(ShiftRow::driverRef)
            .findFirst();
    return new VehicleView(
        Refs.text(row.vehicleRef()),
        row.name().orElse(null),
        row.plate().orElse(null),
        row.retiredMs().isPresent() ? "retired" : "active",
        driver.isPresent() ? Refs.text(driver.getAsLong()) : null,
        places.inVehicle(companyRef, row.vehicleRef()).stream()
            .map(place -> Refs.text(place.deviceRef()))
            .toList(),
        Json.time(row.createdMs()),
        row.retiredMs().isPresent() ? Json.time(row.retiredMs().getAsLong()) : null);
  }

  private void audit(Caller caller, long vehicleRef) {
    audit.record(
        AuditEntry.by(caller, AuditAction.VEHICLE_CHANGED).on(ObjectKind.VEHICLE, vehicleRef));
  }
}
