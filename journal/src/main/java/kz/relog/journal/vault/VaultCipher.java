package kz.relog.journal.vault;

import kz.relog.journal.ReusableCipher;

/** A key of the vault, ready for use; the engine behind it is the calling thread's. */
final class VaultCipher implements ReusableCipher {

  private final AesKey key;
  private int generation;
  private final Engines engines;

  VaultCipher(AesKey key, int generation, Engines engines) {
    this.key = key;
    this.generation = generation;
    this.engines = engines;
  }

  @Override
  public int generation() {
    return generation;
  }

  @Override
  public int seal(
      byte[] nonce,
      byte[] aad,
      int aadLength,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset) {
    return engines.get().seal(key, nonce, aad, aadLength, in, inOffset, length, out, outOffset);
  }

  @Override
  public int open(
      byte[] nonce,
      byte[] aad,
      int aadLength,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset) {
    return length < TAG_BYTES
        ? NOT_AUTHENTIC
        : engines.get().open(key, nonce, aad, aadLength, in, inOffset, length, out, outOffset);
  }

  @Override
  public void use(byte[] from, int offset, int generation) {
    key.replace(from, offset);
    this.generation = generation;
  }

  @Override
  public void copyKey(byte[] to, int offset) {
    key.copy(to, offset);
  }

  @Override
  public void destroy() {
    key.destroy();
  }

  @Override
  public String toString() {
    return "VaultCipher";
  }
}
