package kz.relog.api.report;

import kz.relog.api.report.StopLine.Verdict;

/**
 * Sums over plans; they add up. Immutable. Distances in metres, times in seconds.
 *
 * @param plans plans counted
 * @param stops stops planned
 * @param served stops arrived at
 * @param onTime of these, within the window
 * @param early of these, before it
 * @param late of these, after it
 * @param missed stops passed without a visit
 * @param open stops not reached yet
 * @param plannedMetres length of paths, or of straight legs without one
 * @param drivenMetres driven on the plans
 * @param offRouteMetres of these, off the path
 * @param offRouteSeconds time off the path
 * @param stoodSeconds time at stops from arrival to departure
 * @param plannedServiceSeconds planned for the stops that were served
 * @param unplannedStops stands where no stop is
 * @param unplannedSeconds time of these
 * @param drivenSeconds from the first to the last fact of each plan
 * @param seenSeconds of these, with known positions
 */
record Totals(
    int plans,
    int stops,
    int served,
    int onTime,
    int early,
    int late,
    int missed,
    int open,
    double plannedMetres,
    double drivenMetres,
    double offRouteMetres,
    long offRouteSeconds,
    long stoodSeconds,
    long plannedServiceSeconds,
    int unplannedStops,
    long unplannedSeconds,
    long drivenSeconds,
    double seenSeconds) {

  static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  static Totals of(PlanReport plan) {
    long seconds = (plan.lastFactMs().orElse(0L) - plan.firstFactMs().orElse(0L)) / 1000;
    double share = plan.fact().gpsShare();
    return new Totals(
        1,
        plan.stops().size(),
        (int) plan.stops().stream().filter(StopLine::isServed).count(),
        count(plan, Verdict.ON_TIME),
        count(plan, Verdict.EARLY),
        count(plan, Verdict.LATE),
        count(plan, Verdict.MISSED),
        count(plan, Verdict.OPEN),
        known(plan.fact().plannedMetres()),
        known(plan.fact().drivenMetres()),
        known(plan.fact().offRouteMetres()),
        plan.fact().offRouteSeconds(),
        plan.stops().stream().mapToLong(StopLine::stoodSeconds).sum(),
        plan.stops().stream()
            .filter(StopLine::isServed)
            .mapToLong(stop -> stop.plan().serviceSeconds())
            .sum(),
        plan.unplannedStops().size(),
        plan.unplannedStops().stream()
            .filter(span -> span.toMs() != 0)
            .mapToLong(span -> (span.toMs() - span.fromMs()) / 1000)
            .sum(),
        seconds,
        Double.isFinite(share) ? seconds * share : 0);
  }

  Totals plus(Totals other) {
    return new Totals(
        plans + other.plans,
        stops + other.stops,
        served + other.served,
        onTime + other.onTime,
        early + other.early,
        late + other.late,
        missed + other.missed,
        open + other.open,
        plannedMetres + other.plannedMetres,
        drivenMetres + other.drivenMetres,
        offRouteMetres + other.offRouteMetres,
        offRouteSeconds + other.offRouteSeconds,
        stoodSeconds + other.stoodSeconds,
        plannedServiceSeconds + other.plannedServiceSeconds,
        unplannedStops + other.unplannedStops,
        unplannedSeconds + other.unplannedSeconds,
        drivenSeconds + other.drivenSeconds,
        seenSeconds + other.seenSeconds);
  }

  /** Share of the driven time with known positions, 0 to 1; NaN without any. */
  double gpsShare() {
    return drivenSeconds == 0 ? Double.NaN : seenSeconds / drivenSeconds;
  }

  private static int count(PlanReport plan, Verdict verdict) {
    return (int) plan.stops().stream().filter(stop -> stop.verdict() == verdict).count();
  }

  private static double known(double metres) {
    return Double.isFinite(metres) ? metres : 0;
  }
}
