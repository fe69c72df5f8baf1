package kz.relog.app.live;

import java.util.Optional;
import kz.relog.api.spi.VehicleView;
import kz.relog.route.PlanFact;

/** The last fact of a device and the plan it drives; owned by the feed's thread. */
final class Vehicle {
  final long deviceRef;
  long timeMs;
  int latE7;
  int lonE7;
  int speedDmps;
  int courseDegrees;
  int accuracyMetres;

  /** Whose the last fact is, and what it may be used for. */
  long subjectRef;

  int purposes;
  boolean changed;
  long planRef;

  Vehicle(long deviceRef) {
    this.deviceRef = deviceRef;
  }

  void forget() {
    subjectRef = 0;
    purposes = 0;
    timeMs = 0;
    latE7 = 0;
    lonE7 = 0;
  }

  VehicleView view(Optional<PlanFact> fact) {
    return Views.toVehicleView(
        deviceRef, timeMs, latE7, lonE7, speedDmps, courseDegrees, accuracyMetres, fact);
  }
}
