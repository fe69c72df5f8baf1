package kz.relog.api.track;

import com.linecorp.armeria.common.HttpResponse;
import java.time.Clock;
import java.util.List;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Purpose;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Call;
import kz.relog.api.call.Query;
import kz.relog.api.purpose.PositionReads;

/**
 * A person's own track: the stored facts of whatever device the person had, for as long as the
 * person had it. Nobody's permission is needed. Any thread.
 */
public final class OwnTrack {
  private final Drives drives;
  private final TrackReading reading;
  private final PositionReads reads;
  private final Clock clock;

  /** Own tracks out of these readings. */
  public OwnTrack(Drives drives, TrackReading reading, PositionReads reads, Clock clock) {
    this.drives = drives;
    this.reading = reading;
    this.reads = reads;
    this.clock = clock;
  }

  /** Answers with the caller's own track; takes the parameters of any track but the purpose. */
  public HttpResponse get(Call call) {
    Query query = call.query();
    TrackQuery wanted = TrackQuery.read(call, query, clock.instant());
    query.finish();
    Caller caller = call.caller();
    reads.allowUnrecorded(
        call,
        PositionReads.Read.own(AuditAction.TRACK_READ, ObjectKind.PERSON, caller.personRef()),
        Purpose.OWN_DATA);
    List<Drive> own =
        drives.of(caller.companyRef(), caller.personRef(), wanted.fromMs(), wanted.toMs()).stream()
            .map(drive -> drive.within(wanted.fromMs(), wanted.toMs()))
            .filter(drive -> !drive.isEmpty())
            .toList();
    return reading.stream(call, own, wanted.type(), wanted.format(0));
  }
}
