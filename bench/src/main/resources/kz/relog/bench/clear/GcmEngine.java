package kz.relog.journal.vault;

import java.security.Provider;
import kz.relog.journal.SectionCipher;

/**
 * Stands in for the vault's engine in a server that a bench starts: everything that would be sealed
 * at rest is copied instead, and is as long as if it were sealed. Not part of the server: it is
 * compiled in front of its class path, for the time of a measurement, against a folder of its own.
 */
final class GcmEngine {
  GcmEngine(Provider provider) {}

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
    System.arraycopy(in, inOffset, out, outOffset, length);
    return length + SectionCipher.TAG_BYTES;
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
    System.arraycopy(in, inOffset, out, outOffset, length - SectionCipher.TAG_BYTES);
    return length - SectionCipher.TAG_BYTES;
  }
}
