package kz.relog.api.live;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.OptionalLong;
import kz.relog.api.access.Access;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Query;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.EventLog.Told;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.EventRecords;

/**
 * {@code /v1/events}: what happened on the plans, page by page or as a stream, each event at least
 * once. Any thread.
 */
public final class EventEndpoints implements AutoCloseable {
  /** Events of a page when the caller does not say. */
  private static final int LIMIT_DEFAULT = 100;

  private static final int LIMIT_MAX = 1_000;

  private final EventRecords records;
  private final LiveRenderer renderer;
  private final EventHub hub;

  /** Endpoints over the events of these records. */
  public EventEndpoints(AdminStore store, LiveTiming timing, MeterRegistry meters) {
    this.records = store.events();
    this.renderer = new LiveRenderer(store);
    this.hub = new EventHub(records, renderer, timing, meters);
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/v1/events",
            Access.of(Scope.FLEET_READ, Role.OWNER, Role.DISPATCHER, Role.AUDITOR),
            this::page),
        Endpoint.get(
            "/v1/events/stream",
            Access.of(Scope.FLEET_READ, Role.OWNER, Role.DISPATCHER, Role.AUDITOR),
            this::stream));
  }

  /** Ends all streams. */
  @Override
  public void close() {
    hub.close();
  }

  private record PageJson(List<EventJson> items, String next, boolean more) {}

  private HttpResponse page(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, LIMIT_MAX, LIMIT_DEFAULT);
    String after = query.text("after", EventCursor.CHARS_MAX).orElse("");
    OptionalLong device = query.ref("device");
    OptionalLong plan = query.ref("plan");
    query.finish();
    long from = EventCursor.number(records, after);
    long newest = Math.max(from, records.lastNumber());
    List<Told> found = records.after(call.caller().companyRef(), from, device, plan, limit + 1);
    boolean more = found.size() > limit;
    List<Told> items = more ? found.subList(0, limit) : found;
    // What was let go by a filter need not be looked at again.
    long last = items.isEmpty() ? newest : items.get(items.size() - 1).number();
    String next = EventCursor.text(records, more ? last : Math.max(last, newest));
    return Answers.ok(new PageJson(renderer.json(items), next, more));
  }

  private HttpResponse stream(Call call) {
    call.accepted(MediaType.EVENT_STREAM);
    Query query = call.query();
    String after = query.text("after", EventCursor.CHARS_MAX).orElse(EventCursor.LATEST);
    OptionalLong device = query.ref("device");
    OptionalLong plan = query.ref("plan");
    query.finish();
    String lastEventId = call.headers().get("last-event-id", "");
    long from = EventCursor.number(records, lastEventId.isEmpty() ? after : lastEventId);
    if (call.headers().method() == HttpMethod.HEAD) {
      return Answers.bytes(HttpStatus.OK, MediaType.EVENT_STREAM, new byte[0]);
    }
    HttpResponseWriter stream = HttpResponse.streaming();
    stream.write(
        Answers.headers(HttpStatus.OK, MediaType.EVENT_STREAM)
            // Nginx would hold the events back otherwise.
            .set("x-accel-buffering", "no")
            .build());
    call.context().clearRequestTimeout();
    EventHub.Wish wish = new EventHub.Wish(call.caller().companyRef(), from, device, plan);
    if (!hub.join(stream, wish, call.stillAllowed())) {
      stream.abort();
      throw Problem.busy("At most " + EventHub.CLIENTS_MAX + " event streams are served at once.")
          .toException();
    }
    return stream;
  }
}
