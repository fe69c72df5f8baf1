package kz.relog.api.live;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.relog.api.call.Json;
import kz.relog.api.spi.EventLog.Told;
import kz.relog.api.spi.LiveSource.LiveSnapshot;
import kz.relog.api.spi.LiveSource.Rates;
import kz.relog.api.spi.PlanEvent;
import kz.relog.api.spi.VehicleView;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.StopText;
import org.jspecify.annotations.Nullable;

/** Gives live views their names and turns them into JSON. Any thread; blocks on the records. */
final class LiveRenderer {
  /** Events told with a snapshot: what a dispatcher reads on one screen and a bit more. */
  static final int EVENTS_IN_SNAPSHOT = 100;

  private static final String NO_NAME = "";

  private final AdminStore store;
  private final Map<Long, String> nameByDevice = new HashMap<>();

  LiveRenderer(AdminStore store) {
    this.store = store;
  }

  /** The whole, as {@code GET /v1/live} tells it. */
  record SnapshotJson(
      @Nullable String time, List<VehicleJson> vehicles, List<EventJson> events, RatesJson rates) {}

  /** What changed, as {@code event: vehicles} tells it. */
  record ChangeJson(@Nullable String time, List<VehicleJson> vehicles, RatesJson rates) {}

  /** The rates; null means unknown. */
  record RatesJson(double fixesPerSecond, @Nullable Double ackP50Ms, @Nullable Double ackP99Ms) {
    static RatesJson of(Rates rates) {
      return new RatesJson(
          Double.isFinite(rates.fixesPerSecond()) ? rounded(rates.fixesPerSecond()) : 0,
          Double.isFinite(rates.ackP50Ms()) ? rounded(rates.ackP50Ms()) : null,
          Double.isFinite(rates.ackP99Ms()) ? rounded(rates.ackP99Ms()) : null);
    }

    private static double rounded(double value) {
      return Math.round(value * 1000) / 1000.0;
    }
  }

  byte[] snapshot(LiveSnapshot snapshot, List<Told> events) {
    return Json.bytes(
        new SnapshotJson(
            Json.time(snapshot.timeMs()),
            vehicles(snapshot.vehicles()),
            events.stream().map(this::json).toList(),
            RatesJson.of(snapshot.rates())));
  }

  byte[] change(LiveSnapshot snapshot, Collection<VehicleView> changed) {
    return Json.bytes(
        new ChangeJson(
            Json.time(snapshot.timeMs()), vehicles(changed), RatesJson.of(snapshot.rates())));
  }

  byte[] event(Told told) {
    return Json.bytes(json(told));
  }

  /** An event with its stop as the plan of now has it. */
  EventJson json(Told told) {
    PlanEvent event = told.event();
    StopText stop =
        event.stopId() == 0
            ? null
            : store.plans().stop(event.planRef(), event.stopId()).orElse(null);
    return EventJson.of(event, store.events().logId() + "-" + told.number(), stop);
  }

  /** Names never change once given, so each is read once; unknown devices are read together. */
  private synchronized List<VehicleJson> vehicles(Collection<VehicleView> views) {
    boolean allKnown = views.stream().allMatch(view -> nameByDevice.containsKey(view.deviceRef()));
    if (!allKnown) {
      nameByDevice.putAll(store.devices().names());
      views.forEach(view -> nameByDevice.putIfAbsent(view.deviceRef(), NO_NAME));
    }
    return views.stream()
        .map(
            view -> {
              String name = nameByDevice.getOrDefault(view.deviceRef(), NO_NAME);
              return VehicleJson.of(view, name.isEmpty() ? null : name);
            })
        .toList();
  }
}
