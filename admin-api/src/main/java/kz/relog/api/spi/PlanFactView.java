package kz.relog.api.spi;

import java.util.List;

/**
 * Plan against fact, as of one moment. Immutable. Times are Unix epoch ms UTC with 0 for unknown;
 * distances are metres with NaN for unknown; lateness is seconds with {@link #UNKNOWN}.
 *
 * @param planRef the plan
 * @param deviceRef the device that drives it
 * @param planVersion the version of the plan this belongs to
 * @param version grows with each correction of this view
 * @param asOfMs the engine's time
 * @param lastFixMs time of the newest fact counted
 * @param state where the drive stands
 * @param progressMetres along the path
 * @param pathMetres length of the path
 * @param plannedMetres length of the path, or of the straight legs between the stops without one
 * @param drivenMetres driven in fact
 * @param offRouteMetres driven off the route
 * @param offRouteSeconds spent off the route
 * @param gpsShare share of the driven time with known positions, 0 to 1; NaN unknown
 * @param latenessSeconds now, late above zero; {@link #UNKNOWN} when not known
 * @param nextStop seq of the next stop; 0 none
 * @param unplannedStops stands outside of any stop, in order of time
 * @param stops in planned order
 */
public record PlanFactView(
    long planRef,
    long deviceRef,
    long planVersion,
    long version,
    long asOfMs,
    long lastFixMs,
    VehicleState state,
    double progressMetres,
    double pathMetres,
    double plannedMetres,
    double drivenMetres,
    double offRouteMetres,
    long offRouteSeconds,
    double gpsShare,
    int latenessSeconds,
    int nextStop,
    List<UnplannedStop> unplannedStops,
    List<StopFact> stops) {

  /** A lateness that nobody knows. */
  public static final int UNKNOWN = Integer.MIN_VALUE;

  /** Copies the lists. */
  public PlanFactView {
    unplannedStops = List.copyOf(unplannedStops);
    stops = List.copyOf(stops);
  }

  /**
   * A stand outside of any stop.
   *
   * @param fromMs since when
   * @param toMs until when; 0 while it lasts
   */
  public record UnplannedStop(long fromMs, long toMs) {}

  /** How an arrival, in fact or expected, lies to the window of its stop. */
  public enum WindowState {
    /** There is nothing to compare. */
    UNKNOWN,
    /** Before the window. */
    EARLY,
    /** Within it. */
    ON_TIME,
    /** After it. */
    LATE
  }

  /** What became of a stop. */
  public enum StopState {
    /** Not reached yet. */
    PENDING,
    /** The vehicle is there. */
    ARRIVED,
    /** The vehicle was there and left. */
    DEPARTED,
    /** The vehicle passed it or reached a later one; may be taken back. */
    MISSED
  }

  /**
   * One stop, plan against fact.
   *
   * @param seq its place in the order of the plan, from 1
   * @param state what became of it
   * @param plannedArriveMs as planned; 0 unknown
   * @param plannedDepartMs as planned; 0 unknown
   * @param arrivedMs in fact; 0 not yet or unknown
   * @param departedMs in fact; 0 not yet or unknown
   * @param etaMs expected arrival while pending; 0 unknown
   * @param latenessSeconds of the arrival, in fact or expected; {@link #UNKNOWN} when not known
   * @param windowFromMs earlier is early; 0 open
   * @param windowToMs later is late; 0 open
   * @param window how the arrival, in fact or expected, lies to the window
   * @param outOfOrder true when a later stop was served before it
   */
  public record StopFact(
      int seq,
      StopState state,
      long plannedArriveMs,
      long plannedDepartMs,
      long arrivedMs,
      long departedMs,
      long etaMs,
      int latenessSeconds,
      long windowFromMs,
      long windowToMs,
      WindowState window,
      boolean outOfOrder) {}
}
