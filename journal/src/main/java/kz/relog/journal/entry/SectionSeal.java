package kz.relog.journal.entry;

import static kz.relog.journal.EntryHeaderDescriptor.*;

import kz.relog.journal.SectionCipher;

/**
 * Nonce and associated data of a section: what ties its ciphertext to this entry, this place in it
 * and this header. For one thread; reused from section to section.
 *
 * <pre>
 *   nonce  boot (4) + seq (7) + index of the section (1): after a crash a seq may come again, a boot
 *          never does; two sections of an entry may be under one key
 *   aad    header bytes 0..75 + row bytes 0..19 + index of the section (1)
 * </pre>
 */
public final class SectionSeal {

  private static final int AAD_BYTES = HEADER_CRC_OFFSET + ROW_CRC_OFFSET + 1;

  private final byte[] nonce = new byte[SectionCipher.NONCE_BYTES];
  private final byte[] aad = new byte[AAD_BYTES];

  /**
   * Seals a section; header and row must be complete but for the CRCs. Returns the bytes written.
   */
  public int seal(
      SectionCipher cipher,
      byte[] entryArray,
      int entry,
      int index,
      byte[] plain,
      int offset,
      int length,
      int out) {
    bind(entryArray, entry, index);
    return cipher.seal(nonce, aad, AAD_BYTES, plain, offset, length, entryArray, out);
  }

  /** Opens a section; returns the plaintext's length or {@link SectionCipher#NOT_AUTHENTIC}. */
  public int open(
      SectionCipher cipher,
      byte[] entryArray,
      int entry,
      int index,
      int start,
      int length,
      byte[] out,
      int outOffset) {
    bind(entryArray, entry, index);
    return cipher.open(nonce, aad, AAD_BYTES, entryArray, start, length, out, outOffset);
  }

  private void bind(byte[] array, int entry, int index) {
    System.arraycopy(array, entry + BOOT_OFFSET, nonce, 0, 4);
    // A seq never needs its eighth byte: at a million entries a second it would take 2,000 years.
    System.arraycopy(array, entry + SEQ_OFFSET, nonce, 4, 7);
    nonce[11] = (byte) index;
    System.arraycopy(array, entry, aad, 0, HEADER_CRC_OFFSET);
    System.arraycopy(array, row(entry, index), aad, HEADER_CRC_OFFSET, ROW_CRC_OFFSET);
    aad[AAD_BYTES - 1] = (byte) index;
  }
}
