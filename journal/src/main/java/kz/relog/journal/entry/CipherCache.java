package kz.relog.journal.entry;

import java.util.Optional;
import kz.relog.journal.SectionCipher;
import kz.relog.journal.Vault;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Ciphers of the vault that one thread keeps at hand. Dropped as a whole, and zeroed, when any key
 * of the vault was destroyed or when there are too many.
 */
public final class CipherCache {

  // About 200 bytes each: 50 MiB.
  private static final int CIPHERS_MAX = 1 << 18;

  private final Vault vault;
  private final Long2ObjectHashMap<Held> bySubject = new Long2ObjectHashMap<>();
  private int size;
  private long destroyCount;

  /** An empty cache before a vault. */
  public CipherCache(Vault vault) {
    this.vault = vault;
    this.destroyCount = vault.destroyCount();
  }

  /** The cipher for new sections of a subject and month; its key is made if absent. */
  public SectionCipher forSealing(long subjectRef, int keyMonth) {
    Held held = findHeld(subjectRef, keyMonth, 0);
    return held != null
        ? held.cipher
        : hold(subjectRef, keyMonth, vault.journalCipherForSealing(subjectRef, keyMonth));
  }

  /**
   * The cipher that opens sections sealed by a generation of a key; null if that key is not
   * present.
   */
  public @Nullable SectionCipher findForOpening(long subjectRef, int keyMonth, int generation) {
    Held held = findHeld(subjectRef, keyMonth, generation);
    if (held != null) {
      return held.cipher;
    }
    Optional<SectionCipher> found = vault.findJournalCipher(subjectRef, keyMonth, generation);
    return found.isPresent() ? hold(subjectRef, keyMonth, found.get()) : null;
  }

  /**
   * Zeroes and forgets every key if any was destroyed since; costs one read otherwise. Returns
   * whether it did.
   */
  public boolean dropIfDestroyed() {
    long now = vault.destroyCount();
    if (destroyCount != now) {
      destroyCount = now;
      clear();
      return true;
    }
    return false;
  }

  private @Nullable Held findHeld(long subjectRef, int keyMonth, int generation) {
    dropIfDestroyed();
    Held held = bySubject.get(subjectRef);
    while (held != null
        && (held.keyMonth != keyMonth
            || (generation != 0 && held.cipher.generation() != generation))) {
      held = held.next;
    }
    return held;
  }

  private SectionCipher hold(long subjectRef, int keyMonth, SectionCipher cipher) {
    if (size == CIPHERS_MAX) {
      clear();
    }
    bySubject.put(subjectRef, new Held(keyMonth, cipher, bySubject.get(subjectRef)));
    size++;
    return cipher;
  }

  /** Zeroes and forgets every key. */
  public void clear() {
    if (size == 0) {
      return;
    }
    for (Held first : bySubject.values()) {
      for (Held held = first; held != null; held = held.next) {
        held.cipher.destroy();
      }
    }
    bySubject.clear();
    bySubject.compact();
    size = 0;
  }

  /** One cipher and the next of the same subject: a subject has few months in use. */
  private record Held(int keyMonth, SectionCipher cipher, @Nullable Held next) {}
}
