package kz.relog.journal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A vault whose disk may be full. */
final class FullableVault implements Vault {

  private final Vault real;
  volatile boolean full;

  FullableVault(Vault real) {
    this.real = real;
  }

  @Override
  public String id() {
    return real.id();
  }

  @Override
  public SectionCipher journalCipherForSealing(long subjectRef, int keyMonth) {
    return real.journalCipherForSealing(subjectRef, keyMonth);
  }

  @Override
  public Optional<SectionCipher> findJournalCipher(long subjectRef, int keyMonth, int generation) {
    return real.findJournalCipher(subjectRef, keyMonth, generation);
  }

  @Override
  public ReusableCipher reusableCipher() {
    return real.reusableCipher();
  }

  @Override
  public KeyState keyState(long subjectRef, int keyMonth, int generation) {
    return real.keyState(subjectRef, keyMonth, generation);
  }

  @Override
  public List<Optional<SectionCipher>> findArchiveCiphers(List<SubjectMonth> names) {
    return real.findArchiveCiphers(names);
  }

  @Override
  public SectionCipher archiveCipherForSealing(long subjectRef, int keyMonth) {
    return real.archiveCipherForSealing(subjectRef, keyMonth);
  }

  @Override
  public byte[] lookupHash(String kind, String text) {
    return real.lookupHash(kind, text);
  }

  @Override
  public boolean flush() {
    return !full && real.flush();
  }

  @Override
  public boolean destroySubjectMonth(long subjectRef, int keyMonth) {
    return real.destroySubjectMonth(subjectRef, keyMonth);
  }

  @Override
  public int destroySubjects(Collection<Long> subjectRefs) {
    return real.destroySubjects(subjectRefs);
  }

  @Override
  public boolean rotateSubjectMonth(long subjectRef, int keyMonth) {
    return real.rotateSubjectMonth(subjectRef, keyMonth);
  }

  @Override
  public List<SectionCipher> findRetiredArchiveCiphers(long subjectRef, int keyMonth) {
    return real.findRetiredArchiveCiphers(subjectRef, keyMonth);
  }

  @Override
  public int destroyRetired(long subjectRef) {
    return real.destroyRetired(subjectRef);
  }

  @Override
  public List<Long> subjectRefs() {
    return real.subjectRefs();
  }

  @Override
  public List<Integer> keyMonths(long subjectRef) {
    return real.keyMonths(subjectRef);
  }

  @Override
  public List<SubjectMonth> keysUpTo(int keyMonth) {
    return real.keysUpTo(keyMonth);
  }

  @Override
  public long destroyCount() {
    return real.destroyCount();
  }

  @Override
  public void dropCiphers() {
    real.dropCiphers();
  }

  @Override
  public void putDeviceSecrets(Collection<DeviceSecret> secrets) {
    real.putDeviceSecrets(secrets);
  }

  @Override
  public Optional<DeviceSecret> findDeviceSecret(long keyId) {
    return real.findDeviceSecret(keyId);
  }

  @Override
  public List<DeviceSecret> deviceSecrets() {
    return real.deviceSecrets();
  }

  @Override
  public boolean destroyDeviceSecret(long keyId) {
    return real.destroyDeviceSecret(keyId);
  }

  @Override
  public void close() {
    real.close();
  }
}
