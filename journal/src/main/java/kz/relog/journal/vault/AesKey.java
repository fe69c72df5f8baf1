package kz.relog.journal.vault;

import java.util.Arrays;
import javax.crypto.SecretKey;
import kz.relog.journal.SectionCipher;

/** A raw key that can be zeroed, as the JDK's own cannot. Owns its array. */
@SuppressWarnings("serial") // Never serialized; the interface asks for it.
final class AesKey implements SecretKey {

  static final int BYTES = SectionCipher.KEY_BYTES;

  private final transient byte[] bytes;
  private final String algorithm;

  AesKey(byte[] bytes, String algorithm) {
    this.bytes = bytes;
    this.algorithm = algorithm;
  }

  AesKey(byte[] bytes) {
    this(bytes, "AES");
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  /** A copy: providers zero what they are given. */
  @Override
  public byte[] getEncoded() {
    return bytes.clone();
  }

  /** Becomes another key. */
  void replace(byte[] from, int offset) {
    System.arraycopy(from, offset, bytes, 0, BYTES);
  }

  /** Copies the key to where it is zeroed. */
  void copy(byte[] to, int offset) {
    System.arraycopy(bytes, 0, to, offset, BYTES);
  }

  @Override
  public void destroy() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean isDestroyed() {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }

  @Override
  public String toString() {
    return "AesKey";
  }
}
