package kz.relog.ingest.ack;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Layout of an ack on its way from the sequencer to a loop; native byte order, in memory only.
 *
 * <pre>
 *   0        4   5   6   7   8                16
 *   +--------+---+---+---+---+----------------+
 *   | key    |sta|tra|loo|on | packet counter |   status, TCP, loop, tracking on
 *   +--------+---+---+---+---+----------------+
 *  16                24               32
 *   +----------------+----------------+
 *   | durable_seq    | durable_above  |
 *   +----------------+----------------+
 *  32                40               48               56
 *   +----------------+----------------+----------------+
 *   | received ns    | peer high      | peer low       |    or the connection id, 0
 *   +----------------+----------------+----------------+
 *  56   58   60      64        68     72
 *   +----+----+-------+---------+------+
 *   |port|refu| frame | retry s |      |    refused fixes; length of the frame answered
 *   +----+----+-------+---------+------+
 * </pre>
 */
public final class AckRecord {

  /** The only message type in a lane. */
  public static final int TYPE = 1;

  /** Length of a record. */
  public static final int BYTES = 72;

  private AckRecord() {}

  /** Writes which frame is answered. */
  public static void putFrame(
      MutableDirectBuffer b,
      int at,
      int key,
      boolean tcp,
      int loop,
      long counter,
      int frameBytes,
      long receivedNs) {
    b.putInt(at, key);
    b.putByte(at + 5, (byte) (tcp ? 1 : 0));
    b.putByte(at + 6, (byte) loop);
    b.putLong(at + 8, counter);
    b.putLong(at + 32, receivedNs);
    b.putInt(at + 60, frameBytes);
  }

  /** Writes what is answered. */
  public static void putAnswer(
      MutableDirectBuffer b,
      int at,
      int status,
      boolean trackingOn,
      int refused,
      int retryAfterSeconds) {
    b.putByte(at + 4, (byte) status);
    b.putByte(at + 7, (byte) (trackingOn ? 1 : 0));
    b.putShort(at + 58, (short) refused);
    b.putInt(at + 64, retryAfterSeconds);
  }

  /** Writes what is settled. */
  public static void putSettled(MutableDirectBuffer b, int at, long durableSeq, long durableAbove) {
    b.putLong(at + 16, durableSeq);
    b.putLong(at + 24, durableAbove);
  }

  /** Writes where to. */
  public static void putPeer(MutableDirectBuffer b, int at, long high, long low, int port) {
    b.putLong(at + 40, high);
    b.putLong(at + 48, low);
    b.putShort(at + 56, (short) port);
  }

  /** Index of the key. */
  public static int key(DirectBuffer b, int at) {
    return b.getInt(at);
  }

  /** Number of an {@code Ack.Status}. */
  public static int status(DirectBuffer b, int at) {
    return b.getByte(at + 4);
  }

  /** Whether it goes over TCP, not UDP. */
  public static boolean isTcp(DirectBuffer b, int at) {
    return b.getByte(at + 5) != 0;
  }

  /** The loop that sends. */
  public static int loop(DirectBuffer b, int at) {
    return b.getByte(at + 6);
  }

  static boolean trackingOn(DirectBuffer b, int at) {
    return b.getByte(at + 7) != 0;
  }

  /** Full packet counter of the frame answered. */
  public static long counter(DirectBuffer b, int at) {
    return b.getLong(at + 8);
  }

  static long durableSeq(DirectBuffer b, int at) {
    return b.getLong(at + 16);
  }

  static long durableAbove(DirectBuffer b, int at) {
    return b.getLong(at + 24);
  }

  static long receivedNs(DirectBuffer b, int at) {
    return b.getLong(at + 32);
  }

  static long peerHigh(DirectBuffer b, int at) {
    return b.getLong(at + 40);
  }

  static long peerLow(DirectBuffer b, int at) {
    return b.getLong(at + 48);
  }

  static int peerPort(DirectBuffer b, int at) {
    return b.getShort(at + 56) & 0xFFFF;
  }

  static int refused(DirectBuffer b, int at) {
    return b.getShort(at + 58);
  }

  static int frameBytes(DirectBuffer b, int at) {
    return b.getInt(at + 60);
  }

  static int retryAfterSeconds(DirectBuffer b, int at) {
    return b.getInt(at + 64);
  }
}
