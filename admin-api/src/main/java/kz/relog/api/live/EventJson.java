package kz.relog.api.live;

import java.util.Locale;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.spi.PlanEvent;
import org.jspecify.annotations.Nullable;

/** A plan event as JSON. */
record EventJson(
    String id,
    int version,
    boolean retracted,
    String type,
    @Nullable String time,
    String device,
    String plan,
    @Nullable Integer stop,
    @Nullable String stopName) {

  static EventJson of(PlanEvent event, @Nullable String stopName) {
    return new EventJson(
        event.id(),
        event.version(),
        event.retracted(),
        event.type().name().toLowerCase(Locale.ROOT),
        Json.time(event.timeMs()),
        Refs.text(event.deviceRef()),
        Refs.text(event.planRef()),
        event.stop() == 0 ? null : event.stop(),
        stopName);
  }

  /** Leaves out the name of the stop. */
  @Override
  public String toString() {
    return "EventJson[" + id + "]";
  }
}
