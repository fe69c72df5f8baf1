package kz.relog.api.live;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import kz.relog.api.access.Access;
import kz.relog.api.access.Purpose;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.access.Sight;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Query;
import kz.relog.api.problem.Problem;
import kz.relog.api.purpose.MachineReads;
import kz.relog.api.purpose.PositionReads;
import kz.relog.api.spi.LiveSource;
import kz.relog.api.store.AdminStore;

/** {@code /v1/live}: the fleet now, once or as a stream. Any thread. */
public final class LiveEndpoint implements AutoCloseable {
  private static final int CURSOR_CHARS_MAX = 64;

  private final LiveSource source;
  private final PositionReads reads;
  private final LiveEvents events;
  private final LiveRenderer renderer;
  private final FleetSplit split;
  private final LiveHub hub;

  /** The endpoint over this fleet and these events, with the names of these records. */
  public LiveEndpoint(
      LiveSource source,
      LiveEvents events,
      AdminStore store,
      PositionReads reads,
      LiveTiming timing,
      MeterRegistry meters) {
    this.source = source;
    this.reads = reads;
    this.events = events;
    this.renderer = new LiveRenderer(store);
    this.split = new FleetSplit(store.devices());
    this.hub = new LiveHub(source, events, renderer, split, timing, meters);
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/live", Access.of(Scope.TRACKS, Role.OWNER, Role.DISPATCHER), this::get));
  }

  /** Ends all streams. */
  @Override
  public void close() {
    hub.close();
  }

  private HttpResponse get(Call call) {
    MediaType type = call.accepted(MediaType.JSON, MediaType.EVENT_STREAM);
    Query query = call.query();
    Purpose purpose = PositionReads.named(query).orElse(Purpose.LIVE_VIEW);
    query.finish();
    reads.allow(
        call,
        PositionReads.Read.of(
            Sight.LIVE,
            AuditAction.LIVE_READ,
            ObjectKind.COMPANY,
            call.caller().companyRef(),
            MachineReads.Extent.now(source.snapshot().timeMs())),
        purpose);
    boolean once = type.is(MediaType.JSON) || call.headers().method() == HttpMethod.HEAD;
    return once ? snapshot(call.caller().companyRef()) : stream(call);
  }

  private HttpResponse snapshot(long companyRef) {
    byte[] json =
        renderer.snapshot(
            companyRef,
            split.of(source.snapshot(), companyRef),
            events.newest(companyRef, LiveRenderer.EVENTS_IN_SNAPSHOT));
    return Answers.bytes(HttpStatus.OK, MediaType.JSON, json);
  }

  private HttpResponse stream(Call call) {
    String lastEventId = call.headers().get("last-event-id", "");
    HttpResponseWriter stream = HttpResponse.streaming();
    stream.write(
        Answers.headers(HttpStatus.OK, MediaType.EVENT_STREAM)
            // Nginx would hold the events back otherwise.
            .set("x-accel-buffering", "no")
            .build());
    call.context().clearRequestTimeout();
    String cursor = lastEventId.length() <= CURSOR_CHARS_MAX ? lastEventId : "?";
    LiveHub.Watch watch = new LiveHub.Watch(call.caller().companyRef(), cursor);
    if (!hub.join(stream, watch, call.stillAllowed())) {
      stream.abort();
      throw Problem.busy("At most " + LiveHub.CLIENTS_MAX + " streams are served at once.")
          .toException();
    }
    return stream;
  }
}
