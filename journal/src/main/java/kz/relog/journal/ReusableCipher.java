package kz.relog.journal;

/** One cipher for many keys, which somebody keeps elsewhere and zeroes. For one thread. */
public interface ReusableCipher extends SectionCipher {

  /**
   * Seals and opens with this key from now on, until {@link #destroy()} or another one.
   *
   * @param from {@link #KEY_BYTES} bytes from offset, copied
   * @param generation of the key
   */
  void use(byte[] from, int offset, int generation);
}
