package kz.relog.api.device;

import java.time.Clock;
import kz.relog.api.call.RoadWait;
import kz.relog.api.spi.RoadCommands;
import kz.relog.api.store.DevicePlace;
import kz.relog.api.store.DeviceRow;
import kz.relog.api.store.PlaceRecords;
import kz.relog.api.vehicle.Shifts;

/**
 * Takes a device from its driver or its vehicle: a phone's key is revoked, a tracker belongs to
 * nobody from now on. Any thread; blocks.
 */
public final class Unbinding {
  private final PlaceRecords places;
  private final Shifts shifts;
  private final RoadCommands road;
  private final RoadWait wait;
  private final Clock clock;

  /** For devices of these records on this road. */
  public Unbinding(
      PlaceRecords places, Shifts shifts, RoadCommands road, RoadWait wait, Clock clock) {
    this.places = places;
    this.shifts = shifts;
    this.road = road;
    this.wait = wait;
    this.clock = clock;
  }

  /**
   * Unbinds a device.
   *
   * @param alsoRevoke whether a tracker's key is of no use either, because another took its place
   * @return false when it is durable but not visible yet
   */
  public boolean unbind(long companyRef, DeviceRow device, DevicePlace place, boolean alsoRevoke)
      throws InterruptedException {
    if (place.vehicleRef().isPresent()) {
      shifts.leave(companyRef, place);
    }
    boolean visible = true;
    if (place.vehicleRef().isEmpty() || alsoRevoke) {
      visible = wait.isVisible(road.revokeDevice(device.deviceRef(), device.keyId()));
    }
    places.unbind(companyRef, device.deviceRef(), clock.millis());
    return visible;
  }
}
