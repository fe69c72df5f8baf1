package kz.relog.api.export;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens the chunks of one package under its own random key, AES-256-GCM. The nonce is the
 * number of the chunk: a key seals one file, once. A chunk is bound to its place and to being the
 * last one, so that none can be moved, left out or cut off. One thread.
 */
final class ChunkCipher {
  static final int KEY_BYTES = 32;
  static final int TAG_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int PIECE_BYTES = 4 * 1024;

  private final SecretKeySpec key;
  private final long exportRef;
  private final Cipher cipher;

  ChunkCipher(byte[] key, long exportRef) {
    this.key = new SecretKeySpec(key, "AES");
    this.exportRef = exportRef;
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Seals {@code length} bytes; gives the length of the ciphertext with its tag. */
  int seal(long index, boolean last, byte[] plain, int length, byte[] sealed) {
    return run(Cipher.ENCRYPT_MODE, index, last, plain, length, sealed);
  }

  /**
   * Opens a chunk; gives the length of its plain bytes.
   *
   * @throws IllegalStateException when it is not the chunk of this place
   */
  int open(long index, boolean last, byte[] sealed, int length, byte[] plain) {
    return run(Cipher.DECRYPT_MODE, index, last, sealed, length, plain);
  }

  private int run(int mode, long index, boolean last, byte[] from, int length, byte[] to) {
    byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(index).array();
    byte[] bound =
        ByteBuffer.allocate(17)
            .putLong(exportRef)
            .putLong(index)
            .put((byte) (last ? 1 : 0))
            .array();
    try {
      cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
      cipher.updateAAD(bound);
      int at = 0;
      int done = 0;
      // In one go the provider's loop over a chunk would run uncompiled for a long time.
      while (mode == Cipher.ENCRYPT_MODE && length - at > PIECE_BYTES) {
        done += cipher.update(from, at, PIECE_BYTES, to, done);
        at += PIECE_BYTES;
      }
      return done + cipher.doFinal(from, at, length - at, to, done);
    } catch (GeneralSecurityException damaged) {
      throw new IllegalStateException("a package on the disk is damaged", damaged);
    }
  }
}
