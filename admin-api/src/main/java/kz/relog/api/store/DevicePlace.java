package kz.relog.api.store;

import java.util.OptionalLong;

/**
 * Where a device belongs. Immutable; its text form leaves out whose it is.
 *
 * @param deviceRef the device
 * @param driverRef the person whose phone it is
 * @param vehicleRef the vehicle that a tracker is in; neither: a synthetic device
 * @param enrolledByRef who put it on the road; 0 for the operator or a machine's token
 * @param enrolledMs Unix epoch ms UTC
 * @param unboundMs since when it belongs nowhere
 */
public record DevicePlace(
    long deviceRef,
    OptionalLong driverRef,
    OptionalLong vehicleRef,
    long enrolledByRef,
    long enrolledMs,
    OptionalLong unboundMs) {

  /** The phone of a driver. */
  public static DevicePlace phone(long deviceRef, long driverRef, long byRef, long nowMs) {
    return new DevicePlace(
        deviceRef,
        OptionalLong.of(driverRef),
        OptionalLong.empty(),
        byRef,
        nowMs,
        OptionalLong.empty());
  }

  /** A tracker in a vehicle. */
  public static DevicePlace tracker(long deviceRef, long vehicleRef, long byRef, long nowMs) {
    return new DevicePlace(
        deviceRef,
        OptionalLong.empty(),
        OptionalLong.of(vehicleRef),
        byRef,
        nowMs,
        OptionalLong.empty());
  }

  /** A device without a person behind it. */
  public static DevicePlace synthetic(long deviceRef, long byRef, long nowMs) {
    return new DevicePlace(
        deviceRef, OptionalLong.empty(), OptionalLong.empty(), byRef, nowMs, OptionalLong.empty());
  }

  @Override
  public String toString() {
    return "DevicePlace";
  }
}
