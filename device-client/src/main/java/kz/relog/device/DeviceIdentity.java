package kz.relog.device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import kz.relog.proto.frame.FrameKeys;

/**
 * Who a device is on the wire: a 40-bit key id, which frames carry in clear, and a 32-byte secret,
 * which never leaves the device. Immutable; any thread. {@link #toString} reveals neither half of
 * the secret.
 */
public final class DeviceIdentity {
  /** Bytes of a secret. */
  public static final int SECRET_BYTES = 32;

  /** Highest key id: 40 bits. */
  public static final long KEY_ID_MAX = (1L << 40) - 1;

  private final long keyId;
  private final byte[] secret;

  /**
   * Names a device key.
   *
   * @param keyId 0 to {@link #KEY_ID_MAX}
   * @param secret {@link #SECRET_BYTES} bytes, copied
   * @throws IllegalArgumentException if either does not fit; the message names no byte of the
   *     secret
   */
  public DeviceIdentity(long keyId, byte[] secret) {
    if (keyId < 0 || keyId > KEY_ID_MAX) {
      throw new IllegalArgumentException("key id has more than 40 bits");
    }
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("a secret has 32 bytes, this one has " + secret.length);
    }
    this.keyId = keyId;
    this.secret = secret.clone();
  }

  /**
   * Reads a key file: the lines {@code key-id: <10 hex digits>} and {@code secret: <64 hex
   * digits>}; empty lines and lines that begin with {@code #} are skipped.
   *
   * @param file readable by its owner only
   * @throws KeyFileException if group or others may access the file, or a line is missing or
   *     malformed; the message says what to do and never holds the file's content
   * @throws IOException if the file cannot be read
   */
  public static DeviceIdentity read(Path file) throws IOException {
    return KeyFile.read(file);
  }

  /**
   * Writes the key file that {@link #read} reads, with access for the owner only, and forces it to
   * disk.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the file exists: a key is never overwritten
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    KeyFile.write(file, this);
  }

  /** The key id, 0 to {@link #KEY_ID_MAX}. */
  public long keyId() {
    return keyId;
  }

  /** The key id as 10 lower-case hex digits. */
  public String keyIdText() {
    return String.format(Locale.ROOT, "%010x", keyId);
  }

  /** A copy of the secret; the caller wipes it. */
  public byte[] secret() {
    return secret.clone();
  }

  /** The two frame keys of this device. */
  FrameKeys keys() {
    return FrameKeys.derive(secret);
  }

  @Override
  public String toString() {
    return "DeviceIdentity[" + keyIdText() + "]";
  }
}
