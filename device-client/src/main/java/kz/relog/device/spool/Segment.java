package kz.relog.device.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;
import javax.crypto.spec.SecretKeySpec;
import kz.relog.device.disk.OwnerFiles;
import org.jspecify.annotations.Nullable;

/**
 * One file of the spool. Written by one run and only at its end; a later run begins a new one, so
 * that no nonce is used twice however a run ended.
 *
 * <pre>
 *  0   8  "RELOGSP1"
 *  8   4  generation         of the key
 * 12   8  number             of the segment
 * 20  16  salt               key of the segment = HKDF(key, salt, "relog/1 spool segment")
 * 36   4  CRC32 of 0..35
 * 40      records, each:
 *         4  length n        of ciphertext and tag
 *         n  ciphertext, tag AES-256-GCM; nonce = four zero bytes and the record's index (8)
 * </pre>
 *
 * All integers are big-endian. The first record that is cut off or not authentic ends the segment:
 * a torn tail, normal after a kill or a power cut.
 */
final class Segment {
  /** Longest record: a batch for TCP and what belongs to it. */
  static final int RECORD_BYTES_MAX = 8 << 10;

  /** What a record costs beside its content. */
  static final int RECORD_OVERHEAD_BYTES = 4 + SpoolCrypto.TAG_BYTES;

  static final int HEADER_BYTES = 40;

  private static final byte[] MAGIC = {'R', 'E', 'L', 'O', 'G', 'S', 'P', '1'};
  private static final int SALT_AT = 20;
  private static final int SALT_BYTES = 16;
  private static final int CRC_AT = SALT_AT + SALT_BYTES;
  private static final String INFO = "relog/1 spool segment";

  final long number;

  /** Bytes of records that are needed; kept by the spool. */
  long liveBytes;

  private final Path file;
  private final SpoolCrypto crypto;
  private @Nullable SecretKeySpec key;
  private @Nullable FileChannel channel;
  private long bytes;
  private long records;

  private Segment(Path file, long number, SpoolCrypto crypto) {
    this.file = file;
    this.number = number;
    this.crypto = crypto;
  }

  static String name(int generation, long number) {
    return String.format(Locale.ROOT, "%08x-%012d.seg", generation, number);
  }

  /** Bytes of the file. */
  long bytes() {
    return bytes;
  }

  /** Begins a segment. */
  static Segment create(
      Path folder, int generation, long number, byte[] spoolKey, SpoolCrypto crypto)
      throws IOException {
    Segment segment = new Segment(folder.resolve(name(generation, number)), number, crypto);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    header.put(MAGIC).putInt(generation).putLong(number).put(salt);
    header.putInt(crc(header.array()));
    FileChannel channel = OwnerFiles.create(segment.file);
    try {
      OwnerFiles.write(channel, ByteBuffer.wrap(header.array()));
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(segment.file);
      throw e;
    }
    segment.channel = channel;
    segment.key = segmentKey(spoolKey, salt);
    segment.bytes = HEADER_BYTES;
    return segment;
  }

  /** What reads records in order. */
  interface Reader {
    void onRecord(Place place, byte[] plain, int length);
  }

  /** Reads a segment of an earlier run up to its end or to its torn tail. */
  static Segment read(
      Path file, int generation, long number, byte[] spoolKey, SpoolCrypto crypto, Reader reader)
      throws IOException {
    Segment segment = new Segment(file, number, crypto);
    byte[] content = Files.readAllBytes(file);
    segment.bytes = content.length;
    if (content.length < HEADER_BYTES) {
      return segment;
    }
    ByteBuffer in = ByteBuffer.wrap(content);
    if (!Arrays.equals(Arrays.copyOf(content, MAGIC.length), MAGIC)
        || in.getInt(8) != generation
        || in.getLong(12) != number
        || in.getInt(CRC_AT) != crc(content)) {
      return segment;
    }
    segment.key = segmentKey(spoolKey, Arrays.copyOfRange(content, SALT_AT, CRC_AT));
    byte[] plain = new byte[RECORD_BYTES_MAX];
    int at = HEADER_BYTES;
    while (at + 4 <= content.length) {
      int sealed = in.getInt(at);
      if (sealed <= SpoolCrypto.TAG_BYTES
          || sealed > RECORD_BYTES_MAX
          || sealed > content.length - at - 4) {
        break;
      }
      Place place = new Place(segment, at, segment.records, sealed);
      int length = segment.open(place, content, at + 4, plain);
      if (length == SpoolCrypto.NOT_AUTHENTIC) {
        break;
      }
      segment.records++;
      reader.onRecord(place, plain, length);
      at += 4 + sealed;
    }
    return segment;
  }

  /** Where a record lies. */
  static final class Place {
    final Segment segment;
    private final int offset;
    private final long index;
    private final int sealed;

    private Place(Segment segment, int offset, long index, int sealed) {
      this.segment = segment;
      this.offset = offset;
      this.index = index;
      this.sealed = sealed;
    }

    /** Bytes that the record takes in its file. */
    int bytes() {
      return 4 + sealed;
    }
  }

  /**
   * Appends a record.
   *
   * @param scratch room for the longest record
   * @throws IOException if it could not be written whole; the file is as before, or the segment
   *     must not be written any more: {@link #isWritable} tells
   */
  Place append(byte[] plain, int length, byte[] scratch) throws IOException {
    FileChannel out = channel;
    SecretKeySpec sealing = key;
    if (out == null || sealing == null) {
      throw new IOException("the segment is closed");
    }
    int sealed = crypto.seal(sealing, nonce(records), plain, length, scratch, 4);
    ByteBuffer.wrap(scratch).putInt(0, sealed);
    Place place = new Place(this, (int) bytes, records, sealed);
    try {
      OwnerFiles.write(out, ByteBuffer.wrap(scratch, 0, 4 + sealed));
    } catch (IOException e) {
      // Whether a part of the record was written or not: its nonce is not used again. What was
      // written before it must still become durable.
      channel = null;
      try (FileChannel closing = out) {
        closing.truncate(bytes);
        closing.force(false);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
    bytes += 4 + sealed;
    records++;
    return place;
  }

  boolean isWritable() {
    return channel != null;
  }

  void force() throws IOException {
    if (channel != null) {
      channel.force(false);
    }
  }

  /** Reads one record into {@code plain}, which has room for the longest; its length. */
  int read(Place place, byte[] plain) throws IOException {
    byte[] sealed = new byte[place.sealed];
    ByteBuffer into = ByteBuffer.wrap(sealed);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      long at = place.offset + 4L;
      while (into.hasRemaining()) {
        int count = in.read(into, at);
        if (count < 0) {
          throw new IOException("the spool's file " + file.getFileName() + " was cut off");
        }
        at += count;
      }
    }
    int length = open(place, sealed, 0, plain);
    if (length == SpoolCrypto.NOT_AUTHENTIC) {
      throw new IOException("the spool's file " + file.getFileName() + " was changed");
    }
    return length;
  }

  void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  void delete() throws IOException {
    close();
    Files.deleteIfExists(file);
  }

  private int open(Place place, byte[] in, int offset, byte[] plain) {
    SecretKeySpec opening = key;
    return opening == null
        ? SpoolCrypto.NOT_AUTHENTIC
        : crypto.open(opening, nonce(place.index), in, offset, place.sealed, plain);
  }

  private static byte[] nonce(long index) {
    return ByteBuffer.allocate(SpoolCrypto.NONCE_BYTES).putInt(0).putLong(index).array();
  }

  private static SecretKeySpec segmentKey(byte[] spoolKey, byte[] salt) {
    return new SecretKeySpec(SpoolCrypto.derive(spoolKey, salt, INFO), "AES");
  }

  private static int crc(byte[] header) {
    CRC32 crc = new CRC32();
    crc.update(header, 0, CRC_AT);
    return (int) crc.getValue();
  }
}
