package kz.relog.app.recompute;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose plans take facts of which time: a vehicle is judged anew with the facts of all its plans.
 * Owned by the feed's thread.
 */
public final class PlannedSpans {
  private final Map<Long, Long> vehicleOfPlan = new HashMap<>();
  private final Map<Long, Map<Long, PlanSpan>> spansOfVehicle = new HashMap<>();

  /** A plan is this vehicle's now, and nobody else's; 0 is nobody. */
  public void put(long planRef, long vehicleRef, PlanSpan span) {
    remove(planRef);
    if (vehicleRef != 0) {
      vehicleOfPlan.put(planRef, vehicleRef);
      spansOfVehicle.computeIfAbsent(vehicleRef, ref -> new HashMap<>()).put(planRef, span);
    }
  }

  /** The vehicle of a plan. */
  public Optional<Long> vehicleOf(long planRef) {
    return Optional.ofNullable(vehicleOfPlan.get(planRef));
  }

  /** The least span that holds those of all plans of a vehicle. */
  public Optional<PlanSpan> spanOf(long vehicleRef) {
    Map<Long, PlanSpan> spans = spansOfVehicle.getOrDefault(vehicleRef, Map.of());
    return spans.values().stream().reduce(PlanSpan::with);
  }

  /** Forgets plans whose time was over before. */
  public void forgetBefore(long nowMs) {
    vehicleOfPlan.entrySet().removeIf(plan -> isOver(plan.getKey(), plan.getValue(), nowMs));
  }

  private boolean isOver(long planRef, long vehicleRef, long nowMs) {
    Map<Long, PlanSpan> spans = spansOfVehicle.getOrDefault(vehicleRef, Map.of());
    PlanSpan span = spans.get(planRef);
    if (span == null || span.toMs() >= nowMs) {
      return false;
    }
    spans.remove(planRef);
    if (spans.isEmpty()) {
      spansOfVehicle.remove(vehicleRef);
    }
    return true;
  }

  private void remove(long planRef) {
    Long vehicleRef = vehicleOfPlan.remove(planRef);
    Map<Long, PlanSpan> spans = vehicleRef == null ? null : spansOfVehicle.get(vehicleRef);
    if (spans != null) {
      spans.remove(planRef);
      if (spans.isEmpty()) {
        spansOfVehicle.remove(vehicleRef);
      }
    }
  }
}
