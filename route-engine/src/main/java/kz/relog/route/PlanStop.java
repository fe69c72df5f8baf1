package kz.relog.route;

/**
 * One planned stop.
 *
 * @param stopId opaque number of the stop, unique in its plan, chosen by the planner; keeps the
 *     stop's history when the plan changes
 * @param latE7 latitude in 10^-7 degrees
 * @param lonE7 longitude in 10^-7 degrees
 * @param arriveMs planned arrival, Unix epoch ms UTC, 0 unknown
 * @param departMs planned departure, Unix epoch ms UTC, 0 unknown; not before {@code arriveMs}
 * @param serviceSeconds planned standing time in seconds, 0 unknown
 * @param radiusMetres radius of the stop in metres, 0 for the engine's default
 * @param window when the customer expects the vehicle; a side that is 0 is open
 */
public record PlanStop(
    int stopId,
    int latE7,
    int lonE7,
    long arriveMs,
    long departMs,
    int serviceSeconds,
    int radiusMetres,
    Window window) {

  /** A stop without a window. */
  public PlanStop(
      int stopId,
      int latE7,
      int lonE7,
      long arriveMs,
      long departMs,
      int serviceSeconds,
      int radiusMetres) {
    this(stopId, latE7, lonE7, arriveMs, departMs, serviceSeconds, radiusMetres, Window.ANY);
  }

  /** A stop at a place, nothing else known. */
  public static PlanStop at(int stopId, int latE7, int lonE7) {
    return new PlanStop(stopId, latE7, lonE7, 0, 0, 0, 0);
  }

  /** Shows the id only: logs never carry a position. */
  @Override
  public String toString() {
    return "PlanStop[" + stopId + "]";
  }
}
