package kz.relog.ingest.admit;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Layout of what a loop tells the sequencer about one authentic frame; native byte order, in memory
 * only.
 *
 * <pre>
 *   0        4   5   6   7   8                16
 *   +--------+---+---+---+---+----------------+
 *   | key    |kin|tra|loo|con| packet counter |   kind, TCP, loop; consent change: action * 16 + purpose
 *   +--------+---+---+---+---+----------------+
 *  16                24               32
 *   +----------------+----------------+
 *   | received ms    | received ns    |
 *   +----------------+----------------+
 *  32                40       44      48
 *   +----------------+--------+--------+
 *   | batch_seq      | content| frame  |           hash of the content; length of the frame
 *   +----------------+--------+--------+
 *  48                56               64
 *   +----------------+----------------+
 *   | peer high      | peer low       |           or the connection id, 0
 *   +----------------+----------------+
 *  64   66   68   70   72   74   76   78  80
 *   +----+----+----+----+----+----+----+----+
 *   |port|held|fixs|old |ahea|null|mon1|mon2|     fixes in all; refused by reason; key months
 *   +----+----+----+----+----+----+----+----+
 *  80   84   88   92   96                104
 *   +----+----+----+----+----------------+
 *   |len1|len2|tag |span| first fix ms   |        first bytes of the frame's tag; of the fixes that
 *   +----+----+----+----+----------------+        are left: time of the first, and from it to the last
 * 104
 *   +---------+---------+
 *   | part 1  | part 2  |                         plaintext; a batch across a month's end has two parts
 *   +---------+---------+
 * </pre>
 */
public final class RingEntry {

  /** The only message type in the ring. */
  public static final int TYPE = 1;

  /** Bytes before the plaintext. */
  public static final int HEADER_BYTES = 104;

  /**
   * Stands for a frame's kind when the frame is authentic, but its counter was taken by another.
   */
  public static final int CLONE = 15;

  private RingEntry() {}

  static void putFrame(
      MutableDirectBuffer b, int at, int key, int kind, boolean tcp, int loop, long counter) {
    b.putInt(at, key);
    b.putByte(at + 4, (byte) kind);
    b.putByte(at + 5, (byte) (tcp ? 1 : 0));
    b.putByte(at + 6, (byte) loop);
    b.putByte(at + 7, (byte) 0);
    b.putLong(at + 8, counter);
  }

  static void putTag(MutableDirectBuffer b, int at, int tag) {
    b.putInt(at + 88, tag);
  }

  static void putConsent(MutableDirectBuffer b, int at, int action, int purpose) {
    b.putByte(at + 7, (byte) (action << 4 | purpose));
  }

  static void putReceipt(
      MutableDirectBuffer b, int at, long receivedMs, long receivedNs, int frameBytes) {
    b.putLong(at + 16, receivedMs);
    b.putLong(at + 24, receivedNs);
    b.putInt(at + 44, frameBytes);
  }

  static void putPeer(MutableDirectBuffer b, int at, long high, long low, int port) {
    b.putLong(at + 48, high);
    b.putLong(at + 56, low);
    b.putShort(at + 64, (short) port);
  }

  static void putBatch(MutableDirectBuffer b, int at, long batchSeq, int held, int contentHash) {
    b.putLong(at + 32, batchSeq);
    b.putInt(at + 40, contentHash);
    b.putShort(at + 66, (short) held);
  }

  static void putFixes(
      MutableDirectBuffer b, int at, int fixes, int tooOld, int ahead, int nullIsland) {
    b.putShort(at + 68, (short) fixes);
    b.putShort(at + 70, (short) tooOld);
    b.putShort(at + 72, (short) ahead);
    b.putShort(at + 74, (short) nullIsland);
  }

  static void putParts(
      MutableDirectBuffer b, int at, int month1, int length1, int month2, int length2) {
    b.putShort(at + 76, (short) month1);
    b.putShort(at + 78, (short) month2);
    b.putInt(at + 80, length1);
    b.putInt(at + 84, length2);
  }

  static void putTimes(MutableDirectBuffer b, int at, long firstMs, int spanMs) {
    b.putInt(at + 92, spanMs);
    b.putLong(at + 96, firstMs);
  }

  /** Index of the key in the key table. */
  public static int key(DirectBuffer b, int at) {
    return b.getInt(at);
  }

  /** A {@code FrameKind}, or {@link #CLONE}. */
  public static int kind(DirectBuffer b, int at) {
    return b.getByte(at + 4);
  }

  /** Whether it came over TCP, not UDP. */
  public static boolean isTcp(DirectBuffer b, int at) {
    return b.getByte(at + 5) != 0;
  }

  /** The loop that the answer goes through. */
  public static int loop(DirectBuffer b, int at) {
    return b.getByte(at + 6);
  }

  /** Number of a {@code ConsentChange.Action}. */
  public static int consentAction(DirectBuffer b, int at) {
    return b.getByte(at + 7) >>> 4;
  }

  /** The purpose that a consent change speaks of. */
  public static int consentPurpose(DirectBuffer b, int at) {
    return b.getByte(at + 7) & 0xF;
  }

  /** First four bytes of the frame's tag. */
  public static int tag(DirectBuffer b, int at) {
    return b.getInt(at + 88);
  }

  /** Full packet counter. */
  public static long counter(DirectBuffer b, int at) {
    return b.getLong(at + 8);
  }

  /** When it came, Unix epoch ms. */
  public static long receivedMs(DirectBuffer b, int at) {
    return b.getLong(at + 16);
  }

  /** When it came, for latencies. */
  public static long receivedNs(DirectBuffer b, int at) {
    return b.getLong(at + 24);
  }

  /** The batch, 0 for HELLO. */
  public static long batchSeq(DirectBuffer b, int at) {
    return b.getLong(at + 32);
  }

  /** Hash of what the batch says. */
  public static int contentHash(DirectBuffer b, int at) {
    return b.getInt(at + 40);
  }

  /** Length of the frame, which its answer may not exceed. */
  public static int frameBytes(DirectBuffer b, int at) {
    return b.getInt(at + 44);
  }

  /** Upper half of the peer's address, or the connection id. */
  public static long peerHigh(DirectBuffer b, int at) {
    return b.getLong(at + 48);
  }

  /** Lower half of the peer's address. */
  public static long peerLow(DirectBuffer b, int at) {
    return b.getLong(at + 56);
  }

  /** The peer's port. */
  public static int peerPort(DirectBuffer b, int at) {
    return b.getShort(at + 64) & 0xFFFF;
  }

  /** How many batches below may still come. */
  public static int held(DirectBuffer b, int at) {
    return b.getShort(at + 66);
  }

  /** Fixes of the batch as sent. */
  public static int fixes(DirectBuffer b, int at) {
    return b.getShort(at + 68);
  }

  /** Of these too old. */
  public static int tooOld(DirectBuffer b, int at) {
    return b.getShort(at + 70);
  }

  /** Of these too far ahead. */
  public static int ahead(DirectBuffer b, int at) {
    return b.getShort(at + 72);
  }

  /** Of these without a position. */
  public static int nullIsland(DirectBuffer b, int at) {
    return b.getShort(at + 74);
  }

  /** Time of the first fix that is left, Unix epoch ms. */
  public static long firstMs(DirectBuffer b, int at) {
    return b.getLong(at + 96);
  }

  /** From the first fix that is left to the last, milliseconds. */
  public static int spanMs(DirectBuffer b, int at) {
    return b.getInt(at + 92);
  }

  /** Key month of the first part. */
  public static int month1(DirectBuffer b, int at) {
    return b.getShort(at + 76) & 0xFFFF;
  }

  /** Key month of the second part. */
  public static int month2(DirectBuffer b, int at) {
    return b.getShort(at + 78) & 0xFFFF;
  }

  /** Bytes of the first part, 0 if nothing is storable. */
  public static int length1(DirectBuffer b, int at) {
    return b.getInt(at + 80);
  }

  /** Bytes of the second part, 0 if there is none. */
  public static int length2(DirectBuffer b, int at) {
    return b.getInt(at + 84);
  }
}
