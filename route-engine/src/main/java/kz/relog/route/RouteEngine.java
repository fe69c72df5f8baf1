package kz.relog.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares planned routes with position facts, fact by fact. Deterministic: the same calls give the
 * same results, and the final result depends on the plan and the set of facts, not on the order in
 * which they came. Has no clock: time is what {@link #onGroupEnd} and {@link #onTick} say.
 *
 * <p>One thread owns an engine and makes all calls. Snapshots are immutable and may leave it.
 */
public final class RouteEngine {

  private final EngineConfig config;
  private final EngineListener listener;
  private final Long2ObjectHashMap<PlanRun> plans = new Long2ObjectHashMap<>();
  private final Long2ObjectHashMap<Vehicle> vehicles = new Long2ObjectHashMap<>();
  private final List<Vehicle> dirty = new ArrayList<>();
  private final Matcher matcher = new Matcher();
  private long nowMs;

  /** Starts an empty engine. */
  public RouteEngine(EngineConfig config, EngineListener listener) {
    this.config = config;
    this.listener = listener;
  }

  /** Adds a plan or replaces a lower version of it; the same or a lower version is ignored. */
  public PutOutcome putPlan(Plan plan) {
    PlanRun old = plans.get(plan.planRef());
    if (old != null && old.plan.version() >= plan.version()) {
      return old.plan.version() == plan.version() ? PutOutcome.UNCHANGED : PutOutcome.OLDER;
    }
    if (old != null) {
      detach(old);
    }
    PlanRun run = new PlanRun(plan);
    plans.put(plan.planRef(), run);
    if (plan.vehicleRef() != 0) {
      Vehicle vehicle = vehicles.get(plan.vehicleRef());
      if (vehicle == null) {
        vehicle = new Vehicle(plan.vehicleRef());
        vehicles.put(plan.vehicleRef(), vehicle);
      }
      vehicle.runs.add(run);
      rerun(vehicle, run, 0);
    }
    return old == null ? PutOutcome.ADDED : PutOutcome.REPLACED;
  }

  /** Forgets a plan at once; false when it is not known. */
  public boolean removePlan(long planRef) {
    PlanRun run = plans.remove(planRef);
    if (run == null) {
      return false;
    }
    detach(run);
    return true;
  }

  private void detach(PlanRun run) {
    Vehicle vehicle = vehicles.get(run.plan.vehicleRef());
    if (vehicle != null) {
      vehicle.runs.remove(run);
      if (vehicle.runs.isEmpty()) {
        vehicles.remove(vehicle.vehicleRef);
      }
    }
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
      long odometerMetres) {
    Vehicle vehicle = vehicles.get(vehicleRef);
    if (vehicle == null) {
      return;
    }
    FactLog log = vehicle.log;
    if (timeMs <= log.droppedToMs()) {
      for (int r = 0; r < vehicle.runs.size(); r++) {
        PlanRun run = vehicle.runs.get(r);
        if (run.covers(timeMs)) {
          run.beyondHorizon++;
          listener.onBeyondHorizon(run.plan.planRef(), timeMs);
        }
      }
      return;
    }
    int at =
        log.insert(
            timeMs, seq, latE7, lonE7, speedDmps, courseDegrees, accuracyMetres, odometerMetres);
    if (at == FactLog.DUPLICATE) {
      return;
    }
    if (at < log.size() - 1 || vehicle.dirtyFrom != Integer.MAX_VALUE) {
      if (vehicle.dirtyFrom == Integer.MAX_VALUE) {
        dirty.add(vehicle);
      }
      vehicle.dirtyFrom = Math.min(vehicle.dirtyFrom, at);
      return;
    }
    for (int r = 0; r < vehicle.runs.size(); r++) {
      PlanRun run = vehicle.runs.get(r);
      if (!run.failed) {
        live(log, run, at);
      }
    }
  }

  private void live(FactLog log, PlanRun run, int at) {
    try {
      if (run.onFact(log, at, matcher, listener)) {
        run.publisher.publish(run.state.outcome, listener);
      }
      keep(run, at);
    } catch (RuntimeException e) {
      fail(run, e);
    }
  }

  private void keep(PlanRun run, int at) {
    if ((at + 1) % config.checkpointEveryFacts() == 0) {
      int slot = (at + 1) / config.checkpointEveryFacts() - 1;
      RunState copy;
      if (slot < run.checkpoints.size()) {
        copy = run.checkpoints.get(slot);
      } else {
        copy = new RunState(run.places.size());
        run.checkpoints.add(copy);
      }
      copy.copyFrom(run.state);
    }
  }

  private void rerun(Vehicle vehicle, PlanRun run, int dirtyFrom) {
    if (run.failed) {
      return;
    }
    try {
      int every = config.checkpointEveryFacts();
      int slot = Math.max(0, dirtyFrom - PlanRun.CORRECT_FACTS_MAX) / every;
      slot = Math.min(slot, run.checkpoints.size());
      run.state.copyFrom(
          slot == 0 ? new RunState(run.places.size()) : run.checkpoints.get(slot - 1));
      boolean changed = true;
      for (int i = slot * every; i < vehicle.log.size(); i++) {
        changed |= run.onFact(vehicle.log, i, matcher, listener);
        keep(run, i);
      }
      if (changed) {
        run.publisher.publish(run.state.outcome, listener);
      }
    } catch (RuntimeException e) {
      fail(run, e);
    }
  }

  private void fail(PlanRun run, RuntimeException cause) {
    run.failed = true;
    listener.onPlanFailed(run.plan.planRef(), cause);
  }

  /**
   * Ends a group of fixes that were drained together: works in late ones, moves time on.
   *
   * @param nowMs received time of the last entry, Unix epoch ms UTC; an earlier one than before is
   *     taken as the earlier maximum
   */
  public void onGroupEnd(long nowMs) {
    for (int i = 0; i < dirty.size(); i++) {
      Vehicle vehicle = dirty.get(i);
      int from = vehicle.dirtyFrom;
      vehicle.dirtyFrom = Integer.MAX_VALUE;
      for (int r = 0; r < vehicle.runs.size(); r++) {
        rerun(vehicle, vehicle.runs.get(r), from);
      }
    }
    dirty.clear();
    onTick(nowMs);
  }

  /** Moves time on without facts, so that lateness and lost GPS are seen. */
  public void onTick(long nowMs) {
    this.nowMs = Math.max(this.nowMs, nowMs);
  }

  /** The plan-fact of a plan as of now; empty when the plan is not known. */
  public Optional<PlanFact> findPlanFact(long planRef) {
    @Nullable PlanRun run = plans.get(planRef);
    return run == null ? Optional.empty() : Optional.of(Snapshots.of(run, nowMs));
  }

  /** Number of plans held. */
  public int planCount() {
    return plans.size();
  }
}
