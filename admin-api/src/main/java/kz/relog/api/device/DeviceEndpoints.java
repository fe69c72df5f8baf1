package kz.relog.api.device;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
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
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.call.Refs;
import kz.relog.api.call.RoadWait;
import kz.relog.api.card.CardNumbers;
import kz.relog.api.device.NewDevices.Belonging;
import kz.relog.api.driver.TrackingState;
import kz.relog.api.permission.Drivers;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.RoadCommands;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.DevicePlace;
import kz.relog.api.store.DeviceRecords;
import kz.relog.api.store.DeviceRow;
import kz.relog.api.store.PlaceRecords;
import kz.relog.api.store.ShiftRecords;
import kz.relog.api.store.VehicleRecords;

/** {@code /v1/devices}. Any thread. */
public final class DeviceEndpoints {
  /** Characters of a device's name. */
  static final int NAME_CHARS_MAX = 100;

  /** Devices made by one call: a big fleet, and under 2 MB of answer. */
  static final int BATCH_MAX = 10_000;

  private static final String PATH = "/v1/devices";
  private static final Access READ =
      Access.of(Scope.FLEET_READ, Role.OWNER, Role.DISPATCHER, Role.AUDITOR);
  private static final Access WRITE = Access.of(Scope.FLEET_WRITE, Role.OWNER, Role.DISPATCHER);

  private final DeviceRecords records;
  private final PlaceRecords places;
  private final VehicleRecords vehicles;
  private final Drivers drivers;
  private final Road road;
  private final ShiftRecords shifts;
  private final TrackingState tracking;
  private final boolean syntheticAllowed;
  private final AuditLog audit;
  private final SecureRandom random;

  /**
   * Endpoints over these records and this road.
   *
   * @param tracking tells whether who has a device lets others see where it is
   * @param syntheticAllowed whether devices without a person behind them may be made
   */
  public DeviceEndpoints(
      AdminStore store,
      Road road,
      TrackingState tracking,
      boolean syntheticAllowed,
      AuditLog audit,
      SecureRandom random) {
    this.records = store.devices();
    this.places = store.places();
    this.vehicles = store.vehicles();
    this.drivers = new Drivers(store.people());
    this.road = road;
    this.shifts = store.shifts();
    this.tracking = tracking;
    this.syntheticAllowed = syntheticAllowed;
    this.audit = audit;
    this.random = random;
  }

  /**
   * The road as devices need it.
   *
   * @param commands revokes
   * @param gate changes keys
   * @param waiting for both
   * @param devices makes
   * @param unbinding ends a belonging
   */
  public record Road(
      RoadCommands commands,
      RoadGate gate,
      RoadWait waiting,
      NewDevices devices,
      Unbinding unbinding) {}

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(PATH, WRITE, this::create),
        Endpoint.post(PATH + ":batch", WRITE, this::createMany),
        Endpoint.get(PATH, READ, this::list),
        Endpoint.get(PATH + "/{id}", READ, this::get),
        Endpoint.post(PATH + "/{id}/revoke", WRITE, this::revoke),
        Endpoint.post(PATH + "/{id}/unbind", WRITE, this::unbind),
        Endpoint.post(PATH + "/{id}/rotate-key", WRITE, this::rotateKey));
  }

  private HttpResponse create(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    Optional<String> name = body.text("name", NAME_CHARS_MAX);
    Wanted wanted = wanted(body);
    body.finish();
    List<Optional<String>> names = List.of(name);
    NewDevices.Made made = make(call.caller(), wanted, names);
    return Answers.at(
        status(made),
        PATH + "/" + Refs.text(made.devices().get(0).deviceRef()),
        shown(made, names).get(0));
  }

  private HttpResponse createMany(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    int count = body.count("count", 1, BATCH_MAX);
    Optional<String> namePrefix = body.text("namePrefix", NAME_CHARS_MAX - 10);
    Wanted wanted = wanted(body);
    body.finish();
    List<Optional<String>> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i + 1;
      names.add(namePrefix.map(prefix -> prefix + " " + number));
    }
    if (names.stream().flatMap(Optional::stream).anyMatch(CardNumbers::isIn)) {
      body.wrong("namePrefix", CardNumbers.REFUSED);
      body.finish();
    }
    NewDevices.Made made = make(call.caller(), wanted, names);
    return Answers.json(status(made), Map.of("items", shown(made, names)));
  }

  private HttpResponse list(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long after = query.cursor();
    query.finish();
    long companyRef = call.caller().companyRef();
    List<DeviceRow> rows = records.list(companyRef, after, limit + 1);
    return Answers.ok(
        Page.of(rows, limit, DeviceRow::createdSeq).map(row -> view(companyRef, row)));
  }

  private HttpResponse get(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return Answers.ok(view(call.caller().companyRef(), row(call)));
  }

  private HttpResponse revoke(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    DeviceRow row = row(call);
    if (row.revokedMs().isPresent()) {
      return answer(call, true);
    }
    boolean visible =
        road.waiting.isVisible(road.commands.revokeDevice(row.deviceRef(), row.keyId()));
    audit(call.caller(), AuditAction.DEVICE_REVOKED, row.deviceRef());
    return answer(call, visible);
  }

  private HttpResponse unbind(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    DeviceRow row = row(call);
    long companyRef = call.caller().companyRef();
    Optional<DevicePlace> place =
        places.find(companyRef, row.deviceRef()).filter(DeviceEndpoints::belongs);
    if (place.isEmpty()) {
      throw Problem.conflict("The device belongs to no driver and to no vehicle.").toException();
    }
    boolean visible = road.unbinding.unbind(companyRef, row, place.get(), false);
    audit(call.caller(), AuditAction.DEVICE_UNBOUND, row.deviceRef());
    return answer(call, visible);
  }

  private HttpResponse rotateKey(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    DeviceRow row = row(call);
    if (row.revokedMs().isPresent()) {
      throw Problem.conflict("The device's key is revoked; enrol the device anew.").toException();
    }
    long nextKeyId;
    do {
      nextKeyId = Refs.randomKey(random);
    } while (records.hasKey(nextKeyId));
    boolean visible =
        road.waiting.isVisible(road.gate.rotateKey(row.deviceRef(), row.keyId(), nextKeyId));
    audit(call.caller(), AuditAction.KEY_ROTATED, row.deviceRef());
    return answer(call, visible);
  }

  /** Where devices are wanted: exactly one of these. */
  private record Wanted(OptionalLong driver, OptionalLong vehicle, boolean synthetic) {
    @Override
    public String toString() {
      return "Wanted";
    }
  }

  private static Wanted wanted(Body body) {
    OptionalLong driver = body.ref("driver");
    OptionalLong vehicle = body.ref("vehicle");
    boolean synthetic = body.flag("synthetic");
    long given =
        Stream.of(driver.isPresent(), vehicle.isPresent(), synthetic).filter(one -> one).count();
    if (given != 1) {
      body.refuseAt("/driver", "exactly one of driver, vehicle, and synthetic: true");
    }
    return new Wanted(driver, vehicle, synthetic);
  }

  private NewDevices.Made make(Caller caller, Wanted wanted, List<Optional<String>> names)
      throws InterruptedException {
    NewDevices.Made made =
        road.devices.make(
            caller.companyRef(), caller.personRef(), belonging(caller, wanted), names);
    // One row, also for ten thousand devices: who made them together made them for one thing.
    audit(
        caller,
        AuditAction.DEVICE_CREATED,
        made.devices().size() == 1 ? made.devices().get(0).deviceRef() : 0);
    return made;
  }

  private Belonging belonging(Caller caller, Wanted wanted) {
    if (wanted.driver.isPresent()) {
      return Belonging.driver(drivers.require(caller.companyRef(), wanted.driver.getAsLong()));
    }
    if (wanted.vehicle.isPresent()) {
      return Belonging.vehicle(requireVehicle(caller.companyRef(), wanted.vehicle.getAsLong()));
    }
    if (!syntheticAllowed) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "synthetic-devices-off",
              "Synthetic devices are off",
              "A device belongs to a driver or to a vehicle. For tests without people set"
                  + " gate.synthetic-devices=true and restart.")
          .toException();
    }
    return Belonging.nobody();
  }

  private long requireVehicle(long companyRef, long vehicleRef) {
    if (vehicles
        .find(companyRef, vehicleRef)
        .orElseThrow(() -> Problem.notFound("There is no such vehicle.").toException())
        .retiredMs()
        .isPresent()) {
      throw Problem.conflict("The vehicle is retired.").toException();
    }
    return vehicleRef;
  }

  private static boolean belongs(DevicePlace place) {
    boolean somewhere = place.driverRef().isPresent() || place.vehicleRef().isPresent();
    return somewhere && place.unboundMs().isEmpty();
  }

  private DeviceRow row(Call call) {
    return records
        .find(call.caller().companyRef(), call.ref("device"))
        .orElseThrow(() -> Problem.notFound("There is no such device.").toException());
  }

  private DeviceView view(long companyRef, DeviceRow row) {
    Optional<DevicePlace> place = places.find(companyRef, row.deviceRef());
    return DeviceView.of(row, place, place.flatMap(one -> isShown(companyRef, one)));
  }

  /** Never why not: that is between the person and the gate. */
  private Optional<Boolean> isShown(long companyRef, DevicePlace place) {
    long nowMs = tracking.nowMs();
    return belongs(place)
        ? shifts.peopleOf(companyRef, place.deviceRef(), nowMs, nowMs + 1).stream()
            .findFirst()
            .map(person -> tracking.isShown(companyRef, person))
        : Optional.empty();
  }

  private HttpResponse answer(Call call, boolean visible) {
    DeviceRow row = row(call);
    return Answers.at(
        visible ? HttpStatus.OK : HttpStatus.ACCEPTED,
        PATH + "/" + Refs.text(row.deviceRef()),
        view(call.caller().companyRef(), row));
  }

  private static HttpStatus status(NewDevices.Made made) {
    return made.visible() ? HttpStatus.CREATED : HttpStatus.ACCEPTED;
  }

  private static List<NewDeviceView> shown(NewDevices.Made made, List<Optional<String>> names) {
    List<NewDeviceView> shown = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      shown.add(NewDeviceView.of(made.devices().get(i), names.get(i), made.atMs()));
    }
    return shown;
  }

  private void audit(Caller caller, AuditAction action, long deviceRef) {
    audit.record(AuditEntry.by(caller, action).on(ObjectKind.DEVICE, deviceRef));
  }
}
