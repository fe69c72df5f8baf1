package kz.relog.journal.vault;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import kz.relog.journal.SectionCipher;
import org.jspecify.annotations.Nullable;

/**
 * Wraps keys of 32 bytes under the master key: nonce (12, random), AES-256-GCM of the key (32), tag
 * (16). The associated data name the row, so that rows cannot be exchanged. For one thread at a
 * time.
 */
final class KeyWrap {

  private static final int WRAPPED_BYTES =
      SectionCipher.NONCE_BYTES + AesKey.BYTES + SectionCipher.TAG_BYTES;

  private final AesKey key;
  private final AesKey lookupKey;
  private final Engines engines;
  private final SecureRandom random;

  /** Takes its key from the master key, which it does not keep. */
  KeyWrap(byte[] masterKey, Engines engines, SecureRandom random) {
    this.key = new AesKey(Hkdf.derive(masterKey, "relog/1 vault"));
    this.lookupKey = new AesKey(Hkdf.derive(masterKey, "relog/1 lookup"));
    this.engines = engines;
    this.random = random;
  }

  byte[] wrap(byte[] plain, byte[] name) {
    byte[] nonce = new byte[SectionCipher.NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] wrapped = Arrays.copyOf(nonce, WRAPPED_BYTES);
    engines
        .get()
        .seal(key, nonce, name, name.length, plain, 0, plain.length, wrapped, nonce.length);
    return wrapped;
  }

  /** The key of 32 bytes, or null if this is not what was wrapped, or not under this master key. */
  byte @Nullable [] unwrap(byte[] wrapped, byte[] name) {
    if (wrapped.length != WRAPPED_BYTES) {
      return null;
    }
    byte[] nonce = Arrays.copyOf(wrapped, SectionCipher.NONCE_BYTES);
    byte[] plain = new byte[AesKey.BYTES];
    int length =
        engines
            .get()
            .open(
                key,
                nonce,
                name,
                name.length,
                wrapped,
                nonce.length,
                wrapped.length - nonce.length,
                plain,
                0);
    return length == AesKey.BYTES ? plain : null;
  }

  static byte[] nameOfSubjectKey(long subjectRef, int keyMonth, int generation) {
    return ByteBuffer.allocate(17)
        .put((byte) 's')
        .putLong(subjectRef)
        .putInt(keyMonth)
        .putInt(generation)
        .array();
  }

  static byte[] nameOfDeviceSecret(long keyId, long deviceRef) {
    return ByteBuffer.allocate(17).put((byte) 'd').putLong(keyId).putLong(deviceRef).array();
  }

  static byte[] nameOfCheck() {
    return new byte[] {'c'};
  }

  /** HMAC-SHA-256 of a kind and a text. Any thread. */
  byte[] lookupHash(String kind, String text) {
    return Hkdf.hmac(lookupKey.getEncoded(), kind + ':' + text);
  }

  void destroy() {
    key.destroy();
    lookupKey.destroy();
  }
}
