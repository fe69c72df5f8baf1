package kz.relog.app.archive;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kz.relog.journal.SectionCipher;
import kz.relog.journal.Vault;

/**
 * Seals and opens rows under the archive key of their subject and month. One thread at a time.
 *
 * <p>A sealed row is a random nonce, then ciphertext and tag. Random nonces do: a key serves one
 * subject for one month, far below the 2<sup>32</sup> seals up to which they are safe.
 */
final class RowSealer {
  private static final int CIPHERS_MAX = 4_096;

  private final Vault vault;
  private final SecureRandom random = new SecureRandom();
  private final Map<KeyName, SectionCipher> ciphers;
  private long destroyCount;

  RowSealer(Vault vault) {
    this.vault = vault;
    this.ciphers =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<KeyName, SectionCipher> eldest) {
            boolean full = size() > CIPHERS_MAX;
            if (full) {
              eldest.getValue().destroy();
            }
            return full;
          }
        };
  }

  private record KeyName(long subjectRef, int month) {}

  /** Seals a row's plaintext; empty when the subject's key is gone. */
  Optional<byte[]> seal(ArchiveRow.Key key, byte[] plain, int length) {
    return cipher(key)
        .map(
            cipher -> {
              byte[] nonce = new byte[SectionCipher.NONCE_BYTES];
              random.nextBytes(nonce);
              byte[] sealed = Arrays.copyOf(nonce, nonce.length + length + SectionCipher.TAG_BYTES);
              byte[] associated = key.associatedData();
              cipher.seal(
                  nonce, associated, associated.length, plain, 0, length, sealed, nonce.length);
              return sealed;
            });
  }

  /** Opens a row; empty when the subject's key is gone. */
  Optional<byte[]> open(ArchiveRow row) {
    return cipher(row.key())
        .map(
            cipher -> {
              byte[] sealed = row.sealed();
              byte[] nonce = Arrays.copyOf(sealed, SectionCipher.NONCE_BYTES);
              byte[] plain = new byte[sealed.length - nonce.length - SectionCipher.TAG_BYTES];
              byte[] associated = row.key().associatedData();
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
              if (length != plain.length) {
                throw new ArchiveFailure("a row of the track archive is damaged");
              }
              return plain;
            });
  }

  private Optional<SectionCipher> cipher(ArchiveRow.Key key) {
    if (destroyCount != vault.destroyCount()) {
      destroyCount = vault.destroyCount();
      ciphers.values().forEach(SectionCipher::destroy);
      ciphers.clear();
    }
    KeyName name = new KeyName(key.subjectRef(), Months.of(ArchiveRow.startMs(key.hour())));
    SectionCipher known = ciphers.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<SectionCipher> found = vault.findArchiveCipher(name.subjectRef(), name.month());
    found.ifPresent(cipher -> ciphers.put(name, cipher));
    return found;
  }
}
