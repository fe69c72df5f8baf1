package kz.relog.app.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.VehicleState;
import kz.relog.api.spi.VehicleView;
import kz.relog.route.PlanEvent;
import kz.relog.route.PlanFact;
import kz.relog.route.PlanState;
import kz.relog.route.StopFact;
import kz.relog.route.StopState;

/** Turns the engine's results into the API's views. Stateless. */
public final class Views {
  private Views() {}

  /** Plan and fact as the API shows it. */
  public static PlanFactView toPlanFactView(PlanFact fact, long asOfMs, long version) {
    List<PlanFactView.StopFact> stops = new ArrayList<>(fact.stops().size());
    for (int i = 0; i < fact.stops().size(); i++) {
      stops.add(toStop(i + 1, fact.stops().get(i)));
    }
    return new PlanFactView(
        fact.planRef(),
        fact.vehicleRef(),
        fact.version(),
        version,
        asOfMs,
        fact.progress().lastFactMs(),
        stateOf(fact),
        fact.progress().alongMetres(),
        pathMetres(fact),
        fact.totals().plannedMetres(),
        fact.totals().drivenMetres(),
        fact.totals().offRouteMetres(),
        fact.totals().offRouteMs() / 1000,
        fact.totals().factCount() == 0 ? Double.NaN : fact.totals().gpsShare(),
        latenessSeconds(fact),
        nextStop(fact),
        fact.unplannedStops().stream()
            .map(stop -> new PlanFactView.UnplannedStop(stop.fromMs(), stop.toMs()))
            .toList(),
        stops);
  }

  private static PlanFactView.StopFact toStop(int seq, StopFact stop) {
    boolean timed =
        stop.planned().arriveMs() != 0 && (stop.actual().arriveMs() != 0 || stop.etaMs() != 0);
    return new PlanFactView.StopFact(
        seq,
        switch (stop.state()) {
          case PENDING, INSIDE -> PlanFactView.StopState.PENDING;
          case ARRIVED -> PlanFactView.StopState.ARRIVED;
          case DEPARTED -> PlanFactView.StopState.DEPARTED;
          case MISSED -> PlanFactView.StopState.MISSED;
        },
        stop.planned().arriveMs(),
        stop.planned().departMs(),
        stop.actual().arriveMs(),
        stop.actual().departMs(),
        stop.etaMs(),
        timed ? (int) (stop.latenessMs() / 1000) : PlanFactView.UNKNOWN,
        stop.window().fromMs(),
        stop.window().toMs(),
        switch (stop.windowState()) {
          case UNKNOWN -> PlanFactView.WindowState.UNKNOWN;
          case EARLY -> PlanFactView.WindowState.EARLY;
          case ON_TIME -> PlanFactView.WindowState.ON_TIME;
          case LATE -> PlanFactView.WindowState.LATE;
        },
        stop.outOfOrder());
  }

  /** A vehicle with its last fact and where it stands with its plan. */
  static VehicleView toVehicleView(
      long deviceRef,
      long timeMs,
      int latE7,
      int lonE7,
      int speedDmps,
      int courseDegrees,
      int accuracyMetres,
      Optional<PlanFact> plan) {
    PlanFact fact = plan.orElse(null);
    int next = fact == null ? 0 : nextStop(fact);
    return new VehicleView(
        deviceRef,
        timeMs,
        latE7,
        lonE7,
        speedDmps,
        courseDegrees,
        accuracyMetres,
        fact == null ? 0 : fact.planRef(),
        fact == null ? VehicleState.NO_PLAN : stateOf(fact),
        fact == null ? Double.NaN : fact.progress().alongMetres(),
        fact == null ? Double.NaN : pathMetres(fact),
        fact == null ? PlanFactView.UNKNOWN : latenessSeconds(fact),
        next,
        fact == null || next == 0 ? 0 : fact.stops().get(next - 1).etaMs(),
        fact == null ? -1 : (int) fact.stops().stream().filter(Views::isServed).count(),
        fact == null ? -1 : fact.stops().size());
  }

  private static double pathMetres(PlanFact fact) {
    return fact.progress().pathMetres() == 0 ? Double.NaN : fact.progress().pathMetres();
  }

  private static VehicleState stateOf(PlanFact fact) {
    return switch (fact.state()) {
      case WAITING -> VehicleState.NOT_STARTED;
      case FINISHED, CLOSED -> VehicleState.FINISHED;
      case RUNNING -> fact.progress().onRoute() ? VehicleState.ON_ROUTE : VehicleState.OFF_ROUTE;
      case FAILED -> VehicleState.NO_PLAN;
    };
  }

  private static int latenessSeconds(PlanFact fact) {
    return fact.state() == PlanState.WAITING
        ? PlanFactView.UNKNOWN
        : (int) (fact.progress().latenessMs() / 1000);
  }

  /** The first stop after the last served one that is still to be served; 0 when none is. */
  private static int nextStop(PlanFact fact) {
    int lastServed = -1;
    for (int i = 0; i < fact.stops().size(); i++) {
      if (isServed(fact.stops().get(i))) {
        lastServed = i;
      }
    }
    for (int i = lastServed + 1; i < fact.stops().size(); i++) {
      StopState state = fact.stops().get(i).state();
      if (state == StopState.PENDING || state == StopState.INSIDE) {
        return i + 1;
      }
    }
    return 0;
  }

  private static boolean isServed(StopFact stop) {
    return stop.state() == StopState.ARRIVED || stop.state() == StopState.DEPARTED;
  }

  /** An event for the API; empty for what it does not show. */
  public static Optional<kz.relog.api.spi.PlanEvent> toApiEvent(PlanEvent event) {
    return typeOf(event)
        .map(
            type ->
                new kz.relog.api.spi.PlanEvent(
                    event.id(),
                    event.version(),
                    event.retracted(),
                    type,
                    event.timeMs(),
                    event.vehicleRef(),
                    event.planRef(),
                    event.stopIndex() + 1,
                    event.stopId()));
  }

  private static Optional<kz.relog.api.spi.PlanEvent.Type> typeOf(PlanEvent event) {
    return switch (event.type()) {
      case ARRIVED -> Optional.of(kz.relog.api.spi.PlanEvent.Type.ARRIVED);
      case DEPARTED -> Optional.of(kz.relog.api.spi.PlanEvent.Type.DEPARTED);
      case LATE -> Optional.of(kz.relog.api.spi.PlanEvent.Type.LATE);
      case MISSED -> Optional.of(kz.relog.api.spi.PlanEvent.Type.MISSED);
      case OFF_ROUTE -> Optional.of(kz.relog.api.spi.PlanEvent.Type.OFF_ROUTE);
      case ON_ROUTE -> Optional.of(kz.relog.api.spi.PlanEvent.Type.ON_ROUTE);
      case UNPLANNED_STOP -> Optional.of(kz.relog.api.spi.PlanEvent.Type.UNPLANNED_STOP);
      case FINISHED -> Optional.of(kz.relog.api.spi.PlanEvent.Type.FINISHED);
      case GPS_LOST -> Optional.of(kz.relog.api.spi.PlanEvent.Type.GPS_LOST);
      case GPS_BACK -> Optional.empty();
    };
  }
}
