package kz.relog.route;

import java.util.ArrayList;
import java.util.List;

/** One vehicle: its retained facts and the plans they run through. Owned by the engine's thread. */
final class Vehicle {

  final long vehicleRef;
  FactLog log = new FactLog();
  final List<PlanRun> runs = new ArrayList<>(1);

  /** Lowest index that must be run again at the end of the group; MAX_VALUE when none. */
  int dirtyFrom = Integer.MAX_VALUE;

  Vehicle(long vehicleRef) {
    this.vehicleRef = vehicleRef;
  }

  /** True when a fact of this time belongs to any plan of the vehicle. */
  boolean covers(long timeMs) {
    for (int r = 0; r < runs.size(); r++) {
      if (runs.get(r).life.covers(timeMs)) {
        return true;
      }
    }
    return false;
  }
}
