package kz.relog.journal.vault;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import kz.relog.journal.DeviceSecret;
import kz.relog.journal.ReusableCipher;
import kz.relog.journal.SectionCipher;
import kz.relog.journal.SubjectMonth;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultFailure;
import kz.relog.journal.vault.SqliteStore.DeviceSecretRow;
import kz.relog.journal.vault.SqliteStore.SubjectKeyRow;
import org.jspecify.annotations.Nullable;

/**
 * The vault on SQLite. Every method holds the one lock: the file is one, and callers keep the
 * ciphers that they use often.
 */
public final class SqliteVault implements Vault {

  private static final String JOURNAL = "relog/1 journal";
  private static final String ARCHIVE = "relog/1 archive";
  private static final int GENERATIONS_MAX = 0xFFFF;

  private final String id;
  private final SqliteStore store;
  private final Transactions transactions;
  private final KeyWrap wrap;
  private final Engines engines;
  private final SecureRandom random;

  /** Keys made and not yet committed. */
  private final Map<SubjectMonth, RootKey> pending = new HashMap<>();

  private final AtomicLong destroyCount = new AtomicLong();

  SqliteVault(String id, SqliteStore store, KeyWrap wrap, Engines engines, SecureRandom random) {
    this.id = id;
    this.store = store;
    this.transactions = new Transactions(store);
    this.wrap = wrap;
    this.engines = engines;
    this.random = random;
  }

  /** A root key in clear; the holder zeroes it. */
  private static final class RootKey {
    final byte[] bytes;
    final int generation;

    RootKey(byte[] bytes, int generation) {
      this.bytes = bytes;
      this.generation = generation;
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public synchronized SectionCipher journalCipherForSealing(long subjectRef, int keyMonth) {
    return transactions.readAndGoOn(
        () -> {
          SubjectMonth name = new SubjectMonth(subjectRef, keyMonth);
          RootKey made = pending.get(name);
          if (made != null) {
            return cipher(made, JOURNAL);
          }
          SubjectKeyRow row = store.findSubjectKey(subjectRef, keyMonth);
          if (row != null && row.wrapped() != null) {
            return cipherOnce(unwrap(row), JOURNAL);
          }
          int generation = row == null ? 1 : row.generation() + 1;
          requireGeneration(generation);
          byte[] bytes = new byte[AesKey.BYTES];
          random.nextBytes(bytes);
          made = new RootKey(bytes, generation);
          pending.put(name, made);
          return cipher(made, JOURNAL);
        });
  }

  private static void requireGeneration(int generation) {
    if (generation > GENERATIONS_MAX) {
      throw new VaultFailure(
          VaultFailure.Kind.STORAGE,
          "a key was destroyed and made anew " + GENERATIONS_MAX + " times",
          null);
    }
  }

  @Override
  public synchronized Optional<SectionCipher> findJournalCipher(
      long subjectRef, int keyMonth, int generation) {
    return transactions.read(
        () -> findCipher(new SubjectMonth(subjectRef, keyMonth), generation, JOURNAL));
  }

  @Override
  public ReusableCipher reusableCipher() {
    return new VaultCipher(new AesKey(new byte[AesKey.BYTES]), 0, engines);
  }

  @Override
  public synchronized List<Optional<SectionCipher>> findArchiveCiphers(List<SubjectMonth> names) {
    return transactions.read(
        () -> {
          List<Optional<SectionCipher>> found = new ArrayList<>(names.size());
          for (SubjectMonth name : names) {
            found.add(findCipher(name, 0, ARCHIVE));
          }
          return found;
        });
  }

  @Override
  public synchronized SectionCipher archiveCipherForSealing(long subjectRef, int keyMonth) {
    List<SubjectMonth> names = List.of(new SubjectMonth(subjectRef, keyMonth));
    Optional<SectionCipher> known = findArchiveCiphers(names).get(0);
    if (known.isEmpty()) {
      journalCipherForSealing(subjectRef, keyMonth).destroy();
    }
    if (!pending.isEmpty()) {
      requireFlush();
    }
    return known.or(() -> findArchiveCiphers(names).get(0)).orElseThrow();
  }

  @Override
  public byte[] lookupHash(String kind, String text) {
    return wrap.lookupHash(kind, text);
  }

  /** Generation 0 takes the present one. */
  private Optional<SectionCipher> findCipher(SubjectMonth name, int generation, String purpose)
      throws SQLException {
    RootKey made = pending.get(name);
    if (made != null) {
      return generation == 0 || generation == made.generation
          ? Optional.of(cipher(made, purpose))
          : Optional.empty();
    }
    SubjectKeyRow row = store.findSubjectKey(name.subjectRef(), name.keyMonth());
    if (row != null && generation != 0 && generation < row.generation()) {
      row = findRetired(name, generation);
    }
    if (row == null
        || row.wrapped() == null
        || (generation != 0 && generation != row.generation())) {
      return Optional.empty();
    }
    return Optional.of(cipherOnce(unwrap(row), purpose));
  }

  private @Nullable SubjectKeyRow findRetired(SubjectMonth name, int generation)
      throws SQLException {
    for (SubjectKeyRow row : store.retired(name.subjectRef(), name.keyMonth())) {
      if (row.generation() == generation) {
        return row;
      }
    }
    return null;
  }

  @Override
  public synchronized KeyState keyState(long subjectRef, int keyMonth, int generation) {
    return transactions.read(
        () -> {
          RootKey made = pending.get(new SubjectMonth(subjectRef, keyMonth));
          if (made != null) {
            return compare(generation, made.generation, true);
          }
          SubjectKeyRow row = store.findSubjectKey(subjectRef, keyMonth);
          if (row == null) {
            return KeyState.UNKNOWN;
          }
          return findRetired(new SubjectMonth(subjectRef, keyMonth), generation) != null
              ? KeyState.PRESENT
              : compare(generation, row.generation(), row.wrapped() != null);
        });
  }

  private static KeyState compare(int asked, int latest, boolean present) {
    if (asked > latest) {
      return KeyState.UNKNOWN;
    }
    return asked == latest && present ? KeyState.PRESENT : KeyState.DESTROYED;
  }

  @Override
  public synchronized boolean flush() {
    if (pending.isEmpty()) {
      return true;
    }
    List<SubjectKeyRow> rows = new ArrayList<>(pending.size());
    pending.forEach(
        (name, root) ->
            rows.add(
                new SubjectKeyRow(
                    name.subjectRef(),
                    name.keyMonth(),
                    root.generation,
                    wrap.wrap(
                        root.bytes,
                        KeyWrap.nameOfSubjectKey(
                            name.subjectRef(), name.keyMonth(), root.generation)))));
    if (!transactions.writeIfItFits(() -> store.putSubjectKeys(rows))) {
      return false;
    }
    forgetPending();
    return true;
  }

  @Override
  public synchronized boolean destroySubjectMonth(long subjectRef, int keyMonth) {
    // What is pending becomes a row first, so that its generation is remembered.
    requireFlush();
    return destroy(() -> store.clearSubjectKey(subjectRef, keyMonth)) > 0;
  }

  @Override
  public synchronized int destroySubjects(Collection<Long> subjectRefs) {
    requireFlush();
    return destroy(
        () -> {
          int count = 0;
          for (long subjectRef : subjectRefs) {
            store.deleteRetired(subjectRef);
            count += store.clearSubjectKeys(subjectRef);
          }
          return count;
        });
  }

  @Override
  public synchronized boolean rotateSubjectMonth(long subjectRef, int keyMonth) {
    requireFlush();
    int rotated =
        transactions.write(
            () -> {
              SubjectKeyRow row = store.findSubjectKey(subjectRef, keyMonth);
              if (row == null || row.wrapped() == null) {
                return 0;
              }
              store.retire(row);
              store.putSubjectKeys(List.of(newRow(subjectRef, keyMonth, row.generation() + 1)));
              return 1;
            });
    // Who holds a cipher of the key before must fetch the new one.
    destroyCount.addAndGet(rotated);
    return rotated > 0;
  }

  private SubjectKeyRow newRow(long subjectRef, int keyMonth, int generation) {
    requireGeneration(generation);
    byte[] bytes = new byte[AesKey.BYTES];
    random.nextBytes(bytes);
    SubjectKeyRow row =
        new SubjectKeyRow(
            subjectRef,
            keyMonth,
            generation,
            wrap.wrap(bytes, KeyWrap.nameOfSubjectKey(subjectRef, keyMonth, generation)));
    Arrays.fill(bytes, (byte) 0);
    return row;
  }

  @Override
  public synchronized List<SectionCipher> findRetiredArchiveCiphers(long subjectRef, int keyMonth) {
    return transactions.read(
        () -> {
          List<SectionCipher> ciphers = new ArrayList<>();
          for (SubjectKeyRow row : store.retired(subjectRef, keyMonth)) {
            ciphers.add(cipherOnce(unwrap(row), ARCHIVE));
          }
          return ciphers;
        });
  }

  @Override
  public synchronized int destroyRetired(long subjectRef) {
    return destroy(() -> store.deleteRetired(subjectRef));
  }

  @Override
  public synchronized List<Long> subjectRefs() {
    requireFlush();
    return transactions.read(store::subjectRefs);
  }

  @Override
  public synchronized List<Integer> keyMonths(long subjectRef) {
    requireFlush();
    return transactions.read(() -> store.keyMonths(subjectRef));
  }

  @Override
  public synchronized List<SubjectMonth> keysUpTo(int keyMonth) {
    requireFlush();
    return transactions.read(() -> store.keysUpTo(keyMonth));
  }

  @Override
  public synchronized boolean destroyDeviceSecret(long keyId) {
    return destroy(() -> store.deleteDeviceSecret(keyId)) > 0;
  }

  private void requireFlush() {
    if (!flush()) {
      throw new VaultFailure(VaultFailure.Kind.STORAGE, "the disk is full", null);
    }
  }

  private int destroy(Transactions.Step<Integer> deletion) {
    int count = transactions.write(deletion);
    destroyCount.incrementAndGet();
    engines.drop();
    try {
      store.scrub();
    } catch (IOException failed) {
      throw new VaultFailure(
          VaultFailure.Kind.STORAGE,
          "the vault's rollback journal could not be overwritten",
          failed);
    }
    return count;
  }

  @Override
  public long destroyCount() {
    return destroyCount.get();
  }

  @Override
  public void dropCiphers() {
    engines.drop();
  }

  @Override
  public synchronized void putDeviceSecrets(Collection<DeviceSecret> secrets) {
    List<DeviceSecretRow> rows =
        secrets.stream()
            .map(
                s ->
                    new DeviceSecretRow(
                        s.keyId(),
                        s.deviceRef(),
                        wrap.wrap(
                            s.secret(), KeyWrap.nameOfDeviceSecret(s.keyId(), s.deviceRef()))))
            .toList();
    transactions.write(
        () -> {
          store.putDeviceSecrets(rows);
          return rows.size();
        });
  }

  @Override
  public synchronized Optional<DeviceSecret> findDeviceSecret(long keyId) {
    return transactions.read(
        () -> Optional.ofNullable(store.findDeviceSecret(keyId)).map(this::unwrap));
  }

  @Override
  public synchronized List<DeviceSecret> deviceSecrets() {
    return transactions.read(() -> store.deviceSecrets().stream().map(this::unwrap).toList());
  }

  @Override
  public synchronized void close() {
    if (transactions.isClosed()) {
      return;
    }
    forgetPending();
    wrap.destroy();
    transactions.close();
  }

  private void forgetPending() {
    pending.values().forEach(root -> Arrays.fill(root.bytes, (byte) 0));
    pending.clear();
  }

  private RootKey unwrap(SubjectKeyRow row) {
    byte[] wrapped = row.wrapped();
    byte[] bytes =
        wrapped == null
            ? null
            : wrap.unwrap(
                wrapped,
                KeyWrap.nameOfSubjectKey(row.subjectRef(), row.keyMonth(), row.generation()));
    return new RootKey(authentic(bytes), row.generation());
  }

  private DeviceSecret unwrap(DeviceSecretRow row) {
    byte[] bytes =
        authentic(
            wrap.unwrap(row.wrapped(), KeyWrap.nameOfDeviceSecret(row.keyId(), row.deviceRef())));
    DeviceSecret secret = new DeviceSecret(row.keyId(), row.deviceRef(), bytes);
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  private static byte[] authentic(byte @Nullable [] bytes) {
    if (bytes == null) {
      throw new VaultFailure(
          VaultFailure.Kind.STORAGE,
          "a row of the vault is damaged: restore the vault's file from a copy",
          null);
    }
    return bytes;
  }

  private SectionCipher cipher(RootKey root, String purpose) {
    return new VaultCipher(new AesKey(Hkdf.derive(root.bytes, purpose)), root.generation, engines);
  }

  private SectionCipher cipherOnce(RootKey root, String purpose) {
    SectionCipher cipher = cipher(root, purpose);
    Arrays.fill(root.bytes, (byte) 0);
    return cipher;
  }

  /** Reveals nothing. */
  @Override
  public String toString() {
    return "Vault[" + id + "]";
  }
}
