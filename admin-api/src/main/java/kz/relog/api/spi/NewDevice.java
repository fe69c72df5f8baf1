package kz.relog.api.spi;

/** A device to be put on the road, with the secret that only the vault keeps. Any thread. */
public final class NewDevice {
  private final long deviceRef;
  private final long subjectRef;
  private final long keyId;
  private final byte[] secret;
  private final boolean synthetic;

  /**
   * A device in the hands of people.
   *
   * @param deviceRef the device, greater than 0
   * @param subjectRef the person whose phone it is, greater than 0; 0 for a tracker, whose facts
   *     belong to whom a binding names
   * @param keyId the 40-bit name of its key
   * @param secret 32 bytes, copied
   */
  public NewDevice(long deviceRef, long subjectRef, long keyId, byte[] secret) {
    this(deviceRef, subjectRef, keyId, secret, false);
  }

  private NewDevice(long deviceRef, long subjectRef, long keyId, byte[] secret, boolean synthetic) {
    this.deviceRef = deviceRef;
    this.subjectRef = subjectRef;
    this.keyId = keyId;
    this.secret = secret.clone();
    this.synthetic = synthetic;
  }

  /**
   * A device without a person behind it: its facts are stored for every purpose from the start.
   * Refused by the road unless the installation allows it.
   *
   * @param subjectRef an anonymous subject of its own, greater than 0
   */
  public static NewDevice synthetic(long deviceRef, long subjectRef, long keyId, byte[] secret) {
    return new NewDevice(deviceRef, subjectRef, keyId, secret, true);
  }

  /** The device. */
  public long deviceRef() {
    return deviceRef;
  }

  /** The subject whose facts this device sends; 0 where bindings tell. */
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

  /** Whether there is no person behind it. */
  public boolean isSynthetic() {
    return synthetic;
  }

  @Override
  public String toString() {
    return "NewDevice";
  }
}
