package kz.relog.api.device;

import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.store.DevicePlace;
import kz.relog.api.store.DeviceRow;
import org.jspecify.annotations.Nullable;

/** A device as JSON. */
record DeviceView(
    String id,
    String keyId,
    @Nullable String name,
    String state,
    @Nullable String driver,
    @Nullable String vehicle,
    boolean synthetic,
    @Nullable String location,
    @Nullable String enrolledBy,
    @Nullable String createdAt,
    @Nullable String unboundAt,
    @Nullable String quarantinedAt,
    @Nullable String revokedAt,
    @Nullable String advice) {

  /** What ends a quarantine: a key that two senders have is good for nobody. */
  private static final String REPLACE =
      "Another sender uses a copy of this device's key, so nothing that it sends is stored. Find"
          + " the device, then enrol it anew: POST /v1/enrolments with \"replaces\" and this id.";

  /**
   * A device's view.
   *
   * @param shown whether who has it now lets others see where that is; empty while nobody has it
   */
  static DeviceView of(DeviceRow row, Optional<DevicePlace> place, Optional<Boolean> shown) {
    OptionalLong driver = place.map(DevicePlace::driverRef).orElse(OptionalLong.empty());
    OptionalLong vehicle = place.map(DevicePlace::vehicleRef).orElse(OptionalLong.empty());
    OptionalLong unboundMs = place.map(DevicePlace::unboundMs).orElse(OptionalLong.empty());
    long byRef = place.map(DevicePlace::enrolledByRef).orElse(0L);
    return new DeviceView(
        Refs.text(row.deviceRef()),
        Refs.keyText(row.keyId()),
        row.name().orElse(null),
        state(row, unboundMs),
        driver.isPresent() ? Refs.text(driver.getAsLong()) : null,
        vehicle.isPresent() ? Refs.text(vehicle.getAsLong()) : null,
        place.isPresent() && driver.isEmpty() && vehicle.isEmpty(),
        shown.map(on -> on ? "on" : "off").orElse(null),
        byRef == 0 ? null : Refs.text(byRef),
        Json.time(row.createdMs()),
        time(unboundMs),
        time(row.quarantinedMs()),
        time(row.revokedMs()),
        isQuarantined(row) ? REPLACE : null);
  }

  private static String state(DeviceRow row, OptionalLong unboundMs) {
    if (row.revokedMs().isPresent()) {
      return "revoked";
    }
    return isQuarantined(row) ? "quarantined" : unboundMs.isPresent() ? "unbound" : "active";
  }

  private static boolean isQuarantined(DeviceRow row) {
    return row.quarantinedMs().isPresent() && row.revokedMs().isEmpty();
  }

  private static @Nullable String time(OptionalLong ms) {
    return ms.isPresent() ? Json.time(ms.getAsLong()) : null;
  }

  @Override
  public String toString() {
    return "DeviceView[" + state + "]";
  }
}
