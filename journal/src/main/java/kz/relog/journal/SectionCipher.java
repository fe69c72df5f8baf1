package kz.relog.journal;

/**
 * AES-256-GCM under one key of the vault. For one thread. The key stays in memory until {@link
 * #destroy()}.
 *
 * <p>The caller never seals twice with one nonce under one key.
 */
public interface SectionCipher {

  /** Bytes of a key. */
  int KEY_BYTES = 32;

  /** Bytes of a nonce. */
  int NONCE_BYTES = 12;

  /** Bytes that sealing adds. */
  int TAG_BYTES = 16;

  /** Returned by {@link #open}: the bytes are not what was sealed. */
  int NOT_AUTHENTIC = -1;

  /** Counts the keys that this subject and month has had; from 1, at most 65535. */
  int generation();

  /**
   * Seals; returns the bytes written, the length plus {@link #TAG_BYTES}. In and out may be the
   * same array at the same offset.
   */
  int seal(
      byte[] nonce,
      byte[] aad,
      int aadLength,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset);

  /**
   * Opens; returns the bytes written, the length minus {@link #TAG_BYTES}, or {@link
   * #NOT_AUTHENTIC}.
   */
  int open(
      byte[] nonce,
      byte[] aad,
      int aadLength,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset);

  /** Copies the key, {@link #KEY_BYTES} bytes, to where it is kept and zeroed. */
  void copyKey(byte[] to, int offset);

  /** Zeroes the key; the cipher is useless afterwards. */
  void destroy();
}
