package kz.relog.app.archive;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.app.seal.RandomNonceSeal;
import kz.relog.journal.Journal;
import kz.relog.journal.SectionCipher;
import kz.relog.journal.SubjectMonth;
import kz.relog.journal.Vault;

/**
 * Seals and opens rows under the archive key of their subject and month; keeps the keys that it
 * needs, and zeroes them when one is destroyed and at its end. One thread at a time.
 */
final class RowSealer implements AutoCloseable {
  private static final int CIPHERS_MAX = 4_096;

  private final Vault vault;
  private final Journal journal;
  private final RandomNonceSeal sealing = new RandomNonceSeal();
  private final Map<SubjectMonth, SectionCipher> ciphers;
  private long destroyCount;

  RowSealer(Vault vault, Journal journal) {
    this.vault = vault;
    this.journal = journal;
    this.ciphers =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<SubjectMonth, SectionCipher> eldest) {
            boolean full = size() > CIPHERS_MAX;
            if (full) {
              eldest.getValue().destroy();
            }
            return full;
          }
        };
  }

  /** Fresh ciphers for rows to be sealed, in their order; empty where the subject's key is gone. */
  List<Optional<SectionCipher>> ciphersFor(List<SubjectMonth> names) {
    return vault.findArchiveCiphers(names);
  }

  /** Seals a row's plaintext. */
  byte[] seal(SectionCipher cipher, ArchiveRow.Key key, byte[] plain, int length) {
    return sealing.seal(cipher, key.associatedData(), plain, length);
  }

  /**
   * Opens a row; empty when the subject's key is gone.
   *
   * @throws ArchiveFailure if the row is damaged, or its key is gone and no ERASE covers it
   */
  Optional<byte[]> open(ArchiveRow row) {
    return cipher(row.key())
        .flatMap(
            cipher ->
                sealing
                    .open(cipher, row.key().associatedData(), row.sealed())
                    .or(() -> openRetired(row))
                    .or(() -> goneOrDamaged(row)));
  }

  /** In a restored copy rows may be sealed under a key that an ERASE has destroyed since. */
  private Optional<byte[]> goneOrDamaged(ArchiveRow row) {
    if (!journal.isErased(row.key().subjectRef(), ArchiveRow.monthOf(row.key().hour()))) {
      throw new ArchiveFailure("a row of the track archive is damaged");
    }
    return Optional.empty();
  }

  /** Whether a row is sealed under the present key of its month. */
  boolean isPresent(ArchiveRow row) {
    return cipher(row.key())
        .flatMap(cipher -> sealing.open(cipher, row.key().associatedData(), row.sealed()))
        .isPresent();
  }

  /** While part of a month is being erased, rows wait to be sealed under the month's new key. */
  private Optional<byte[]> openRetired(ArchiveRow row) {
    for (SectionCipher cipher :
        vault.findRetiredArchiveCiphers(
            row.key().subjectRef(), ArchiveRow.monthOf(row.key().hour()))) {
      Optional<byte[]> plain = sealing.open(cipher, row.key().associatedData(), row.sealed());
      cipher.destroy();
      if (plain.isPresent()) {
        return plain;
      }
    }
    return Optional.empty();
  }

  /**
   * A key may be missing only under an ERASE.
   *
   * @throws ArchiveFailure if it is for another reason
   */
  void requireErased(long subjectRef, int keyMonth) {
    if (!journal.isErased(subjectRef, keyMonth)) {
      throw new ArchiveFailure(
          "a key of the track archive is missing, and no ERASE covers it: put back the vault's file");
    }
  }

  private Optional<SectionCipher> cipher(ArchiveRow.Key key) {
    if (destroyCount != vault.destroyCount()) {
      destroyCount = vault.destroyCount();
      close();
    }
    SubjectMonth name = new SubjectMonth(key.subjectRef(), ArchiveRow.monthOf(key.hour()));
    SectionCipher known = ciphers.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<SectionCipher> found = vault.findArchiveCipher(name.subjectRef(), name.keyMonth());
    if (found.isEmpty()) {
      requireErased(name.subjectRef(), name.keyMonth());
    }
    found.ifPresent(cipher -> ciphers.put(name, cipher));
    return found;
  }

  /** Zeroes the keys; may be used again. */
  @Override
  public void close() {
    ciphers.values().forEach(SectionCipher::destroy);
    ciphers.clear();
  }
}
