package kz.relog.api.enrol;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Standing;
import kz.relog.api.account.Origins;
import kz.relog.api.account.Throttle;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Refs;
import kz.relog.api.device.NewDevices;
import kz.relog.api.device.Unbinding;
import kz.relog.api.permission.PolicyInForce;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.NewDevice;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.DevicePlace;
import kz.relog.api.store.DeviceRow;
import kz.relog.api.store.EnrolmentRow;
import kz.relog.api.store.ToldRow;
import org.jspecify.annotations.Nullable;

/** Turns a code into a device. Open to whoever has the code; wrong ones make an address wait. */
public final class Redemption {
  private static final int NAME_CHARS_MAX = 100;
  private static final int CODE_CHARS_MAX = 40;

  private static final int WRONG_FREE = 10;
  private static final Duration WAIT_FIRST = Duration.ofSeconds(2);
  private static final Duration WAIT_LONGEST = Duration.ofMinutes(10);
  private static final int ADDRESSES_MAX = 10_000;

  private final AdminStore store;
  private final Ports ports;
  private final CodesShown codes;
  private final DeviceAddresses addresses;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;
  private final Throttle wrong;

  Redemption(
      AdminStore store,
      Ports ports,
      CodesShown codes,
      DeviceAddresses addresses,
      AuditLog audit,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.ports = ports;
    this.codes = codes;
    this.addresses = addresses;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
    this.wrong = new Throttle(clock, WRONG_FREE, WAIT_FIRST, WAIT_LONGEST, ADDRESSES_MAX);
  }

  /**
   * What a redemption works with.
   *
   * @param devices puts the device on the road
   * @param unbinding ends the one that it replaces
   * @param policy which text a person has accepted
   */
  public record Ports(NewDevices devices, Unbinding unbinding, PolicyInForce policy) {}

  /** What a device needs to send, as JSON; the only answer that ever holds its secret. */
  private record DeviceSetup(
      String id,
      String keyId,
      String secret,
      @Nullable String name,
      @Nullable String udp,
      @Nullable String tcp) {
    @Override
    public String toString() {
      return "DeviceSetup";
    }
  }

  HttpResponse redeem(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    String text = body.needed("code", CODE_CHARS_MAX);
    Optional<String> name = body.text("name", NAME_CHARS_MAX);
    body.finish();
    String address = Origins.throttleKey(call);
    wrong.require(address);
    EnrolmentRow row = find(text, address);
    NewDevices.Belonging belonging = new NewDevices.Belonging(row.driverRef(), row.vehicleRef());
    // Used up before the device is made: two phones with one code must not both come in.
    if (!store.enrolments().use(row.companyRef(), row.enrolmentRef(), clock.millis())) {
      throw gone("The code was used already, or its time is over; ask for another.");
    }
    NewDevices.Made made;
    try {
      made = ports.devices.make(row.companyRef(), row.byPersonRef(), belonging, List.of(name));
    } catch (RuntimeException refused) {
      store.enrolments().giveBack(row.companyRef(), row.enrolmentRef());
      throw refused;
    }
    codes.drop(row.enrolmentRef());
    NewDevice device = made.devices().get(0);
    store.enrolments().name(row.companyRef(), row.enrolmentRef(), device.deviceRef());
    replace(row);
    audit(call, row, device.deviceRef());
    tell(call, row);
    return Answers.at(
        made.visible() ? HttpStatus.CREATED : HttpStatus.ACCEPTED,
        "/v1/devices/" + Refs.text(device.deviceRef()),
        new DeviceSetup(
            Refs.text(device.deviceRef()),
            Refs.keyText(device.keyId()),
            HexFormat.of().formatHex(device.secret()),
            name.orElse(null),
            addresses.udp().orElse(null),
            addresses.tcp().orElse(null)));
  }

  private EnrolmentRow find(String text, String address) {
    Optional<EnrolmentRow> row = EnrolmentCode.read(text).flatMap(store.enrolments()::find);
    if (row.isEmpty()) {
      wrong.strike(address);
      // The same words for a code that never was and one that is over: neither tells anything.
      throw gone("The code is wrong, was used already, or its time is over; ask for another.");
    }
    return row.get();
  }

  /** A cloned key stops with the device that had it; the new one has a secret of its own. */
  private void replace(EnrolmentRow row) throws InterruptedException {
    if (row.replacedRef().isEmpty()) {
      return;
    }
    long oldRef = row.replacedRef().getAsLong();
    Optional<DeviceRow> old = store.devices().find(row.companyRef(), oldRef);
    Optional<DevicePlace> place = store.places().find(row.companyRef(), oldRef);
    if (old.isPresent() && place.isPresent()) {
      ports.unbinding.unbind(row.companyRef(), old.get(), place.get(), true);
    }
  }

  /** Who enrols the own phone with a login of full standing has read what it says. */
  private void tell(Call call, EnrolmentRow row) {
    Optional<Caller> person =
        call.callerIfAny()
            .filter(caller -> caller.personRef() != 0 && caller.standing() == Standing.FULL)
            .filter(caller -> row.driverRef().equals(OptionalLong.of(caller.personRef())));
    Optional<String> document = ports.policy.hash();
    if (person.isPresent() && document.isPresent()) {
      long personRef = person.get().personRef();
      long nowMs = clock.millis();
      store
          .told()
          .put(
              row.companyRef(),
              new ToldRow(
                  Refs.random(random), personRef, nowMs, document.get(), "on-screen", personRef),
              nowMs);
    }
  }

  private void audit(Call call, EnrolmentRow row, long deviceRef) {
    audit.record(
        AuditEntry.anonymous(AuditAction.DEVICE_ENROLLED)
            .inCompany(row.companyRef())
            .on(ObjectKind.DEVICE, deviceRef)
            .about(row.driverRef().orElse(0))
            .from(call.peer()));
  }

  static RuntimeException gone(String detail) {
    return Problem.of(HttpStatus.GONE, "code-gone", "The code is of no use", detail).toException();
  }
}
