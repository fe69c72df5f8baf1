package kz.relog.app.seal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.relog.api.spi.RecordSealer;
import kz.relog.journal.SectionCipher;
import kz.relog.journal.SubjectMonth;
import kz.relog.journal.Vault;

/**
 * Seals what the records must not hold in clear, under the key of the plan, the person or the
 * company. Thread-safe.
 */
public final class VaultSealer implements RecordSealer {
  private final RandomNonceSeal sealing = new RandomNonceSeal();
  private final Vault vault;

  /** With the keys of a vault. */
  public VaultSealer(Vault vault) {
    this.vault = vault;
  }

  @Override
  public byte[] seal(long ref, byte[] plain) {
    SectionCipher cipher = vault.archiveCipherForSealing(ref, 0);
    byte[] sealed = sealing.seal(cipher, associatedData(ref), plain, plain.length);
    cipher.destroy();
    return sealed;
  }

  @Override
  public Optional<byte[]> open(long ref, byte[] sealed) {
    return vault.findArchiveCipher(ref, 0).map(cipher -> open(cipher, ref, sealed));
  }

  @Override
  public List<byte[]> sealAll(long ref, List<byte[]> plains) {
    SectionCipher cipher = vault.archiveCipherForSealing(ref, 0);
    List<byte[]> sealed =
        plains.stream()
            .map(plain -> sealing.seal(cipher, associatedData(ref), plain, plain.length))
            .toList();
    cipher.destroy();
    return sealed;
  }

  @Override
  public Optional<List<byte[]>> openAll(long ref, List<byte[]> sealed) {
    return vault
        .findArchiveCipher(ref, 0)
        .map(
            cipher -> {
              List<byte[]> plains = sealed.stream().map(one -> opened(cipher, ref, one)).toList();
              cipher.destroy();
              return plains;
            });
  }

  @Override
  public List<byte[]> sealEach(List<Long> refs, List<byte[]> plains) {
    // All keys are made and become durable together: one write to the vault, not one for each.
    refs.forEach(ref -> vault.journalCipherForSealing(ref, 0).destroy());
    if (!refs.isEmpty() && !vault.flush()) {
      throw new IllegalStateException("the disk is full, so that no key can be kept");
    }
    List<byte[]> sealed = new ArrayList<>(refs.size());
    for (int i = 0; i < refs.size(); i++) {
      sealed.add(seal(refs.get(i), plains.get(i)));
    }
    return sealed;
  }

  @Override
  public List<Optional<byte[]>> openEach(List<Long> refs, List<byte[]> sealed) {
    List<Optional<SectionCipher>> ciphers =
        vault.findArchiveCiphers(refs.stream().map(ref -> new SubjectMonth(ref, 0)).toList());
    List<Optional<byte[]>> plains = new ArrayList<>(refs.size());
    for (int i = 0; i < refs.size(); i++) {
      long ref = refs.get(i);
      byte[] one = sealed.get(i);
      plains.add(ciphers.get(i).map(cipher -> open(cipher, ref, one)));
    }
    return plains;
  }

  @Override
  public void destroy(long ref) {
    vault.destroySubject(ref);
  }

  @Override
  public void destroyAll(List<Long> refs) {
    vault.destroySubjects(refs);
  }

  @Override
  public byte[] lookup(String kind, String text) {
    return vault.lookupHash(kind, text);
  }

  private byte[] open(SectionCipher cipher, long ref, byte[] sealed) {
    byte[] plain = opened(cipher, ref, sealed);
    cipher.destroy();
    return plain;
  }

  private byte[] opened(SectionCipher cipher, long ref, byte[] sealed) {
    return sealing
        .open(cipher, associatedData(ref), sealed)
        .orElseThrow(() -> new IllegalStateException("a sealed part of the records is damaged"));
  }

  private static byte[] associatedData(long ref) {
    return ByteBuffer.allocate(Long.BYTES).putLong(ref).array();
  }
}
