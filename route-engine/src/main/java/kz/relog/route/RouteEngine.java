package kz.relog.route;

import java.util.Optional;

/**
 * Compares planned routes with position facts, fact by fact. Deterministic: the same calls give the
 * same results, and the final result depends on the plan and the set of facts, not on the order in
 * which they came. Has no clock: time is what {@link #onGroupEnd} and {@link #onTick} say.
 *
 * <p>One thread owns an engine and makes all calls. Snapshots are immutable and may leave it.
 */
public final class RouteEngine {

  @SuppressWarnings("unused")
  private final EngineConfig config;

  @SuppressWarnings("unused")
  private final EngineListener listener;

  /** Starts an empty engine. */
  public RouteEngine(EngineConfig config, EngineListener listener) {
    this.config = config;
    this.listener = listener;
  }

  /** Adds a plan or replaces a lower version of it; the same or a lower version is ignored. */
  public PutOutcome putPlan(Plan plan) {
    return PutOutcome.ADDED;
  }

  /** Forgets a plan at once; false when it is not known. */
  public boolean removePlan(long planRef) {
    return false;
  }

  /**
   * Takes one fix. Facts may come in any order and more than once; late ones are worked in at the
   * next {@link #onGroupEnd}. Facts of a vehicle without a live plan are ignored.
   *
   * @param vehicleRef the vehicle
   * @param seq sequence number that comes back in {@link EngineListener#onMatch}
   * @param timeMs Unix epoch ms UTC
   * @param latE7 latitude in 10^-7 degrees
   * @param lonE7 longitude in 10^-7 degrees
   * @param speedDmps speed in 0.1 m/s, -1 unknown
   * @param courseDegrees course over ground, 360 unknown
   * @param accuracyMetres stated accuracy, 0 unknown
   * @param odometerMetres the vehicle's odometer, 0 unknown
   */
  public void onFix(
      long vehicleRef,
      long seq,
      long timeMs,
      int latE7,
      int lonE7,
      int speedDmps,
      int courseDegrees,
      int accuracyMetres,
      long odometerMetres) {}

  /**
   * Ends a group of fixes that were drained together: works in late ones, moves time on.
   *
   * @param nowMs received time of the last entry, Unix epoch ms UTC; an earlier one than before is
   *     taken as the earlier maximum
   */
  public void onGroupEnd(long nowMs) {}

  /** Moves time on without facts, so that lateness and lost GPS are seen. */
  public void onTick(long nowMs) {}

  /** The plan-fact of a plan as of now; empty when the plan is not known. */
  public Optional<PlanFact> findPlanFact(long planRef) {
    return Optional.empty();
  }

  /** Number of plans held. */
  public int planCount() {
    return 0;
  }
}
