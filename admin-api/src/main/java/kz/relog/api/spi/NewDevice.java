package kz.relog.api.spi;

/** A device to be put on the road, with the secret that only the vault keeps. Any thread. */
public final class NewDevice {
  private final long deviceRef;
  private final long subjectRef;
  private final long keyId;
  private final byte[] secret;

  /**
   * @param deviceRef the device, greater than 0
   * @param subjectRef its anonymous subject, greater than 0
   * @param keyId the 40-bit name of its key
   * @param secret 32 bytes, copied
   */
  public NewDevice(long deviceRef, long subjectRef, long keyId, byte[] secret) {
    this.deviceRef = deviceRef;
    this.subjectRef = subjectRef;
    this.keyId = keyId;
    this.secret = secret.clone();
  }

  /** The device. */
  public long deviceRef() {
    return deviceRef;
  }

  /** The anonymous subject whose facts this device sends. */
  public long subjectRef() {
    return subjectRef;
  }

  /** The 40-bit name of the device's key. */
  public long keyId() {
    return keyId;
  }

  /** The secret, 32 bytes, a copy that the caller may wipe. */
  public byte[] secret() {
    return secret.clone();
  }

  @Override
  public String toString() {
    return "NewDevice";
  }
}
