package kz.relog.app.archive;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.app.seal.RandomNonceSeal;
import kz.relog.journal.SectionCipher;
import kz.relog.journal.SubjectMonth;
import kz.relog.journal.Vault;

/** Seals and opens rows under the archive key of their subject and month. One thread at a time. */
final class RowSealer {
  private static final int CIPHERS_MAX = 4_096;

  private final Vault vault;
  private final RandomNonceSeal sealing = new RandomNonceSeal();
  private final Map<SubjectMonth, SectionCipher> ciphers;
  private long destroyCount;

  RowSealer(Vault vault) {
    this.vault = vault;
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
   * @throws ArchiveFailure if the row is damaged
   */
  Optional<byte[]> open(ArchiveRow row) {
    return cipher(row.key())
        .map(
            cipher ->
                sealing
                    .open(cipher, row.key().associatedData(), row.sealed())
                    .orElseThrow(
                        () -> new ArchiveFailure("a row of the track archive is damaged")));
  }

  private Optional<SectionCipher> cipher(ArchiveRow.Key key) {
    if (destroyCount != vault.destroyCount()) {
      destroyCount = vault.destroyCount();
      ciphers.values().forEach(SectionCipher::destroy);
      ciphers.clear();
    }
    SubjectMonth name = new SubjectMonth(key.subjectRef(), ArchiveRow.monthOf(key.hour()));
    SectionCipher known = ciphers.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<SectionCipher> found = vault.findArchiveCipher(name.subjectRef(), name.keyMonth());
    found.ifPresent(cipher -> ciphers.put(name, cipher));
    return found;
  }
}
