package kz.relog.api.store;

import java.util.OptionalLong;

/**
 * A one-time code for a device. Immutable; its text form leaves out whose.
 *
 * @param enrolmentRef names it; not the code
 * @param companyRef the company
 * @param driverRef whose phone it will be
 * @param vehicleRef the vehicle that the tracker is in
 * @param replacedRef the device that it takes the place of; empty for none
 * @param byPersonRef who made it; 0 for a machine's token
 * @param untilMs until when it can be used, Unix epoch ms UTC
 * @param usedMs when it was; empty before
 * @param deviceRef the device that came; empty before
 */
public record EnrolmentRow(
    long enrolmentRef,
    long companyRef,
    OptionalLong driverRef,
    OptionalLong vehicleRef,
    OptionalLong replacedRef,
    long byPersonRef,
    long untilMs,
    OptionalLong usedMs,
    OptionalLong deviceRef) {

  @Override
  public String toString() {
    return "EnrolmentRow[used=" + usedMs.isPresent() + "]";
  }
}
