package kz.relog.api.enrol;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
import kz.relog.api.call.Json;
import kz.relog.api.call.PublicUrl;
import kz.relog.api.call.Refs;
import kz.relog.api.permission.Drivers;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.DevicePlace;
import kz.relog.api.store.EnrolmentRecords;
import kz.relog.api.store.EnrolmentRow;
import org.jspecify.annotations.Nullable;

/** {@code /v1/enrolments}: one-time codes, made by those who answer for drivers and vehicles. */
public final class EnrolmentEndpoints {
  /** How long a code can be used. */
  static final Duration TERM = Duration.ofMinutes(10);

  /** How long it is told what became of a code. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private static final String PATH = "/v1/enrolments";
  private static final MediaType SVG = MediaType.SVG_UTF_8.withoutParameters();
  private static final Access MAKERS = Access.of(Scope.FLEET_WRITE, Role.OWNER, Role.DISPATCHER);

  private final AdminStore store;
  private final EnrolmentRecords records;
  private final Drivers drivers;
  private final CodesShown codes;
  private final PublicUrl publicUrl;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;
  private final Redemption redemption;

  /** Endpoints over these records. */
  public EnrolmentEndpoints(
      AdminStore store,
      Redemption.Ports ports,
      DeviceAddresses addresses,
      PublicUrl publicUrl,
      AuditLog audit,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.records = store.enrolments();
    this.drivers = new Drivers(store.people());
    this.codes = new CodesShown(clock);
    this.publicUrl = publicUrl;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
    this.redemption = new Redemption(store, ports, codes, addresses, audit, random, clock);
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(PATH, MAKERS, this::create),
        Endpoint.get(PATH + "/{id}", MAKERS, this::get),
        Endpoint.get(PATH + "/{id}/qr.svg", MAKERS, this::draw),
        Endpoint.post(PATH + ":redeem", Access.open(), redemption::redeem));
  }

  /** A code as JSON; the only answer that tells it. */
  private record CodeView(String id, String code, @Nullable String until, String link, String qr) {
    @Override
    public String toString() {
      return "CodeView";
    }
  }

  /** What became of a code, as JSON. */
  private record EnrolmentView(
      String id,
      String state,
      @Nullable String driver,
      @Nullable String vehicle,
      @Nullable String until,
      @Nullable String device) {}

  private HttpResponse create(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    OptionalLong driver = body.ref("driver");
    OptionalLong vehicle = body.ref("vehicle");
    OptionalLong replaces = body.ref("replaces");
    long given = Stream.of(driver, vehicle, replaces).filter(OptionalLong::isPresent).count();
    if (given != 1) {
      body.refuseAt("/driver", "exactly one of driver, vehicle and replaces");
    }
    body.finish();
    Caller caller = call.caller();
    long companyRef = caller.companyRef();
    if (replaces.isPresent()) {
      DevicePlace place = requirePlace(companyRef, replaces.getAsLong());
      driver = place.driverRef();
      vehicle = place.vehicleRef();
    }
    driver.ifPresent(ref -> drivers.require(companyRef, ref));
    vehicle.ifPresent(ref -> requireVehicle(companyRef, ref));
    EnrolmentRow row = row(caller, driver, vehicle, replaces);
    String code = EnrolmentCode.random(random);
    long nowMs = clock.millis();
    records.put(row, code, nowMs, nowMs - REMEMBERED.toMillis());
    codes.put(row.enrolmentRef(), code, row.untilMs());
    audit.record(
        AuditEntry.by(caller, AuditAction.ENROLMENT_CREATED)
            .on(ObjectKind.ENROLMENT, row.enrolmentRef())
            .about(driver.orElse(0)));
    String path = PATH + "/" + Refs.text(row.enrolmentRef());
    return Answers.at(
        HttpStatus.CREATED,
        path,
        new CodeView(
            Refs.text(row.enrolmentRef()),
            EnrolmentCode.shown(code),
            Json.time(row.untilMs()),
            link(call, code),
            path + "/qr.svg"));
  }

  private EnrolmentRow row(
      Caller caller, OptionalLong driver, OptionalLong vehicle, OptionalLong replaces) {
    return new EnrolmentRow(
        Refs.random(random),
        caller.companyRef(),
        driver,
        vehicle,
        replaces,
        caller.personRef(),
        clock.millis() + TERM.toMillis(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private HttpResponse get(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    EnrolmentRow row = find(call);
    boolean over = row.untilMs() <= clock.millis();
    return Answers.ok(
        new EnrolmentView(
            Refs.text(row.enrolmentRef()),
            row.usedMs().isPresent() ? "used" : over ? "expired" : "open",
            text(row.driverRef()),
            text(row.vehicleRef()),
            Json.time(row.untilMs()),
            text(row.deviceRef())));
  }

  private HttpResponse draw(Call call) {
    call.withoutQuery().accepted(SVG);
    EnrolmentRow row = find(call);
    String code =
        codes
            .find(row.enrolmentRef())
            .filter(known -> row.usedMs().isEmpty())
            .orElseThrow(
                () -> Redemption.gone("The code is used or its time is over; make another."));
    return Answers.bytes(
        HttpStatus.OK, SVG, QrSvg.of(link(call, code)).getBytes(StandardCharsets.UTF_8));
  }

  /** The code stands in the fragment, which no server and no log on the way sees. */
  private String link(Call call, String code) {
    return publicUrl.of(call) + "/driver/#enrol=" + EnrolmentCode.shown(code);
  }

  private EnrolmentRow find(Call call) {
    return records
        .find(call.caller().companyRef(), call.ref("enrolment"))
        .orElseThrow(() -> Problem.notFound("There is no such enrolment.").toException());
  }

  private DevicePlace requirePlace(long companyRef, long deviceRef) {
    DevicePlace place =
        store
            .places()
            .find(companyRef, deviceRef)
            .orElseThrow(() -> Problem.notFound("There is no such device.").toException());
    boolean synthetic = place.driverRef().isEmpty() && place.vehicleRef().isEmpty();
    if (synthetic || place.unboundMs().isPresent()) {
      throw Problem.conflict("The device belongs to no driver and to no vehicle.").toException();
    }
    return place;
  }

  private void requireVehicle(long companyRef, long vehicleRef) {
    boolean inUse =
        store
            .vehicles()
            .find(companyRef, vehicleRef)
            .orElseThrow(() -> Problem.notFound("There is no such vehicle.").toException())
            .retiredMs()
            .isEmpty();
    if (!inUse) {
      throw Problem.conflict("The vehicle is retired.").toException();
    }
  }

  private static @Nullable String text(OptionalLong ref) {
    return ref.isPresent() ? Refs.text(ref.getAsLong()) : null;
  }
}
