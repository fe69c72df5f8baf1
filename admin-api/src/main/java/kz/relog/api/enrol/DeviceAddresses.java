package kz.relog.api.enrol;

import java.util.Optional;

/**
 * Where devices and people reach this server from outside, as the operator says it. Immutable.
 *
 * @param page the address of the pages, such as {@code https://relog.example}; empty to take that
 *     of the request
 * @param udp {@code host:port} for devices
 * @param tcp {@code host:port} for devices that send over TCP
 */
public record DeviceAddresses(Optional<String> page, Optional<String> udp, Optional<String> tcp) {

  /** Nothing was said. */
  public static DeviceAddresses unknown() {
    return new DeviceAddresses(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
