package kz.relog.api.store;

/**
 * That a driver has a vehicle from when to when. Immutable; its text form leaves out who.
 *
 * @param shiftRef the shift
 * @param vehicleRef the vehicle
 * @param driverRef the driver
 * @param version grows by one with each change
 * @param fromMs Unix epoch ms UTC, inclusive
 * @param toMs exclusive; 0 until further notice
 * @param byPersonRef who wrote it
 */
public record ShiftRow(
    long shiftRef,
    long vehicleRef,
    long driverRef,
    long version,
    long fromMs,
    long toMs,
    long byPersonRef) {

  /** Its end for comparisons: far away when it has none. */
  public long endMs() {
    return toMs == 0 ? Long.MAX_VALUE : toMs;
  }

  /** The same shift as changed. */
  public ShiftRow with(long newDriverRef, long newFromMs, long newToMs) {
    return new ShiftRow(
        shiftRef, vehicleRef, newDriverRef, version + 1, newFromMs, newToMs, byPersonRef);
  }

  @Override
  public String toString() {
    return "ShiftRow[version=" + version + "]";
  }
}
