package kz.relog.app.simulate;

import kz.relog.device.DeviceFleet;
import kz.relog.device.OfferResult;

/**
 * Fixes of a fleet whose vehicles drive in circles of their own, one fix after the other over all
 * vehicles. One thread; allocates nothing per fix.
 */
final class SimulatedTraffic {
  private static final int CENTRE_LAT_E7 = 432_380_000;
  private static final int CENTRE_LON_E7 = 769_450_000;

  /** Vehicles drive at 36 km/h around circles of 500 m: one round in about five minutes. */
  private static final double RADIANS_PER_SECOND = 10.0 / 500;

  private static final int RADIUS_E7 = 45_000;
  private static final int SPEED_DMPS = 100;

  private final DeviceFleet fleet;
  private final int vehicles;
  private long offered;
  private int next;

  SimulatedTraffic(DeviceFleet fleet, int vehicles) {
    this.fleet = fleet;
    this.vehicles = vehicles;
  }

  /**
   * Offers fixes until so many were offered since the start. A vehicle whose window is full is
   * passed over: its fix is lost, as on a device without room.
   */
  void offerUpTo(long count, long nowMs) {
    while (offered < count) {
      double angle = (nowMs % 1_000_000) / 1e3 * RADIANS_PER_SECOND + next;
      int lat = CENTRE_LAT_E7 + next % 1000 * 2_000 + (int) (Math.sin(angle) * RADIUS_E7);
      int lon = CENTRE_LON_E7 + next / 1000 * 2_000 + (int) (Math.cos(angle) * RADIUS_E7);
      int course = Math.floorMod((int) -Math.toDegrees(angle), 360);
      OfferResult result = fleet.offer(next, nowMs, lat, lon, SPEED_DMPS, course, 5);
      if (result == OfferResult.STOPPED) {
        throw new IllegalStateException("the server revoked a simulated device");
      }
      next = next + 1 == vehicles ? 0 : next + 1;
      offered++;
    }
  }
}
