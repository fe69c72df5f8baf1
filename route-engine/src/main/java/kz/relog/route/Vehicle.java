package kz.relog.route;

import java.util.Arrays;

/** One vehicle: its retained facts and the plans they run through. Owned by the engine's thread. */
final class Vehicle {

  final long vehicleRef;
  FactLog log = new FactLog();
  PlanRun[] runs = {};

  /** Lowest index that must be run again at the end of the group; MAX_VALUE when none. */
  int dirtyFrom = Integer.MAX_VALUE;

  Vehicle(long vehicleRef) {
    this.vehicleRef = vehicleRef;
  }

  void add(PlanRun run) {
    runs = Arrays.copyOf(runs, runs.length + 1);
    runs[runs.length - 1] = run;
  }

  /** False when the plan is not one of the vehicle's. */
  boolean remove(PlanRun run) {
    int at = Arrays.asList(runs).indexOf(run);
    if (at < 0) {
      return false;
    }
    PlanRun[] rest = Arrays.copyOf(runs, runs.length - 1);
    System.arraycopy(runs, at + 1, rest, at, rest.length - at);
    runs = rest;
    return true;
  }

  /** True when a fact of this time belongs to any plan of the vehicle. */
  boolean covers(long timeMs) {
    for (PlanRun run : runs) {
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
    for (PlanRun run : runs) {
      if (!run.failed) {
        run.dropFirst(drop, size);
      }
    }
    log.dropFirst(drop);
  }
}
