package kz.relog.api.planning;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.PlanFactView.StopFact;
import kz.relog.api.spi.PlanFactView.WindowState;
import kz.relog.api.store.StopText;
import org.jspecify.annotations.Nullable;

/** Plan against fact, as JSON: what nobody knows is null. */
record PlanFactJson(
    String plan,
    @Nullable String device,
    long planVersion,
    long version,
    @Nullable String asOf,
    @Nullable String lastFix,
    String state,
    @Nullable Double progressM,
    @Nullable Double pathM,
    @Nullable Double plannedM,
    @Nullable Double drivenM,
    @Nullable Double offRouteM,
    long offRouteSeconds,
    @Nullable Double gpsShare,
    @Nullable Integer latenessSeconds,
    @Nullable Integer nextStop,
    int unplannedStops,
    List<Stop> stops) {

  /** One stop. */
  record Stop(
      int seq,
      @Nullable String id,
      @Nullable String name,
      String state,
      @Nullable String plannedArrive,
      @Nullable String plannedDepart,
      @Nullable String arrived,
      @Nullable String departed,
      @Nullable String eta,
      @Nullable Integer latenessSeconds,
      @Nullable String windowFrom,
      @Nullable String windowTo,
      @Nullable String window,
      boolean outOfOrder) {

    private static Stop of(StopFact fact, @Nullable StopText text) {
      return new Stop(
          fact.seq(),
          text == null || text.externalId().isEmpty() ? null : text.externalId(),
          text == null || text.name().isEmpty() ? null : text.name(),
          fact.state().name().toLowerCase(Locale.ROOT),
          Json.time(fact.plannedArriveMs()),
          Json.time(fact.plannedDepartMs()),
          Json.time(fact.arrivedMs()),
          Json.time(fact.departedMs()),
          Json.time(fact.etaMs()),
          lateness(fact.latenessSeconds()),
          Json.time(fact.windowFromMs()),
          Json.time(fact.windowToMs()),
          fact.window() == WindowState.UNKNOWN
              ? null
              : fact.window().name().toLowerCase(Locale.ROOT),
          fact.outOfOrder());
    }

    @Override
    public String toString() {
      return "Stop[" + seq + "]";
    }
  }

  static PlanFactJson of(PlanFactView view, Map<Integer, StopText> textBySeq) {
    return new PlanFactJson(
        Refs.text(view.planRef()),
        view.deviceRef() == 0 ? null : Refs.text(view.deviceRef()),
        view.planVersion(),
        view.version(),
        Json.time(view.asOfMs()),
        Json.time(view.lastFixMs()),
        view.state().name().toLowerCase(Locale.ROOT),
        metres(view.progressMetres()),
        metres(view.pathMetres()),
        metres(view.plannedMetres()),
        metres(view.drivenMetres()),
        metres(view.offRouteMetres()),
        view.offRouteSeconds(),
        Double.isFinite(view.gpsShare()) ? Math.round(view.gpsShare() * 1000) / 1000.0 : null,
        lateness(view.latenessSeconds()),
        view.nextStop() == 0 ? null : view.nextStop(),
        view.unplannedStops().size(),
        view.stops().stream().map(stop -> Stop.of(stop, textBySeq.get(stop.seq()))).toList());
  }

  @Override
  public String toString() {
    return "PlanFactJson[version=" + version + "]";
  }

  private static @Nullable Integer lateness(int seconds) {
    return seconds == PlanFactView.UNKNOWN ? null : seconds;
  }

  /** Decimetres are as fine as any position is. */
  private static @Nullable Double metres(double metres) {
    return Double.isFinite(metres) ? Math.round(metres * 10) / 10.0 : null;
  }
}
