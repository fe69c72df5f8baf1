package kz.relog.route;

/**
 * What the engine tells while it works. Called on the engine's own thread, inside the call that
 * caused it; must not call the engine back.
 */
public interface EngineListener {

  /**
   * A fix was placed on a plan. A later call for the same plan and sequence number corrects the
   * earlier one.
   *
   * @param planRef the plan
   * @param seq sequence number given with the fix
   * @param timeMs the fix's time, Unix epoch ms UTC
   * @param progressMetres metres along the path; NaN when the plan has no path or the vehicle is
   *     off it
   * @param onRoute false when judged off the path
   */
  default void onMatch(
      long planRef, long seq, long timeMs, double progressMetres, boolean onRoute) {}

  /** Something happened, or an earlier event is corrected or taken back. */
  default void onEvent(PlanEvent event) {}

  /**
   * The same without an object, for a listener that keeps none; {@link PlanEvent} tells what the
   * values mean. Calls {@link #onEvent(PlanEvent)} unless overridden.
   */
  default void onEvent(
      long planRef,
      long vehicleRef,
      EventType type,
      int stopIndex,
      int stopId,
      int occurrence,
      int version,
      boolean retracted,
      long timeMs) {
    onEvent(
        new PlanEvent(
            planRef, vehicleRef, type, stopIndex, stopId, occurrence, version, retracted, timeMs));
  }

  /**
   * The engine threw while working on this plan; the plan is failed and gets no more facts, all
   * other plans go on.
   */
  default void onPlanFailed(long planRef, RuntimeException cause) {}

  /**
   * A fact came so late that the facts around it are no longer retained; the plan's result is
   * without it until {@link RouteEngine#recompute} is called with the vehicle's archived facts.
   */
  default void onBeyondHorizon(long planRef, long timeMs) {}
}
