package kz.relog.api.device;

import java.util.HexFormat;
import java.util.Optional;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.spi.NewDevice;
import org.jspecify.annotations.Nullable;

/** A device just made, as JSON: the only answer that ever holds its secret. */
record NewDeviceView(
    String id, String keyId, String secret, @Nullable String name, @Nullable String createdAt) {

  static NewDeviceView of(NewDevice device, Optional<String> name, long createdMs) {
    return new NewDeviceView(
        Refs.text(device.deviceRef()),
        Refs.keyText(device.keyId()),
        HexFormat.of().formatHex(device.secret()),
        name.orElse(null),
        Json.time(createdMs));
  }

  @Override
  public String toString() {
    return "NewDeviceView";
  }
}
