package kz.relog.route;

/**
 * One event of a plan. The triple (type, stopIndex, occurrence) names it for good within its plan;
 * a later version of the same name replaces what an earlier one said.
 *
 * @param planRef the plan
 * @param vehicleRef the vehicle
 * @param type what happened
 * @param stopIndex the stop, from 0 in planned order; -1 when no stop is meant
 * @param occurrence 0 for the first event of this type and stop, 1 for the second, …
 * @param version from 1, one higher with every correction
 * @param retracted true when it turned out not to have happened
 * @param timeMs when it happened by the facts' clock, Unix epoch ms UTC
 */
public record PlanEvent(
    long planRef,
    long vehicleRef,
    EventType type,
    int stopIndex,
    int occurrence,
    int version,
    boolean retracted,
    long timeMs) {}
