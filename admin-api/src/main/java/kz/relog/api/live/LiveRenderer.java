package kz.relog.api.live;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
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

  private final AdminStore store;
  private final Map<Long, Names> namesByCompany = new ConcurrentHashMap<>();

  LiveRenderer(AdminStore store) {
    this.store = store;
    // What was called somehow may be erased: names are not kept until somebody looks again.
    store.devices().watch(namesByCompany::clear);
  }

  /** The whole, as {@code GET /v1/live} tells it. */
  record SnapshotJson(
      @Nullable String time,
      List<VehicleJson> vehicles,
      List<OffJson> locationOff,
      List<EventJson> events,
      RatesJson rates) {}

  /** A vehicle whose location is off. */
  record OffJson(String device, @Nullable String name) {
    @Override
    public String toString() {
      return "OffJson";
    }
  }

  /** What changed, as {@code event: vehicles} tells it. */
  record ChangeJson(
      @Nullable String time,
      List<VehicleJson> vehicles,
      List<OffJson> locationOff,
      RatesJson rates) {}

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

  /** What a company calls its devices, as it was after so many changes of the records. */
  private record Names(long changes, Map<Long, String> nameByDevice) {}

  byte[] snapshot(long companyRef, CompanyPart part, List<Told> events) {
    LiveSnapshot snapshot = part.snapshot();
    return Json.bytes(
        new SnapshotJson(
            Json.time(snapshot.timeMs()),
            vehicles(companyRef, snapshot.vehicles()),
            off(companyRef, part.off()),
            json(events),
            RatesJson.of(snapshot.rates())));
  }

  byte[] change(
      long companyRef,
      LiveSnapshot snapshot,
      Collection<VehicleView> changed,
      Collection<Long> off) {
    return Json.bytes(
        new ChangeJson(
            Json.time(snapshot.timeMs()),
            vehicles(companyRef, changed),
            off(companyRef, off),
            RatesJson.of(snapshot.rates())));
  }

  byte[] event(Told told) {
    return Json.bytes(json(List.of(told)).get(0));
  }

  /** Events with their stops as the plans of now have them; the words of a plan are read once. */
  List<EventJson> json(List<Told> events) {
    Map<Long, Map<Integer, StopText>> stopsByPlan = new HashMap<>();
    return events.stream().map(told -> json(told, stopsByPlan)).toList();
  }

  private EventJson json(Told told, Map<Long, Map<Integer, StopText>> stopsByPlan) {
    PlanEvent event = told.event();
    StopText stop =
        event.stopId() == 0
            ? null
            : stopsByPlan
                .computeIfAbsent(event.planRef(), plan -> stops(told.companyRef(), plan))
                .get(event.stopId());
    return EventJson.of(event, store.events().logId() + "-" + told.number(), stop);
  }

  private Map<Integer, StopText> stops(long companyRef, long planRef) {
    Map<Integer, StopText> stopById = new HashMap<>();
    store.plans().stops(companyRef, planRef).forEach(stop -> stopById.put(stop.stopId(), stop));
    return stopById;
  }

  private List<VehicleJson> vehicles(long companyRef, Collection<VehicleView> views) {
    Map<Long, String> nameByDevice = names(companyRef);
    return views.stream()
        .map(view -> VehicleJson.of(view, nameByDevice.get(view.deviceRef())))
        .toList();
  }

  private List<OffJson> off(long companyRef, Collection<Long> devices) {
    Map<Long, String> nameByDevice = names(companyRef);
    return devices.stream()
        .sorted()
        .map(device -> new OffJson(Refs.text(device), nameByDevice.get(device)))
        .toList();
  }

  /** Read again only after something was named. */
  private Map<Long, String> names(long companyRef) {
    long changes = store.devices().changes();
    Names known = namesByCompany.get(companyRef);
    if (known == null || known.changes != changes) {
      known = new Names(changes, store.devices().names(companyRef));
      namesByCompany.put(companyRef, known);
      if (store.devices().changes() != changes) {
        namesByCompany.remove(companyRef, known);
      }
    }
    return known.nameByDevice;
  }
}
