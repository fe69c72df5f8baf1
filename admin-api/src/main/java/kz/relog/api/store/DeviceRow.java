package kz.relog.api.store;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A device as the records show it. Immutable; its text form leaves out the name.
 *
 * @param deviceRef the device
 * @param keyId the name of its key
 * @param name what people call it
 * @param createdSeq the journal seq that made it; lists are in this order
 * @param createdMs Unix epoch ms UTC
 * @param quarantinedMs since when two senders use its key, Unix epoch ms UTC; empty normally
 * @param revokedMs Unix epoch ms UTC; empty while it is active
 */
public record DeviceRow(
    long deviceRef,
    long keyId,
    Optional<String> name,
    long createdSeq,
    long createdMs,
    OptionalLong quarantinedMs,
    OptionalLong revokedMs) {

  /** The same device under this name. */
  DeviceRow named(Optional<String> name) {
    return new DeviceRow(deviceRef, keyId, name, createdSeq, createdMs, quarantinedMs, revokedMs);
  }

  @Override
  public String toString() {
    return "DeviceRow[createdSeq=" + createdSeq + "]";
  }
}
