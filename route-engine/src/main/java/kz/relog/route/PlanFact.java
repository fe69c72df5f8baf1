package kz.relog.route;

import java.util.List;

/**
 * Plan and fact of one plan at one moment. Immutable; may be handed to other threads.
 *
 * @param planRef the plan
 * @param vehicleRef the vehicle, 0 while unassigned
 * @param version the plan's version
 * @param state the plan's life
 * @param progress how far the vehicle has come
 * @param totals sums
 * @param stops one entry per planned stop, in planned order
 * @param unplannedStops where else it stood, in order of time
 */
public record PlanFact(
    long planRef,
    long vehicleRef,
    long version,
    PlanState state,
    Progress progress,
    Totals totals,
    List<StopFact> stops,
    List<UnplannedStop> unplannedStops) {

  /** Copies the lists. */
  public PlanFact {
    stops = List.copyOf(stops);
    unplannedStops = List.copyOf(unplannedStops);
  }

  /** Shows references and state only: logs never carry a position. */
  @Override
  public String toString() {
    return "PlanFact[" + planRef + " v" + version + " " + state + "]";
  }
}
