package kz.relog.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Layout of an entry, little-endian. Static accessors on an array and the offset at which the entry
 * starts.
 *
 * <pre>
 *   0        4        8                16
 *   +--------+--+--+--+--+----------------+
 *   | magic  |v |k |so|fl|      seq       |    v version, k kind, so source, fl flags
 *   +--------+--+--+--+--+----------------+
 *  16        20       24               32
 *   +--------+--------+----------------+
 *   |  boot  | bytes  |   received ms  |       bytes: the whole entry
 *   +--------+--------+----------------+
 *  32                40                48
 *   +----------------+-----------------+
 *   |  durable seq   |   device ref    |       durable position when appended
 *   +----------------+-----------------+
 *  48                56                64
 *   +----------------+-----------------+
 *   |     key id     | packet counter  |
 *   +----------------+-----------------+
 *  64                72 73 74   76     80
 *   +----------------+--+--+----+------+
 *   |   batch_seq    |he|n | re | crc  |       he held, n sections, re refused; CRC32C of 0..75 and of the table
 *   +----------------+--+--+----+------+
 *  80 + 24 i, the table, n rows
 *   +----------------+----+----+--------+--------+--------+
 *   |  subject ref   | km | kg | purp.  | length |  crc   |   km key month, kg key generation; CRC32C of the
 *   +----------------+----+----+--------+--------+--------+   section's bytes as they stand on disk
 *   0                8    10   12       16       20       24
 *  80 + 24 n: the sections' bytes one after the other; sealed ones end with a tag of 16 bytes
 * </pre>
 */
public final class EntryHeaderDescriptor {

  /** First four bytes: the letters RLJE. */
  public static final int MAGIC = 0x454A4C52;

  /** The only version there is. */
  public static final byte VERSION = 1;

  /** Flag: state re-appended by a checkpoint. */
  public static final int FLAG_CHECKPOINT_STATE = 1;

  /** Flag of a CHECKPOINT entry: it begins one. */
  public static final int FLAG_CHECKPOINT_BEGIN = 2;

  /** Flag of a CHECKPOINT entry: it ends one. */
  public static final int FLAG_CHECKPOINT_END = 4;

  public static final int MAGIC_OFFSET = 0;
  public static final int VERSION_OFFSET = 4;
  public static final int KIND_OFFSET = 5;
  public static final int SOURCE_OFFSET = 6;
  public static final int FLAGS_OFFSET = 7;
  public static final int SEQ_OFFSET = 8;
  public static final int BOOT_OFFSET = 16;
  public static final int ENTRY_BYTES_OFFSET = 20;
  public static final int RECEIVED_MS_OFFSET = 24;
  public static final int DURABLE_SEQ_OFFSET = 32;
  public static final int DEVICE_REF_OFFSET = 40;
  public static final int KEY_ID_OFFSET = 48;
  public static final int PACKET_COUNTER_OFFSET = 56;
  public static final int BATCH_SEQ_OFFSET = 64;
  public static final int HELD_OFFSET = 72;
  public static final int SECTION_COUNT_OFFSET = 73;
  public static final int REFUSED_OFFSET = 74;
  public static final int HEADER_CRC_OFFSET = 76;

  /** Bytes before the table of sections. */
  public static final int HEADER_BYTES = 80;

  /** Bytes of a row of the table. */
  public static final int ROW_BYTES = 24;

  public static final int ROW_SUBJECT_REF_OFFSET = 0;
  public static final int ROW_KEY_MONTH_OFFSET = 8;
  public static final int ROW_KEY_GENERATION_OFFSET = 10;
  public static final int ROW_PURPOSE_MASK_OFFSET = 12;
  public static final int ROW_LENGTH_OFFSET = 16;
  public static final int ROW_CRC_OFFSET = 20;

  /** Sections of an entry at most: a batch spans at most a day, so few drivers and two months. */
  public static final int SECTIONS_MAX = 64;

  /** Bytes of an entry at most: a plan with a path of some 100,000 vertices. */
  public static final int ENTRY_BYTES_MAX = 1 << 20;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private EntryHeaderDescriptor() {}

  /** Kind's code of the entry at the offset. */
  public static byte kindCode(byte[] array, int entry) {
    return array[entry + KIND_OFFSET];
  }

  /** Source's code. */
  public static byte sourceCode(byte[] array, int entry) {
    return array[entry + SOURCE_OFFSET];
  }

  /** Flags, see the FLAG constants. */
  public static int flags(byte[] array, int entry) {
    return array[entry + FLAGS_OFFSET] & 0xFF;
  }

  /** Number of the entry. */
  public static long seq(byte[] array, int entry) {
    return getLong(array, entry + SEQ_OFFSET);
  }

  /** Boot number. */
  public static int boot(byte[] array, int entry) {
    return getInt(array, entry + BOOT_OFFSET);
  }

  /** Bytes of the whole entry. */
  public static int entryBytes(byte[] array, int entry) {
    return getInt(array, entry + ENTRY_BYTES_OFFSET);
  }

  /** Durable position when appended. */
  public static long durableSeq(byte[] array, int entry) {
    return getLong(array, entry + DURABLE_SEQ_OFFSET);
  }

  /** Number of sections. */
  public static int sectionCount(byte[] array, int entry) {
    return array[entry + SECTION_COUNT_OFFSET] & 0xFF;
  }

  /** CRC that stands in the header. */
  public static int headerCrc(byte[] array, int entry) {
    return getInt(array, entry + HEADER_CRC_OFFSET);
  }

  /** Whether the entry at the offset is an ERASE. */
  public static boolean isErase(byte[] array, int entry) {
    return kindCode(array, entry) == EntryKind.ERASE.code();
  }

  /**
   * What an ERASE entry covers. It has no frame behind it: its key id is the subject, its packet
   * counter and batch number are from and to, its held the categories.
   */
  public static ErasedRange erasedRange(byte[] array, int entry) {
    return new ErasedRange(
        getLong(array, entry + KEY_ID_OFFSET),
        getLong(array, entry + DEVICE_REF_OFFSET),
        getLong(array, entry + PACKET_COUNTER_OFFSET),
        getLong(array, entry + BATCH_SEQ_OFFSET),
        array[entry + HELD_OFFSET] & 0xFF);
  }

  /** Where a row of the table starts in the array. */
  public static int row(int entry, int index) {
    return entry + HEADER_BYTES + ROW_BYTES * index;
  }

  /** Where the sections' bytes start in the array. */
  public static int sectionsStart(int entry, int sectionCount) {
    return row(entry, sectionCount);
  }

  /** Two unsigned bytes at a place in the array. */
  public static int getUnsignedShort(byte[] array, int at) {
    return (short) SHORT.get(array, at) & 0xFFFF;
  }

  /** Four bytes at a place in the array. */
  public static int getInt(byte[] array, int at) {
    return (int) INT.get(array, at);
  }

  /** Eight bytes at a place in the array. */
  public static long getLong(byte[] array, int at) {
    return (long) LONG.get(array, at);
  }

  /** Sets two bytes. */
  public static void putShort(byte[] array, int at, int value) {
    SHORT.set(array, at, (short) value);
  }

  /** Sets four bytes. */
  public static void putInt(byte[] array, int at, int value) {
    INT.set(array, at, value);
  }

  /** Sets eight bytes. */
  public static void putLong(byte[] array, int at, long value) {
    LONG.set(array, at, value);
  }

  /** What the header's CRC should be: CRC32C of all bytes before the field, then of the table. */
  public static int computeHeaderCrc(CRC32C crc, byte[] array, int entry) {
    crc.reset();
    crc.update(array, entry, HEADER_CRC_OFFSET);
    crc.update(array, entry + HEADER_BYTES, ROW_BYTES * sectionCount(array, entry));
    return (int) crc.getValue();
  }
}
