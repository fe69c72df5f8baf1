package kz.relog.app.seal;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import kz.relog.journal.SectionCipher;

/**
 * Seals values under keys of the vault with a random nonce, which stands before ciphertext and tag.
 * Random nonces do: a key seals far fewer than the 2<sup>32</sup> values up to which they are safe.
 * Thread-safe, as far as the ciphers given are the caller's own.
 */
public final class RandomNonceSeal {
  private final SecureRandom random = new SecureRandom();

  /**
   * Seals a value.
   *
   * @param associated binds the value to its place
   * @param plain holds the value from 0 to {@code length}
   * @return nonce, ciphertext, tag
   */
  public byte[] seal(SectionCipher cipher, byte[] associated, byte[] plain, int length) {
    byte[] nonce = new byte[SectionCipher.NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = Arrays.copyOf(nonce, nonce.length + length + SectionCipher.TAG_BYTES);
    cipher.seal(nonce, associated, associated.length, plain, 0, length, sealed, nonce.length);
    return sealed;
  }

  /** Opens what {@link #seal} returned; empty if it is not authentic. */
  public Optional<byte[]> open(SectionCipher cipher, byte[] associated, byte[] sealed) {
    int plainLength = sealed.length - SectionCipher.NONCE_BYTES - SectionCipher.TAG_BYTES;
    if (plainLength < 0) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOf(sealed, SectionCipher.NONCE_BYTES);
    byte[] plain = new byte[plainLength];
    int length =
        cipher.open(
            nonce,
            associated,
            associated.length,
            sealed,
            nonce.length,
            sealed.length - nonce.length,
            plain,
            0);
    return length == plainLength ? Optional.of(plain) : Optional.empty();
  }
}
