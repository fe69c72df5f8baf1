package kz.relog.journal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The small store of keys that can be destroyed: one random root key per subject and month, and the
 * devices' secrets. Opened by {@link Vaults}. On disk each row is wrapped under the master key, and
 * deleted rows are overwritten. Thread-safe. Any error of the storage is a {@link VaultFailure}.
 */
public interface Vault extends AutoCloseable {

  /** What is known of a subject-month key of a given generation. */
  enum KeyState {
    /** It can open what it sealed. */
    PRESENT,
    /** It was destroyed; what it sealed is gone for good. */
    DESTROYED,
    /** It was never stored here. */
    UNKNOWN
  }

  /** Random name of this vault, 32 hex digits; a journal remembers which vault it belongs to. */
  String id();

  /**
   * Fresh cipher for journal sections of a subject and month, whose key is made if absent; it is
   * durable after {@link #flush()}.
   */
  SectionCipher journalCipherForSealing(long subjectRef, int keyMonth);

  /** Fresh cipher to open journal sections; empty unless the key of that generation is present. */
  Optional<SectionCipher> findJournalCipher(long subjectRef, int keyMonth, int generation);

  /** Fresh cipher without a key, for who keeps many keys and uses one after the other. */
  ReusableCipher reusableCipher();

  /** What is known of a key; not flushed yet counts as present. */
  KeyState keyState(long subjectRef, int keyMonth, int generation);

  /**
   * Fresh cipher for archive rows of a subject and month; empty if there is no such key (destroyed,
   * or nothing was ever journalled).
   */
  default Optional<SectionCipher> findArchiveCipher(long subjectRef, int keyMonth) {
    return findArchiveCiphers(List.of(new SubjectMonth(subjectRef, keyMonth))).get(0);
  }

  /** The same for many at once, in their order: one look at the file. */
  List<Optional<SectionCipher>> findArchiveCiphers(List<SubjectMonth> names);

  /**
   * Fresh cipher for archive rows or records of a subject and month; the key is made if absent, and
   * then durable.
   *
   * @throws VaultFailure also when the disk is full
   */
  SectionCipher archiveCipherForSealing(long subjectRef, int keyMonth);

  /**
   * A keyed hash (HMAC-SHA-256) of a text, by which it can be found again without standing in
   * clear. The key comes from the master key: with the hashes alone nothing can be guessed.
   *
   * @param kind what the text is; the same text of another kind has another hash
   */
  byte[] lookupHash(String kind, String text);

  /**
   * Makes the keys created since the last flush durable, in one transaction. Returns false when the
   * disk is full; then it may be tried again.
   */
  boolean flush();

  /** Destroys one subject-month key, durably. Returns whether there was one. */
  boolean destroySubjectMonth(long subjectRef, int keyMonth);

  /** Destroys all keys of a subject (or of a plan), durably. Returns how many there were. */
  default int destroySubject(long subjectRef) {
    return destroySubjects(List.of(subjectRef));
  }

  /** The same of many, all or none, in one transaction. */
  int destroySubjects(Collection<Long> subjectRefs);

  /**
   * Gives a subject and month another key, of the next generation; the one before retires: it opens
   * what it sealed and seals nothing any more, until {@link #destroyRetired}. Durable. Returns
   * whether there was a key.
   */
  boolean rotateSubjectMonth(long subjectRef, int keyMonth);

  /**
   * Fresh ciphers for archive rows that retired keys of a subject and month have sealed; empty
   * unless an erasure of a part is on its way.
   */
  List<SectionCipher> findRetiredArchiveCiphers(long subjectRef, int keyMonth);

  /** Destroys the retired keys of a subject, durably. Returns how many there were. */
  int destroyRetired(long subjectRef);

  /** All subjects that ever had a key, ascending. */
  List<Long> subjectRefs();

  /** The months in which a subject has a key, ascending. */
  List<Integer> keyMonths(long subjectRef);

  /** All subject-month keys of months up to this one, those for no month (0) left out. */
  List<SubjectMonth> keysUpTo(int keyMonth);

  /**
   * Grows with every destruction and every rotation; whoever keeps ciphers drops them when it has
   * changed.
   */
  long destroyCount();

  /**
   * Has every thread let go of the ciphers that it used: each keeps the key that it was used with
   * last. Happens by itself with each destruction; once more when nobody can use the key any more.
   */
  void dropCiphers();

  /** Stores a device secret of 32 bytes, durably. Replaces one of the same key id. */
  default void putDeviceSecret(long keyId, long deviceRef, byte[] secret) {
    putDeviceSecrets(List.of(new DeviceSecret(keyId, deviceRef, secret)));
  }

  /** Stores many device secrets, durably, in one transaction. */
  void putDeviceSecrets(Collection<DeviceSecret> secrets);

  /** The secret of a device key; the caller owns the copy. */
  Optional<DeviceSecret> findDeviceSecret(long keyId);

  /** All device secrets, in the order of their key ids; the caller owns the copies. */
  List<DeviceSecret> deviceSecrets();

  /** Destroys a device secret, durably. Returns whether there was one. */
  boolean destroyDeviceSecret(long keyId);

  /**
   * Closes the file and zeroes the keys held in memory. What was not flushed is lost. Idempotent.
   */
  @Override
  void close();
}
