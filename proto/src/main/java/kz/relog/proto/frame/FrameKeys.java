package kz.relog.proto.frame;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The two AES-128 keys of one device key, derived from its 32-byte secret by HKDF-SHA-256 (RFC
 * 5869). Immutable, any thread; derive once and keep, about 200 bytes.
 */
public final class FrameKeys {
  /** Length of a device's secret. */
  public static final int SECRET_BYTES = 32;

  /** Length of each derived key. */
  public static final int KEY_BYTES = 16;

  private static final int HASH_BYTES = 32;
  private static final byte[] NO_SALT = new byte[HASH_BYTES];
  private static final byte[] INFO_UP = "relog/1 up".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INFO_DOWN = "relog/1 down".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INFO_NEXT = "relog/1 next".getBytes(StandardCharsets.US_ASCII);

  private final SecretKeySpec up;
  private final SecretKeySpec down;

  private FrameKeys(SecretKeySpec up, SecretKeySpec down) {
    this.up = up;
    this.down = down;
  }

  /**
   * Derives both keys.
   *
   * @param secret 32 bytes; not kept
   * @return the keys
   * @throws IllegalArgumentException when the secret's length is wrong
   */
  public static FrameKeys derive(byte[] secret) {
    final byte[] prk = extract(NO_SALT, secret);
    final FrameKeys keys =
        new FrameKeys(
            new SecretKeySpec(expand(prk, INFO_UP, KEY_BYTES), "AES"),
            new SecretKeySpec(expand(prk, INFO_DOWN, KEY_BYTES), "AES"));
    Arrays.fill(prk, (byte) 0);
    return keys;
  }

  /**
   * Derives the secret that follows at a rotation.
   *
   * @param secret 32 bytes, the present one
   * @param nextKeyId the key id that the server announced; its five little-endian bytes are the
   *     salt
   * @return 32 bytes
   * @throws IllegalArgumentException when the secret's length is wrong
   */
  public static byte[] nextSecret(byte[] secret, long nextKeyId) {
    final byte[] salt = new byte[FrameDescriptor.KEY_ID_BYTES];
    FrameDescriptor.putKeyId(salt, 0, nextKeyId);
    return expand(extract(salt, secret), INFO_NEXT, SECRET_BYTES);
  }

  /**
   * The key that seals frames to the server.
   *
   * @return AES-128
   */
  public SecretKeySpec up() {
    return up;
  }

  /**
   * The key that seals frames to the device.
   *
   * @return AES-128
   */
  public SecretKeySpec down() {
    return down;
  }

  /** Never tells a key. */
  @Override
  public String toString() {
    return "FrameKeys";
  }

  static byte[] extract(byte[] salt, byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("a secret has " + SECRET_BYTES + " bytes");
    }
    return hmac(salt, secret, new byte[0]);
  }

  /** One block is enough: no key is longer than the hash. */
  static byte[] expand(byte[] prk, byte[] info, int length) {
    return Arrays.copyOf(hmac(prk, info, new byte[] {1}), length);
  }

  private static byte[] hmac(byte[] key, byte[] first, byte[] second) {
    try {
      final Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(first);
      mac.update(second);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 belongs to every Java platform", e);
    }
  }
}
