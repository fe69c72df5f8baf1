package kz.relog.api.device;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.relog.api.access.Access;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.call.Refs;
import kz.relog.api.call.RoadWait;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.NewDevice;
import kz.relog.api.spi.RoadCommands;
import kz.relog.api.store.DeviceRecords;
import kz.relog.api.store.DeviceRow;

/** {@code /v1/devices}. Any thread. */
public final class DeviceEndpoints {
  /** Characters of a device's name. */
  static final int NAME_CHARS_MAX = 100;

  /** Devices made by one call: a big fleet, and under 2 MB of answer. */
  static final int BATCH_MAX = 10_000;

  private static final int SECRET_BYTES = 32;
  private static final String PATH = "/v1/devices";

  private final DeviceRecords records;
  private final RoadCommands road;
  private final RoadWait wait;
  private final SecureRandom random;
  private final Clock clock;

  /** Endpoints over these records and this road. */
  public DeviceEndpoints(
      DeviceRecords records, RoadCommands road, RoadWait wait, SecureRandom random, Clock clock) {
    this.records = records;
    this.road = road;
    this.wait = wait;
    this.random = random;
    this.clock = clock;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
            PATH,
            Access.of(Scope.FLEET_WRITE, Role.OPERATOR, Role.OWNER, Role.DISPATCHER),
            this::create),
        Endpoint.post(
            PATH + ":batch",
            Access.of(Scope.FLEET_WRITE, Role.OPERATOR, Role.OWNER, Role.DISPATCHER),
            this::createMany),
        Endpoint.get(
            PATH,
            Access.of(Scope.FLEET_READ, Role.OPERATOR, Role.OWNER, Role.DISPATCHER, Role.AUDITOR),
            this::list),
        Endpoint.get(
            PATH + "/{id}",
            Access.of(Scope.FLEET_READ, Role.OPERATOR, Role.OWNER, Role.DISPATCHER, Role.AUDITOR),
            this::get),
        Endpoint.post(
            PATH + "/{id}/revoke",
            Access.of(Scope.FLEET_WRITE, Role.OPERATOR, Role.OWNER, Role.DISPATCHER),
            this::revoke));
  }

  private HttpResponse create(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    Optional<String> name = body.text("name", NAME_CHARS_MAX);
    body.finish();
    List<NewDevice> devices = newDevices(1);
    NewDevice device = devices.get(0);
    Map<Long, Optional<String>> names = Map.of(device.deviceRef(), name);
    HttpStatus status = putOnRoad(call.caller().companyRef(), devices, names);
    String location = PATH + "/" + Refs.text(device.deviceRef());
    return Answers.at(status, location, shown(devices, names).get(0));
  }

  private HttpResponse createMany(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    int count = body.count("count", 1, BATCH_MAX);
    Optional<String> namePrefix = body.text("namePrefix", NAME_CHARS_MAX - 10);
    body.finish();
    List<NewDevice> devices = newDevices(count);
    Map<Long, Optional<String>> names = new HashMap<>();
    for (int i = 0; i < count; i++) {
      int number = i + 1;
      names.put(devices.get(i).deviceRef(), namePrefix.map(prefix -> prefix + " " + number));
    }
    HttpStatus status = putOnRoad(call.caller().companyRef(), devices, names);
    return Answers.json(status, Map.of("items", shown(devices, names)));
  }

  private HttpResponse list(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long after = query.cursor();
    query.finish();
    List<DeviceRow> rows = records.list(call.caller().companyRef(), after, limit + 1);
    return Answers.ok(Page.of(rows, limit, DeviceRow::createdSeq).map(DeviceView::of));
  }

  private HttpResponse get(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return Answers.ok(DeviceView.of(row(call)));
  }

  private HttpResponse revoke(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    DeviceRow row = row(call);
    if (row.revokedMs().isPresent()) {
      return Answers.ok(DeviceView.of(row));
    }
    boolean visible = wait.isVisible(road.revokeDevice(row.deviceRef(), row.keyId()));
    return Answers.at(
        visible ? HttpStatus.OK : HttpStatus.ACCEPTED,
        PATH + "/" + Refs.text(row.deviceRef()),
        DeviceView.of(row(call)));
  }

  private DeviceRow row(Call call) {
    return records
        .find(call.caller().companyRef(), call.ref("device"))
        .orElseThrow(() -> Problem.notFound("There is no such device.").toException());
  }

  private HttpStatus putOnRoad(
      long companyRef, List<NewDevice> devices, Map<Long, Optional<String>> names)
      throws InterruptedException {
    records.put(companyRef, names);
    try {
      boolean visible = wait.isVisible(road.createDevices(devices));
      return visible ? HttpStatus.CREATED : HttpStatus.ACCEPTED;
    } catch (RuntimeException refused) {
      records.drop(companyRef, names.keySet());
      throw refused;
    }
  }

  private List<NewDevice> newDevices(int count) {
    List<NewDevice> devices = new ArrayList<>(count);
    Set<Long> keyIds = new HashSet<>();
    while (devices.size() < count) {
      long keyId = Refs.randomKey(random);
      if (!keyIds.add(keyId) || records.hasKey(keyId)) {
        continue;
      }
      byte[] secret = new byte[SECRET_BYTES];
      random.nextBytes(secret);
      devices.add(new NewDevice(Refs.random(random), Refs.random(random), keyId, secret));
    }
    return devices;
  }

  private List<NewDeviceView> shown(List<NewDevice> devices, Map<Long, Optional<String>> names) {
    long nowMs = clock.millis();
    return devices.stream()
        .map(
            device ->
                NewDeviceView.of(
                    device, names.getOrDefault(device.deviceRef(), Optional.empty()), nowMs))
        .toList();
  }
}
