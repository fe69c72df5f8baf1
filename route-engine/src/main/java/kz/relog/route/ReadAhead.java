package kz.relog.route;

import org.jspecify.annotations.Nullable;

/**
 * Reads what the facts of a block will touch before the first of them is worked in; see {@link
 * Pending}. Each loop reads what the loop before it has led to, for all facts, so that no fact's
 * reading waits for another's. Changes nothing. Owned by the engine's thread.
 */
final class ReadAhead {

  private final @Nullable PlanRun[] runs = new PlanRun[Pending.BLOCK];

  /** What was read; kept so that the reading is not taken for idle and left out. */
  @SuppressWarnings("UnusedVariable")
  private float touched;

  /** Reads vehicles, and the state of the first plan of each. */
  void vehicles(@Nullable Vehicle[] vehicles, int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      Vehicle vehicle = vehicles[i];
      sum += vehicle == null ? 0 : vehicle.dirtyFrom;
    }
    for (int i = 0; i < count; i++) {
      Vehicle vehicle = vehicles[i];
      PlanRun run = vehicle == null ? null : vehicle.first;
      runs[i] = run;
      sum += vehicle == null || run == null ? 0 : vehicle.log.size() + run.touch();
    }
    for (int i = 0; i < count; i++) {
      Vehicle vehicle = vehicles[i];
      PlanRun run = runs[i];
      sum += vehicle == null || run == null ? 0 : vehicle.log.touch();
      sum += vehicle == null || run == null ? 0 : run.touchState(vehicle.log.size());
    }
    touched = sum;
  }

  /** Names a fact's plan without its vehicle. */
  void run(int i, PlanRun run) {
    runs[i] = run;
  }

  /** Reads the states of the plans that were named. */
  void states(int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      PlanRun run = runs[i];
      sum += run == null ? 0 : run.touch();
    }
    for (int i = 0; i < count; i++) {
      PlanRun run = runs[i];
      sum += run == null ? 0 : run.touchState(0);
    }
    touched = sum;
  }

  /** Reads the stops where vehicles were last, and their paths near the facts. */
  void paths(int[] latE7, int[] lonE7, int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      PlanRun run = runs[i];
      if (run != null) {
        sum += stops(run);
        if (run.path != null) {
          sum += run.path.touchStrips(run.plane.x(lonE7[i]), run.plane.y(latE7[i]));
        }
      }
    }
    for (int i = 0; i < count; i++) {
      PlanRun run = runs[i];
      if (run != null && run.path != null) {
        sum += run.path.touchBlocks(run.plane.x(lonE7[i]), run.plane.y(latE7[i]));
      }
    }
    touched = sum;
  }

  private static float stops(PlanRun run) {
    int next = RunState.nextStop(run.cells);
    return run.places.touch(next) + run.cells[RunState.cellOf(next, run)];
  }
}
