package kz.relog.device.spool;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM and HKDF-SHA-256 (RFC 5869) from the platform, as the spool uses them. One thread at
 * a time.
 */
final class SpoolCrypto {
  static final int KEY_BYTES = 32;
  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;

  /** What {@link #open} gives for bytes that are not authentic. */
  static final int NOT_AUTHENTIC = -1;

  private static final int TAG_BITS = 8 * TAG_BYTES;

  private final Cipher cipher;

  SpoolCrypto() {
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw belongsToPlatform(e);
    }
  }

  /** Seals; returns the length of ciphertext and tag. A nonce is used once under a key. */
  int seal(SecretKeySpec key, byte[] nonce, byte[] plain, int length, byte[] out, int offset) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(plain, 0, length, out, offset);
    } catch (GeneralSecurityException e) {
      throw belongsToPlatform(e);
    }
  }

  /** Opens; returns the length of the plaintext or {@link #NOT_AUTHENTIC}. */
  int open(SecretKeySpec key, byte[] nonce, byte[] in, int offset, int length, byte[] plain) {
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(in, offset, length, plain, 0);
    } catch (AEADBadTagException e) {
      return NOT_AUTHENTIC;
    } catch (GeneralSecurityException e) {
      throw belongsToPlatform(e);
    }
  }

  /** One key of 32 bytes; a single block of HKDF is as long. */
  static byte[] derive(byte[] secret, byte[] salt, String info) {
    byte[] prk = hmac(salt, secret, new byte[0]);
    return hmac(prk, info.getBytes(StandardCharsets.US_ASCII), new byte[] {1});
  }

  private static byte[] hmac(byte[] key, byte[] first, byte[] second) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(first);
      mac.update(second);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw belongsToPlatform(e);
    }
  }

  private static IllegalStateException belongsToPlatform(GeneralSecurityException e) {
    return new IllegalStateException("AES-GCM and HmacSHA256 belong to every Java platform", e);
  }
}
