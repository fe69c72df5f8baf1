package kz.relog.route;

import java.util.Locale;

/**
 * One event of a plan. The plan, the type, the stop and the occurrence name it for good; a later
 * version of the same name replaces what an earlier one said.
 *
 * <p>Which events hold in the end, and when they happened, depends on the plan and the set of facts
 * alone. Versions count the corrections of one run of the engine, so they also depend on the order
 * in which facts came: a consumer that outlives the engine compares what is said, not versions.
 *
 * @param planRef the plan
 * @param vehicleRef the vehicle
 * @param type what happened
 * @param stopIndex the stop, from 0 in planned order; -1 when no stop is meant
 * @param stopId the planner's number of the stop; 0 when no stop is meant
 * @param occurrence 0 for the first event of this type and stop in order of time, 1 for the second
 * @param version from 1, one higher with every correction
 * @param retracted true when it turned out not to have happened
 * @param timeMs when it happened by the facts' clock, Unix epoch ms UTC
 */
public record PlanEvent(
    long planRef,
    long vehicleRef,
    EventType type,
    int stopIndex,
    int stopId,
    int occurrence,
    int version,
    boolean retracted,
    long timeMs) {

  /**
   * The event's name: plan, type, stop id and occurrence, as in {@code
   * 00000000000000ff-arrived-3-0}. The same for every version, also after stops are reordered.
   */
  public String id() {
    return String.format(
        Locale.ROOT,
        "%016x-%s-%d-%d",
        planRef,
        type.name().toLowerCase(Locale.ROOT),
        stopId,
        occurrence);
  }
}
