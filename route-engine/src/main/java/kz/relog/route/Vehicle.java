package kz.relog.route;

import org.jspecify.annotations.Nullable;

/** One vehicle: its retained facts and the plans they run through. Owned by the engine's thread. */
final class Vehicle {

  final long vehicleRef;
  FactLog log = new FactLog();

  /** The first of its plans, in the order in which they came; {@link PlanRun#beside} the next. */
  @Nullable PlanRun first;

  /** Lowest index that must be run again at the end of the group; MAX_VALUE when none. */
  int dirtyFrom = Integer.MAX_VALUE;

  Vehicle(long vehicleRef) {
    this.vehicleRef = vehicleRef;
  }

  void add(PlanRun run) {
    PlanRun last = first;
    if (last == null) {
      first = run;
      return;
    }
    while (last.beside != null) {
      last = last.beside;
    }
    last.beside = run;
  }

  /** False when the plan is not one of the vehicle's. */
  boolean remove(PlanRun run) {
    PlanRun before = null;
    for (PlanRun at = first; at != null; at = at.beside) {
      if (at == run) {
        if (before == null) {
          first = run.beside;
        } else {
          before.beside = run.beside;
        }
        run.beside = null;
        return true;
      }
      before = at;
    }
    return false;
  }

  /** True when a fact of this time belongs to any plan of the vehicle. */
  boolean covers(long timeMs) {
    for (PlanRun run = first; run != null; run = run.beside) {
      if (run.covers(timeMs)) {
        return true;
      }
    }
    return false;
  }

  /** Drops the older half of a log that is full, in whole checkpoints. */
  void trim(EngineConfig config) {
    int size = log.size();
    if (size < config.retainedFactsMax()) {
      return;
    }
    int every = config.checkpointEveryFacts();
    int drop = (size - config.retainedFactsMax() / 2) / every * every;
    for (PlanRun run = first; run != null; run = run.beside) {
      if (!run.failed) {
        run.dropFirst(drop, size);
      }
    }
    log.dropFirst(drop);
  }
}
