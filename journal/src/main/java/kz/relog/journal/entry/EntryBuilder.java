package kz.relog.journal.entry;

import static kz.relog.journal.EntryHeaderDescriptor.*;

import java.util.Arrays;
import java.util.zip.CRC32C;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.SectionCipher;

/**
 * Puts one entry together and seals it. Owned by the writer's thread; reused, so that an entry
 * costs no allocation once the buffers have grown.
 *
 * <p>Sections are kept in clear until {@link #finish}, because seq and the number of sections are
 * part of what they are sealed to.
 */
public final class EntryBuilder {

  private final CRC32C crc = new CRC32C();
  private final SectionSeal seal = new SectionSeal();
  private final long[] subjectRefs = new long[SECTIONS_MAX];
  private final int[] keyMonths = new int[SECTIONS_MAX];
  private final int[] purposeMasks = new int[SECTIONS_MAX];
  private final int[] plainLengths = new int[SECTIONS_MAX];
  private byte[] plain = new byte[4096];
  private byte[] entry = new byte[4096];
  private int plainBytes;
  private int sections;
  private int entryBytes;

  /** Starts an entry, forgetting the one before. */
  public void begin(
      EntryKind kind,
      EntrySource source,
      long receivedMs,
      long deviceRef,
      long keyId,
      long packetCounter,
      long batchSeq,
      int held) {
    if (held < 0 || held > 255) {
      throw new IllegalArgumentException("held " + held + " is not from 0 to 255");
    }
    Arrays.fill(entry, 0, HEADER_BYTES, (byte) 0);
    putInt(entry, MAGIC_OFFSET, MAGIC);
    entry[VERSION_OFFSET] = VERSION;
    entry[KIND_OFFSET] = kind.code();
    entry[SOURCE_OFFSET] = source.code();
    putLong(entry, RECEIVED_MS_OFFSET, receivedMs);
    putLong(entry, DEVICE_REF_OFFSET, deviceRef);
    putLong(entry, KEY_ID_OFFSET, keyId);
    putLong(entry, PACKET_COUNTER_OFFSET, packetCounter);
    putLong(entry, BATCH_SEQ_OFFSET, batchSeq);
    entry[HELD_OFFSET] = (byte) held;
    plainBytes = 0;
    sections = 0;
    entryBytes = HEADER_BYTES;
  }

  /** Adds flags, see the descriptor's FLAG constants. */
  public void addFlags(int flags) {
    entry[FLAGS_OFFSET] |= (byte) flags;
  }

  /** Says how many fixes were refused; see {@link kz.relog.journal.JournalWriter#refused}. */
  public void refused(int fixes) {
    if (fixes < 0 || fixes > 0xFFFF) {
      throw new IllegalArgumentException("refused " + fixes + " is not from 0 to 65535");
    }
    putShort(entry, REFUSED_OFFSET, fixes);
  }

  /** Adds a section; see {@link kz.relog.journal.JournalWriter#section}. */
  public void section(
      long subjectRef, int keyMonth, int purposeMask, byte[] from, int offset, int length) {
    checkSection(subjectRef, keyMonth, length);
    if (plain.length < plainBytes + length) {
      plain = Arrays.copyOf(plain, Math.max(plainBytes + length, plain.length * 2));
    }
    System.arraycopy(from, offset, plain, plainBytes, length);
    plainBytes += length;
    subjectRefs[sections] = subjectRef;
    keyMonths[sections] = keyMonth;
    purposeMasks[sections] = purposeMask;
    plainLengths[sections] = length;
    sections++;
    entryBytes += ROW_BYTES + length + (subjectRef == 0 ? 0 : SectionCipher.TAG_BYTES);
  }

  private void checkSection(long subjectRef, int keyMonth, int length) {
    if (subjectRef < 0) {
      throw new IllegalArgumentException("a subject's reference has its sign bit clear");
    }
    if (keyMonth < 0 || keyMonth > 0xFFFF || (subjectRef == 0 && keyMonth != 0)) {
      throw new IllegalArgumentException(
          "key month " + keyMonth + " is not from 0 to 65535, or not 0 in clear");
    }
    if (subjectRef == 0 && EntryKind.ofCode(entry[KIND_OFFSET]).personal()) {
      throw new IllegalArgumentException("a personal kind has no clear section");
    }
    if (sections == SECTIONS_MAX) {
      throw new IllegalArgumentException("more than " + SECTIONS_MAX + " sections");
    }
    if (length > ENTRY_BYTES_MAX - entryBytes - ROW_BYTES - SectionCipher.TAG_BYTES) {
      throw new IllegalArgumentException("an entry has at most " + ENTRY_BYTES_MAX + " bytes");
    }
  }

  /** Leaves nothing of the entry before; none is begun. */
  public void scrub() {
    Arrays.fill(plain, (byte) 0);
    Arrays.fill(entry, (byte) 0);
  }

  /** Bytes that the finished entry will have. */
  public int entryBytes() {
    return entryBytes;
  }

  /** The plaintexts of the sections, one after the other, from 0 to {@link #plainBytes()}. */
  public byte[] plain() {
    return plain;
  }

  /** Bytes of all plaintexts. */
  public int plainBytes() {
    return plainBytes;
  }

  /** Whether the entry may use the reserved space. */
  public boolean isEssential() {
    return EntryKind.ofCode(entry[KIND_OFFSET]).essential();
  }

  /**
   * Seals the sections and completes header and table. Returns the array that holds the entry from
   * 0 to {@link #entryBytes()}.
   */
  public byte[] finish(long seq, int boot, long durableSeq, CipherCache ciphers) {
    if (entry.length < entryBytes) {
      entry = Arrays.copyOf(entry, Math.max(entryBytes, entry.length * 2));
    }
    putLong(entry, SEQ_OFFSET, seq);
    putInt(entry, BOOT_OFFSET, boot);
    putInt(entry, ENTRY_BYTES_OFFSET, entryBytes);
    putLong(entry, DURABLE_SEQ_OFFSET, durableSeq);
    entry[SECTION_COUNT_OFFSET] = (byte) sections;
    int from = 0;
    int to = sectionsStart(0, sections);
    for (int i = 0; i < sections; i++) {
      to += finishSection(i, from, to, ciphers);
      from += plainLengths[i];
    }
    putInt(entry, HEADER_CRC_OFFSET, computeHeaderCrc(crc, entry, 0));
    return entry;
  }

  private int finishSection(int index, int from, int to, CipherCache ciphers) {
    int row = row(0, index);
    long subjectRef = subjectRefs[index];
    int length = plainLengths[index];
    putLong(entry, row + ROW_SUBJECT_REF_OFFSET, subjectRef);
    putShort(entry, row + ROW_KEY_MONTH_OFFSET, keyMonths[index]);
    putInt(entry, row + ROW_PURPOSE_MASK_OFFSET, purposeMasks[index]);
    int bytes;
    if (subjectRef == 0) {
      bytes = length;
      putShort(entry, row + ROW_KEY_GENERATION_OFFSET, 0);
      putInt(entry, row + ROW_LENGTH_OFFSET, bytes);
      System.arraycopy(plain, from, entry, to, length);
    } else {
      bytes = length + SectionCipher.TAG_BYTES;
      SectionCipher cipher = ciphers.forSealing(subjectRef, keyMonths[index]);
      putShort(entry, row + ROW_KEY_GENERATION_OFFSET, cipher.generation());
      putInt(entry, row + ROW_LENGTH_OFFSET, bytes);
      seal.seal(cipher, entry, 0, index, plain, from, length, to);
    }
    crc.reset();
    crc.update(entry, to, bytes);
    putInt(entry, row + ROW_CRC_OFFSET, (int) crc.getValue());
    return bytes;
  }
}
