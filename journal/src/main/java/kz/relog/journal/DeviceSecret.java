package kz.relog.journal;

import java.util.Arrays;

/** The secret of a device key. Mutable only in that it can be zeroed; for one owner at a time. */
public final class DeviceSecret {

  /** Bytes of a secret. */
  public static final int SECRET_BYTES = 32;

  private final long keyId;
  private final long deviceRef;
  private final byte[] secret;

  /**
   * Takes a copy of the secret.
   *
   * @param keyId 40 bits
   * @param deviceRef the device that holds the key
   * @param secret 32 bytes
   */
  public DeviceSecret(long keyId, long deviceRef, byte[] secret) {
    if (keyId < 0 || keyId >= 1L << 40) {
      throw new IllegalArgumentException("a key id has 40 bits");
    }
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("a device secret has 32 bytes, not " + secret.length);
    }
    this.keyId = keyId;
    this.deviceRef = deviceRef;
    this.secret = secret.clone();
  }

  /** Name of the key, 40 bits. */
  public long keyId() {
    return keyId;
  }

  /** The device that holds the key. */
  public long deviceRef() {
    return deviceRef;
  }

  /** The secret itself, not a copy: 32 bytes, zeros after {@link #destroy()}. */
  public byte[] secret() {
    return secret;
  }

  /** Zeroes the secret. */
  public void destroy() {
    Arrays.fill(secret, (byte) 0);
  }

  /** Reveals nothing. */
  @Override
  public String toString() {
    return "DeviceSecret";
  }
}
