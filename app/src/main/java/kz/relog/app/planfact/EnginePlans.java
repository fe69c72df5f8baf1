package kz.relog.app.planfact;

import kz.relog.api.plan.PlanRecord;
import kz.relog.api.plan.StopRecord;
import kz.relog.route.Plan;
import kz.relog.route.PlanStop;

/** Turns plans as people write them into plans as the engine drives them. */
final class EnginePlans {

  private EnginePlans() {}

  /** A builder with the record's content; a stop's number is its place in the order, from 1. */
  static Plan.Builder builder(PlanRecord record, long planRef, long vehicleRef) {
    Plan.Builder builder =
        Plan.builder(planRef)
            .vehicleRef(vehicleRef)
            .period(record.startMs(), record.endMs())
            .path(record.path().latitudesE7(), record.path().longitudesE7());
    for (StopRecord stop : record.stops()) {
      builder.stop(
          new PlanStop(
              stop.seq(),
              stop.latE7(),
              stop.lonE7(),
              stop.arriveMs(),
              stop.departMs(),
              stop.serviceSeconds(),
              stop.radiusMetres()));
    }
    return builder;
  }
}
