package kz.relog.route;

/**
 * Sums over a plan. Immutable.
 *
 * @param factCount facts taken into account
 * @param plannedMetres length of the path, or of the straight legs between stops without one
 * @param drivenMetres distance driven by the odometer of real displacement
 * @param offRouteMetres distance driven off the path
 * @param offRouteMs time spent off the path
 * @param gpsShare share of the time from first to last fact covered by facts, 0 to 1
 * @param beyondHorizon facts that came too late for the retained ones and are not counted in
 */
public record Totals(
    long factCount,
    double plannedMetres,
    double drivenMetres,
    double offRouteMetres,
    long offRouteMs,
    double gpsShare,
    long beyondHorizon) {}
