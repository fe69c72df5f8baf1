package kz.relog.api.track;

import com.linecorp.armeria.common.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import kz.relog.api.access.Access;
import kz.relog.api.access.Purpose;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.access.Sight;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Query;
import kz.relog.api.problem.Problem;
import kz.relog.api.purpose.BlockedDrives;
import kz.relog.api.purpose.MachineReads;
import kz.relog.api.purpose.PositionReads;
import kz.relog.api.store.DeviceRecords;
import kz.relog.api.store.ShiftRecords;

/** {@code /v1/devices/{id}/track}: the caller says what for. Any thread. */
public final class TrackEndpoint {
  private final DeviceRecords devices;
  private final ShiftRecords shifts;
  private final BlockedDrives blocked;
  private final TrackReading reading;
  private final PositionReads reads;
  private final Clock clock;

  /** The endpoint over these devices and their stored facts. */
  public TrackEndpoint(
      DeviceRecords devices,
      ShiftRecords shifts,
      BlockedDrives blocked,
      TrackReading reading,
      PositionReads reads,
      Clock clock) {
    this.devices = devices;
    this.shifts = shifts;
    this.blocked = blocked;
    this.reading = reading;
    this.reads = reads;
    this.clock = clock;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/v1/devices/{id}/track",
            Access.of(Scope.TRACKS, Role.OWNER, Role.DISPATCHER, Role.AUDITOR),
            this::get));
  }

  private HttpResponse get(Call call) {
    Query query = call.query();
    TrackQuery wanted = TrackQuery.read(call, query, clock.instant());
    Optional<Purpose> purpose = PositionReads.required(query);
    query.finish();
    long deviceRef = call.ref("device");
    if (devices.find(call.caller().companyRef(), deviceRef).isEmpty()) {
      throw Problem.notFound("There is no such device.").toException();
    }
    reads.allow(
        call,
        PositionReads.Read.of(
            Sight.TRACK,
            AuditAction.TRACK_READ,
            ObjectKind.DEVICE,
            deviceRef,
            new MachineReads.Extent(deviceRef, wanted.fromMs(), wanted.toMs())),
        purpose.orElseThrow(),
        shifts.peopleOf(call.caller().companyRef(), deviceRef, wanted.fromMs(), wanted.toMs()));
    blocked.require(call, purpose.orElseThrow(), deviceRef, wanted.fromMs(), wanted.toMs());
    return reading.stream(
        call,
        List.of(new Drive(deviceRef, wanted.fromMs(), wanted.toMs())),
        wanted.type(),
        wanted.format(deviceRef));
  }
}
