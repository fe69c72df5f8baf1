package kz.relog.api.store;

import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.spi.PermissionPurpose;

/**
 * That a purpose was permitted, from when to when. Immutable; its text form leaves out whose it is.
 *
 * @param purpose what for
 * @param fromMs Unix epoch ms UTC, inclusive
 * @param toMs exclusive; empty while it holds
 * @param endedOnDevice the device on which it was ended; 0 when not on a device
 * @param evidence on what ground; empty when the road was told by somebody else than this API
 */
public record PermissionRow(
    PermissionPurpose purpose,
    long fromMs,
    OptionalLong toMs,
    long endedOnDevice,
    Optional<EvidenceRow> evidence) {

  @Override
  public String toString() {
    return "PermissionRow[" + purpose + ", open=" + toMs.isEmpty() + "]";
  }
}
