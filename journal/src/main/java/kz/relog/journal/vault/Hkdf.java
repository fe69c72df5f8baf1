package kz.relog.journal.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;

/** HKDF-SHA-256 (RFC 5869) for one block of output: salt empty, 32 bytes. */
final class Hkdf {

  private static final String HMAC = "HmacSHA256";

  private static final byte[] NOTHING = new byte[32];

  private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(Hkdf::newMac);

  private Hkdf() {}

  private static Mac newMac() {
    try {
      return Mac.getInstance(HMAC);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no " + HMAC, missing);
    }
  }

  /** HMAC-SHA-256 of a text; zeroes the key. */
  static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = MACS.get();
      mac.init(new AesKey(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("hashing failed", missing);
    } finally {
      Arrays.fill(key, (byte) 0);
      wipe();
    }
  }

  /** What a hash keeps, pads of the key and the last result, becomes those of zeros. */
  private static void wipe() {
    try {
      Mac mac = MACS.get();
      mac.init(new AesKey(NOTHING.clone(), HMAC));
      mac.doFinal(NOTHING);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("hashing failed", missing);
    }
  }

  /** Derives 32 bytes of a uniformly random key for one purpose. */
  static byte[] derive(byte[] key, String info) {
    byte[] pseudorandom = null;
    try {
      Mac mac = MACS.get();
      mac.init(new AesKey(NOTHING.clone(), HMAC));
      pseudorandom = mac.doFinal(key);
      mac.init(new AesKey(pseudorandom, HMAC));
      mac.update(info.getBytes(StandardCharsets.US_ASCII));
      mac.update((byte) 1);
      return mac.doFinal();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("deriving a key failed", missing);
    } finally {
      if (pseudorandom != null) {
        Arrays.fill(pseudorandom, (byte) 0);
      }
      wipe();
    }
  }
}
