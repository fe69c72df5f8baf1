package kz.relog.bench.route;

import kz.relog.route.PlanEvent;
import kz.relog.route.PlanFact;
import kz.relog.route.RouteEngine;
import kz.relog.route.StopFact;
import kz.relog.route.UnplannedStop;

/** One number for all that an engine would tell of its plans, the same in every process. */
public final class StateHash {
  private static final long PRIME = 0x100000001b3L;

  private long hash = 0xcbf29ce484222325L;

  private StateHash() {}

  /** The hash of the plans 1 to {@code plans}. */
  public static long of(RouteEngine engine, int plans) {
    StateHash state = new StateHash();
    for (int planRef = 1; planRef <= plans; planRef++) {
      state.put(planRef);
      engine.findPlanFact(planRef).ifPresent(state::plan);
      engine.eventsOf(planRef).forEach(state::event);
    }
    return state.hash;
  }

  private void plan(PlanFact fact) {
    put(fact.vehicleRef());
    put(fact.version());
    put(fact.state());
    put(fact.progress().alongMetres());
    put(fact.progress().onRoute() ? 1 : 0);
    put(fact.progress().latenessMs());
    put(fact.progress().lastFactMs());
    put(fact.totals().factCount());
    put(fact.totals().drivenMetres());
    put(fact.totals().offRouteMetres());
    put(fact.totals().offRouteMs());
    put(fact.totals().gpsShare());
    for (StopFact stop : fact.stops()) {
      put(stop.state());
      put(stop.outOfOrder() ? 1 : 0);
      put(stop.actual().arriveMs());
      put(stop.actual().departMs());
      put(stop.etaMs());
      put(stop.latenessMs());
      put(stop.windowState());
    }
    for (UnplannedStop stop : fact.unplannedStops()) {
      put(stop.fromMs());
      put(stop.toMs());
    }
  }

  /** Versions count the corrections of one life and are left out. */
  private void event(PlanEvent event) {
    put(event.type());
    put(event.stopId());
    put(event.occurrence());
    put(event.timeMs());
  }

  /** By name: that is the same in every version. */
  private void put(Enum<?> value) {
    put(value.name().hashCode());
  }

  private void put(double value) {
    put(Double.doubleToLongBits(value));
  }

  private void put(long value) {
    hash = (hash ^ value) * PRIME;
    hash ^= hash >>> 32;
  }
}
