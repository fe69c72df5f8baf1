package kz.relog.journal.vault;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import kz.relog.journal.SectionCipher;
import org.jspecify.annotations.Nullable;

/** One JCA cipher, used with many keys. For one thread. */
final class GcmEngine {

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int TAG_BITS = 8 * SectionCipher.TAG_BYTES;

  private final Cipher cipher;

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
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
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
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(aad, 0, aadLength);
      return cipher.doFinal(in, inOffset, length, out, outOffset);
    } catch (AEADBadTagException forged) {
      return SectionCipher.NOT_AUTHENTIC;
    } catch (GeneralSecurityException misuse) {
      throw new IllegalStateException("opening failed", misuse);
    }
  }
}
