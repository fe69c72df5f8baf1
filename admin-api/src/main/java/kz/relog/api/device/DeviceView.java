package kz.relog.api.device;

import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.store.DeviceRow;
import org.jspecify.annotations.Nullable;

/** A device as JSON. */
record DeviceView(
    String id,
    String keyId,
    @Nullable String name,
    String state,
    @Nullable String createdAt,
    @Nullable String revokedAt) {

  static DeviceView of(DeviceRow row) {
    return new DeviceView(
        Refs.text(row.deviceRef()),
        Refs.keyText(row.keyId()),
        row.name().orElse(null),
        row.revokedMs().isPresent() ? "revoked" : "active",
        Json.time(row.createdMs()),
        row.revokedMs().isPresent() ? Json.time(row.revokedMs().getAsLong()) : null);
  }

  @Override
  public String toString() {
    return "DeviceView[" + state + "]";
  }
}
