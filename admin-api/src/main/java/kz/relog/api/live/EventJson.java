package kz.relog.api.live;

import java.util.Locale;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.spi.PlanEvent;
import kz.relog.api.store.StopText;
import org.jspecify.annotations.Nullable;

/** A plan event as JSON. */
record EventJson(
    String cursor,
    String id,
    int version,
    boolean retracted,
    String type,
    @Nullable String time,
    String device,
    String plan,
    @Nullable Integer stop,
    @Nullable String stopName) {

  /**
   * As JSON.
   *
   * @param stop the stop as the plan of now has it; null when it has none such
   */
  static EventJson of(PlanEvent event, String cursor, @Nullable StopText stop) {
    int seq = stop == null ? event.stop() : stop.seq();
    return new EventJson(
        cursor,
        event.id(),
        event.version(),
        event.retracted(),
        event.type().name().toLowerCase(Locale.ROOT),
        Json.time(event.timeMs()),
        Refs.text(event.deviceRef()),
        Refs.text(event.planRef()),
        seq == 0 ? null : seq,
        stop == null || stop.name().isEmpty() ? null : stop.name());
  }

  /** Leaves out the name of the stop. */
  @Override
  public String toString() {
    return "EventJson[" + id + "]";
  }
}
