package kz.relog.api.spi;

import java.util.Optional;

/**
 * Seals the positions of a plan for the admin API's records, under the key of that plan, so that no
 * coordinate stands in clear on disk. Any thread; may block on the vault.
 */
public interface PlanSealer {

  /**
   * Seals bytes under the plan's key.
   *
   * @param plain any length
   * @return the sealed bytes, nonce included; each call must use a nonce of its own
   */
  byte[] seal(long planRef, byte[] plain);

  /**
   * Opens what {@link #seal} returned.
   *
   * @return empty when the plan's key is gone
   * @throws IllegalStateException when the bytes are not authentic
   */
  Optional<byte[]> open(long planRef, byte[] sealed);
}
