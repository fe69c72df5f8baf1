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
  private final Long2ObjectHashMap<PlanRun> runs = new Long2ObjectHashMap<>();
  private final Long2ObjectHashMap<ClosedPlan> closed = new Long2ObjectHashMap<>();
  private final Long2ObjectHashMap<Vehicle> vehicles = new Long2ObjectHashMap<>();
  private final List<Vehicle> dirty = new ArrayList<>();
  private final Timers timers = new Timers();
  private final Workbench workbench = new Workbench();
  private final Pending pending = new Pending();
  private final @Nullable Vehicle[] pendingVehicles = new Vehicle[Pending.BLOCK];
  private final ReadAhead readAhead = new ReadAhead();
  private long nowMs;

  /** Starts an empty engine. */
  public RouteEngine(EngineConfig config, EngineListener listener) {
    this.config = config;
    this.listener = listener;
  }

  /** Adds a plan or replaces a lower version of it; the same or a lower version is ignored. */
  public PutOutcome putPlan(Plan plan) {
    drain();
    PlanRun old = runs.get(plan.planRef());
    ClosedPlan past = closed.get(plan.planRef());
    long known = old != null ? old.plan.version() : past != null ? past.fact().version() : 0;
    if (known >= plan.version()) {
      return known == plan.version() ? PutOutcome.UNCHANGED : PutOutcome.OLDER;
    }
    closed.remove(plan.planRef());
    PlanRun run = new PlanRun(plan, config.checkpointEveryFacts());
    runs.put(plan.planRef(), run);
    if (old != null) {
      old.publisher.retractGone(plan, listener);
      run.publisher.adopt(old.publisher);
      run.succeed(old, plan.sinceMs() == 0 ? nowMs : plan.sinceMs());
      forgetOldest(run);
      Vehicle before = vehicles.get(old.plan.vehicleRef());
      if (before != null) {
        again(before, old, before.log.indexOf(old.untilMs + 1));
      }
    } else if (past != null) {
      run.history().past = past.visits();
    }
    if (plan.vehicleRef() != 0) {
      Vehicle vehicle = vehicles.get(plan.vehicleRef());
      if (vehicle == null) {
        vehicle = new Vehicle(plan.vehicleRef());
        vehicles.put(plan.vehicleRef(), vehicle);
      }
      vehicle.add(run);
      again(vehicle, run, 0);
    }
    publish(run);
    return known == 0 ? PutOutcome.ADDED : PutOutcome.REPLACED;
  }

  /** Forgets a plan at once; false when it is not known. */
  public boolean removePlan(long planRef) {
    drain();
    boolean known = closed.remove(planRef) != null;
    PlanRun run = runs.remove(planRef);
    if (run != null) {
      detachAll(run);
    }
    return known || run != null;
  }

  /**
   * Takes one fix. Facts may come in any order and more than once; they take effect by the next
   * {@link #onGroupEnd}, late ones all together there. Facts of a vehicle without a live plan are
   * ignored.
   *
   * @param vehicleRef the vehicle
   * @param seq sequence number that comes back in {@link EngineListener#onMatch}
   * @param timeMs Unix epoch ms UTC
   * @param latE7 latitude in 10^-7 degrees
   * @param lonE7 longitude in 10^-7 degrees
   * @param speedDmps speed in 0.1 m/s, -1 unknown
   * @param courseDegrees course over ground, 360 unknown
   * @param accuracyMetres stated accuracy, 0 unknown
   * @param odometerMetres the vehicle's odometer, 0 unknown; not evidence yet
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
    Pending p = pending;
    int i = p.size++;
    p.vehicleRef[i] = vehicleRef;
    p.seq[i] = seq;
    p.timeMs[i] = timeMs;
    p.latE7[i] = latE7;
    p.lonE7[i] = lonE7;
    p.speedDmps[i] = speedDmps;
    p.courseDegrees[i] = courseDegrees;
    p.accuracyMetres[i] = accuracyMetres;
    if (p.size == Pending.BLOCK) {
      drain();
    }
  }

  /** Works in the facts that wait; see {@link Pending}. */
  private void drain() {
    Pending p = pending;
    if (p.size == 0) {
      return;
    }
    for (int i = 0; i < p.size; i++) {
      pendingVehicles[i] = vehicles.get(p.vehicleRef[i]);
    }
    readAhead.vehicles(pendingVehicles, p.size);
    readAhead.paths(p.latE7, p.lonE7, p.size);
    for (int i = 0; i < p.size; i++) {
      Vehicle vehicle = pendingVehicles[i];
      if (vehicle != null && vehicle.covers(p.timeMs[i])) {
        take(vehicle, i);
      }
    }
    p.size = 0;
  }

  private void take(Vehicle vehicle, int i) {
    Pending p = pending;
    FactLog log = vehicle.log;
    if (p.timeMs[i] <= log.droppedToMs()) {
      tooLate(vehicle, p.timeMs[i]);
      return;
    }
    int at =
        log.insert(
            p.timeMs[i],
            p.seq[i],
            p.latE7[i],
            p.lonE7[i],
            p.speedDmps[i],
            p.courseDegrees[i],
            p.accuracyMetres[i]);
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
    for (PlanRun run = vehicle.first; run != null; run = run.beside) {
      live(log, run, at);
    }
    vehicle.trim(config);
  }

  /**
   * Ends a group of fixes that were drained together: works in late ones, moves time on.
   *
   * @param nowMs received time of the last entry, Unix epoch ms UTC; an earlier one than before is
   *     taken as the earlier maximum
   */
  public void onGroupEnd(long nowMs) {
    drain();
    for (int i = 0; i < dirty.size(); i++) {
      Vehicle vehicle = dirty.get(i);
      int from = vehicle.dirtyFrom;
      vehicle.dirtyFrom = Integer.MAX_VALUE;
      for (PlanRun run = vehicle.first; run != null; run = run.beside) {
        again(vehicle, run, from);
      }
      vehicle.trim(config);
    }
    dirty.clear();
    onTick(nowMs);
  }

  /** Moves time on without facts, so that lateness, lost GPS and the end of plans are seen. */
  public void onTick(long nowMs) {
    drain();
    this.nowMs = Math.max(this.nowMs, nowMs);
    while (timers.isDue(this.nowMs)) {
      PlanRun run = timers.take();
      if (run == null || runs.get(run.plan.planRef()) != run) {
        continue;
      }
      if (run.life.isOver(this.nowMs)) {
        close(run);
      } else {
        publish(run);
      }
    }
  }

  /** The plan-fact of a plan as of now; empty when the plan is not known. */
  public Optional<PlanFact> findPlanFact(long planRef) {
    drain();
    PlanRun run = runs.get(planRef);
    if (run != null) {
      return Optional.of(Snapshots.of(run, nowMs, workbench));
    }
    return Optional.ofNullable(closed.get(planRef)).map(ClosedPlan::fact);
  }

  /**
   * All events of a plan that hold now, in order of time: with the corrections told so far the same
   * list that a listener keeps. Empty when the plan is not known.
   */
  public List<PlanEvent> eventsOf(long planRef) {
    drain();
    PlanRun run = runs.get(planRef);
    if (run != null) {
      return run.publisher.told();
    }
    ClosedPlan past = closed.get(planRef);
    return past == null ? List.of() : past.events();
  }

  /**
   * Judges the live plans of a vehicle again from all their facts: those given here and those
   * retained, each once. The answer to {@link EngineListener#onBeyondHorizon}; the result is the
   * one that these facts give when nothing was ever dropped, and what differs from what was told
   * before is told. Afterwards the newest facts are retained as always.
   *
   * @param archived the vehicle's facts for the time of its live plans, in any order
   * @return false when the vehicle has no live plan
   */
  public boolean recompute(long vehicleRef, FactCursor archived) {
    drain();
    Vehicle vehicle = vehicles.get(vehicleRef);
    if (vehicle == null) {
      return false;
    }
    FactLog retained = vehicle.log;
    vehicle.log = new FactLog();
    while (archived.next()) {
      if (vehicle.covers(archived.timeMs())) {
        vehicle.log.insert(
            archived.timeMs(),
            archived.seq(),
            archived.latE7(),
            archived.lonE7(),
            archived.speedDmps(),
            archived.courseDegrees(),
            archived.accuracyMetres());
      }
    }
    vehicle.log.insertAll(retained);
    if (vehicle.dirtyFrom != Integer.MAX_VALUE) {
      vehicle.dirtyFrom = Integer.MAX_VALUE;
      dirty.remove(vehicle);
    }
    for (PlanRun run = vehicle.first; run != null; run = run.beside) {
      run.reset();
      again(vehicle, run, 0);
    }
    vehicle.trim(config);
    return true;
  }

  /**
   * Forgets the facts of a vehicle, what was judged by them, and plans that were closed with any of
   * a time; then judges its live plans by the facts given here alone. What does not hold any more
   * is retracted, as after any late fact. The plans stay.
   *
   * @param fromMs of the facts that must not be remembered, Unix epoch ms UTC
   * @param toMs exclusive
   * @param kept the facts that stay, in any order
   * @return the plans that were closed and are not known any more
   */
  public List<Long> forget(long vehicleRef, long fromMs, long toMs, FactCursor kept) {
    drain();
    pending.scrub();
    List<Long> gone = new ArrayList<>();
    closed.forEach(
        (planRef, past) -> {
          if (past.fact().vehicleRef() == vehicleRef && past.isDrivenIn(fromMs, toMs)) {
            gone.add(planRef);
          }
        });
    gone.forEach(closed::remove);
    Vehicle vehicle = vehicles.get(vehicleRef);
    if (vehicle != null) {
      vehicle.log = new FactLog();
      for (PlanRun run = vehicle.first; run != null; run = run.beside) {
        run.forgetPast();
      }
      recompute(vehicleRef, kept);
      for (PlanRun run = vehicle.first; run != null; run = run.beside) {
        publish(run);
      }
    }
    return gone;
  }

  /**
   * Why a stop was judged as it was, in sentences with numbers and units, from the retained facts.
   * For people; holds no position. Empty when the plan is not live or has no such stop.
   *
   * @param stopIndex the stop, from 0 in planned order
   */
  public List<String> explain(long planRef, int stopIndex) {
    drain();
    PlanRun run = runs.get(planRef);
    if (run == null || stopIndex < 0 || stopIndex >= run.stopCount) {
      return List.of();
    }
    Vehicle vehicle = vehicles.get(run.plan.vehicleRef());
    FactLog log = vehicle == null ? new FactLog() : vehicle.log;
    return Explainer.explain(run, log, stopIndex, workbench);
  }

  /** Number of plans held, closed ones included. */
  public int planCount() {
    return runs.size() + closed.size();
  }

  private void live(FactLog log, PlanRun run, int at) {
    if (run.failed) {
      return;
    }
    try {
      if (run.onFact(log, at, workbench, listener) || run.newest().silenceTold) {
        publish(run.newest());
      }
    } catch (RuntimeException e) {
      fail(run, e);
    }
  }

  private void again(Vehicle vehicle, PlanRun run, int dirtyFrom) {
    if (run.failed) {
      return;
    }
    try {
      if (run.rerun(vehicle.log, dirtyFrom, workbench, listener)) {
        publish(run.newest());
      }
    } catch (RuntimeException e) {
      fail(run, e);
    }
  }

  private void publish(PlanRun run) {
    if (!run.failed) {
      JudgeState seen = run.asOf(nowMs, workbench);
      StopMarks pool = workbench.state.stops;
      long wakeMs = run.publisher.publish(seen, nowMs, closedMs(run), pool, listener);
      long closesMs = run.life.isBounded() ? run.life.toMs() + 1 : Long.MAX_VALUE;
      timers.wake(run, Math.min(wakeMs, closesMs));
    }
  }

  private long closedMs(PlanRun run) {
    return run.life.isOver(nowMs) ? run.life.toMs() : 0;
  }

  private void fail(PlanRun run, RuntimeException cause) {
    run.failed = true;
    listener.onPlanFailed(run.plan.planRef(), cause);
  }

  private void close(PlanRun run) {
    publish(run);
    closed.put(
        run.plan.planRef(),
        new ClosedPlan(Snapshots.of(run, nowMs, workbench), run.publisher.told()));
    runs.remove(run.plan.planRef());
    detachAll(run);
  }

  private void detachAll(PlanRun newest) {
    for (PlanRun run = newest; run != null; run = run.older()) {
      detach(run);
    }
  }

  /** Closes the oldest version when too many are open; what it has seen is kept. */
  private void forgetOldest(PlanRun newest) {
    int versions = 0;
    for (PlanRun run = newest.older(); run != null; run = run.older()) {
      PlanRun older = run.older();
      if (++versions == History.OPEN_VERSIONS_MAX && older != null) {
        run.history().past = run.history().visits(workbench.earlier);
        detachAll(older);
        run.history().older = null;
      }
    }
  }

  private void detach(PlanRun run) {
    Vehicle vehicle = vehicles.get(run.plan.vehicleRef());
    if (vehicle != null && vehicle.remove(run) && vehicle.first == null) {
      vehicles.remove(vehicle.vehicleRef);
      dirty.remove(vehicle);
    }
  }

  private void tooLate(Vehicle vehicle, long timeMs) {
    for (PlanRun run = vehicle.first; run != null; run = run.beside) {
      if (run.covers(timeMs)) {
        run.beyondHorizon++;
        listener.onBeyondHorizon(run.plan.planRef(), timeMs);
      }
    }
  }
}
