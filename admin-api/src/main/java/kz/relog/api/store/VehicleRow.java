package kz.relog.api.store;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A vehicle of a company. Immutable; its text form leaves out which.
 *
 * @param number place in lists
 * @param vehicleRef the vehicle
 * @param version grows by one with each change
 * @param name what people call it; empty once the company is erased
 * @param plate its number plate; empty when not told
 * @param createdMs Unix epoch ms UTC
 * @param retiredMs since when it is driven no more; empty while it is
 */
public record VehicleRow(
    long number,
    long vehicleRef,
    long version,
    Optional<String> name,
    Optional<String> plate,
    long createdMs,
    OptionalLong retiredMs) {

  @Override
  public String toString() {
    return "VehicleRow[version=" + version + "]";
  }
}
