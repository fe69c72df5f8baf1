package kz.relog.journal.vault;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import kz.relog.journal.SectionCipher;
import org.jspecify.annotations.Nullable;

/** One JCA cipher, used with many keys. For one thread. */
final class GcmEngine {

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int TAG_BITS = 8 * SectionCipher.TAG_BYTES;

  private final Cipher cipher;
  private Face face = new Face();
  private Face other = new Face();

  /** Of a provider, or of the platform's preferred one. */
  GcmEngine(@Nullable Provider provider) {
    try {
      cipher =
          provider == null
              ? Cipher.getInstance(TRANSFORMATION)
              : Cipher.getInstance(TRANSFORMATION, provider);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("no provider has " + TRANSFORMATION, missing);
    }
  }

  int seal(
      AesKey key,
      byte[] nonce,
      byte[] aad,
      int aadLength,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, faceOf(key), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(aad, 0, aadLength);
      return cipher.doFinal(in, inOffset, length, out, outOffset);
    } catch (GeneralSecurityException misuse) {
      throw new IllegalStateException("sealing failed", misuse);
    }
  }

  int open(
      AesKey key,
      byte[] nonce,
      byte[] aad,
      int aadLength,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset) {
    try {
      cipher.init(Cipher.DECRYPT_MODE, faceOf(key), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(aad, 0, aadLength);
      return cipher.doFinal(in, inOffset, length, out, outOffset);
    } catch (AEADBadTagException forged) {
      return SectionCipher.NOT_AUTHENTIC;
    } catch (GeneralSecurityException misuse) {
      throw new IllegalStateException("opening failed", misuse);
    }
  }

  /**
   * Never the object of the call before: Corretto's cipher takes the object that it was given last
   * for the key that it was given last, and does not look into it.
   */
  private Face faceOf(AesKey key) {
    Face taken = other;
    other = face;
    face = taken;
    taken.key = key;
    return taken;
  }

  /** Stands for one key after the other. */
  @SuppressWarnings("serial") // Never serialized; the interface asks for it.
  private static final class Face implements SecretKey {
    private transient AesKey key = new AesKey(new byte[AesKey.BYTES]);

    @Override
    public String getAlgorithm() {
      return key.getAlgorithm();
    }

    @Override
    public String getFormat() {
      return key.getFormat();
    }

    @Override
    public byte[] getEncoded() {
      return key.getEncoded();
    }

    @Override
    public String toString() {
      return "Face";
    }
  }
}
