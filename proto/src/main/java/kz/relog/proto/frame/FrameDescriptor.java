package kz.relog.proto.frame;

/**
 * Layout of a frame: one sealed message. All integers are little-endian.
 *
 * <pre>
 *   0               1                             6                       10            10+n
 *  +---------------+-----------------------------+-----------------------+-------------+--------+
 *  | version|kind  | key id                      | counter (see below)   | ciphertext  | tag    |
 *  | 4 bits|4 bits | 5 bytes                     | 4 bytes               | n bytes     | 16     |
 *  +---------------+-----------------------------+-----------------------+-------------+--------+
 *  |&lt;--------------- associated data, 10 bytes ------------------------&gt;|
 *
 *  counter, device to server:        counter, server to device:
 *   6                       10        6          7                     10
 *  +-----------------------+         +----------+---------------------+
 *  | low 32 bits of the    |         | low 8 of | boot number         |
 *  | 64-bit packet counter |         | answered | 3 bytes             |
 *  +-----------------------+         +----------+---------------------+
 * </pre>
 *
 * <p>Accessors check no bounds beyond the array's: look at the length against {@link
 * #FRAME_BYTES_MIN} first. Stateless, any thread.
 */
public final class FrameDescriptor {
  /** The only version there is. */
  public static final int VERSION = 1;

  /** Version in the high, kind in the low four bits. */
  public static final int VERSION_KIND_OFFSET = 0;

  /** Random 40-bit name of a device key. */
  public static final int KEY_ID_OFFSET = 1;

  /** Length of a key id. */
  public static final int KEY_ID_BYTES = 5;

  /** Low 32 bits of the packet counter in a frame to the server. */
  public static final int COUNTER_OFFSET = 6;

  /** Low 8 bits of the answered packet counter in a frame to the device. */
  public static final int ANSWERED_OFFSET = 6;

  /** Boot number in a frame to the device. */
  public static final int BOOT_OFFSET = 7;

  /** Length of the boot number. */
  public static final int BOOT_BYTES = 3;

  /** Length of the header, which is also the associated data. */
  public static final int HEADER_BYTES = 10;

  /** Where the ciphertext begins. */
  public static final int CIPHERTEXT_OFFSET = HEADER_BYTES;

  /** Length of the AES-GCM tag. */
  public static final int TAG_BYTES = 16;

  /** What a frame adds to its message. */
  public static final int OVERHEAD_BYTES = HEADER_BYTES + TAG_BYTES;

  /** A frame with an empty message. */
  public static final int FRAME_BYTES_MIN = OVERHEAD_BYTES;

  /** Longest frame over UDP: passes every usual path without fragments. */
  public static final int UDP_FRAME_BYTES_MAX = 1200;

  /** Longest frame over TCP: bounds what an unauthenticated peer can make the server hold. */
  public static final int TCP_FRAME_BYTES_MAX = 4096;

  /** Bytes before each frame over TCP: its length. */
  public static final int TCP_LENGTH_BYTES = 2;

  /** Shortest HELLO frame: an answer is never longer than what it answers. */
  public static final int HELLO_FRAME_BYTES_MIN = 64;

  /** Highest key id. */
  public static final long KEY_ID_MAX = (1L << 40) - 1;

  /** Highest boot number: 24 bits last until 2057 at one start a minute. */
  public static final int BOOT_MAX = (1 << 24) - 1;

  private FrameDescriptor() {}

  /**
   * The version of a frame.
   *
   * @param frame array that holds it
   * @param offset where it begins
   * @return 0 to 15
   */
  public static int version(byte[] frame, int offset) {
    return (frame[offset + VERSION_KIND_OFFSET] & 0xF0) >>> 4;
  }

  /**
   * The kind of a frame.
   *
   * @param frame array that holds it
   * @param offset where it begins
   * @return 0 to 15, see {@link FrameKind}
   */
  public static int kind(byte[] frame, int offset) {
    return frame[offset + VERSION_KIND_OFFSET] & 0x0F;
  }

  /**
   * The key id of a frame.
   *
   * @param frame array that holds it
   * @param offset where it begins
   * @return 40 bits
   */
  public static long keyId(byte[] frame, int offset) {
    return getKeyId(frame, offset + KEY_ID_OFFSET);
  }

  /**
   * The packet counter's low half in a frame to the server.
   *
   * @param frame array that holds it
   * @param offset where it begins
   * @return 32 bits, to be read as unsigned
   */
  public static int counterLow(byte[] frame, int offset) {
    final int at = offset + COUNTER_OFFSET;
    return (frame[at] & 0xFF)
        | (frame[at + 1] & 0xFF) << 8
        | (frame[at + 2] & 0xFF) << 16
        | (frame[at + 3] & 0xFF) << 24;
  }

  /**
   * The low byte of the packet counter that a frame to the device answers.
   *
   * @param frame array that holds it
   * @param offset where it begins
   * @return 0 to 255
   */
  public static int answeredLow(byte[] frame, int offset) {
    return frame[offset + ANSWERED_OFFSET] & 0xFF;
  }

  /**
   * The server's boot number in a frame to the device.
   *
   * @param frame array that holds it
   * @param offset where it begins
   * @return 24 bits
   */
  public static int boot(byte[] frame, int offset) {
    final int at = offset + BOOT_OFFSET;
    return (frame[at] & 0xFF) | (frame[at + 1] & 0xFF) << 8 | (frame[at + 2] & 0xFF) << 16;
  }

  /**
   * Writes the header of a frame to the server.
   *
   * @param frame array to write to
   * @param offset where the frame begins
   * @param kind see {@link FrameKind}
   * @param keyId 40 bits
   * @param counter full packet counter
   */
  public static void putUpHeader(byte[] frame, int offset, int kind, long keyId, long counter) {
    frame[offset + VERSION_KIND_OFFSET] = (byte) (VERSION << 4 | kind);
    putKeyId(frame, offset + KEY_ID_OFFSET, keyId);
    final int at = offset + COUNTER_OFFSET;
    frame[at] = (byte) counter;
    frame[at + 1] = (byte) (counter >>> 8);
    frame[at + 2] = (byte) (counter >>> 16);
    frame[at + 3] = (byte) (counter >>> 24);
  }

  /**
   * Writes the header of a frame to the device.
   *
   * @param frame array to write to
   * @param offset where the frame begins
   * @param kind see {@link FrameKind}
   * @param keyId 40 bits
   * @param boot the server's boot number, 24 bits
   * @param answered full packet counter of the frame answered
   */
  public static void putDownHeader(
      byte[] frame, int offset, int kind, long keyId, int boot, long answered) {
    frame[offset + VERSION_KIND_OFFSET] = (byte) (VERSION << 4 | kind);
    putKeyId(frame, offset + KEY_ID_OFFSET, keyId);
    frame[offset + ANSWERED_OFFSET] = (byte) answered;
    final int at = offset + BOOT_OFFSET;
    frame[at] = (byte) boot;
    frame[at + 1] = (byte) (boot >>> 8);
    frame[at + 2] = (byte) (boot >>> 16);
  }

  /**
   * Reads a key id that stands alone, as in {@code next_key_id}.
   *
   * @param bytes array that holds it
   * @param offset of its first byte
   * @return 40 bits
   */
  public static long getKeyId(byte[] bytes, int offset) {
    return (bytes[offset] & 0xFFL)
        | (bytes[offset + 1] & 0xFFL) << 8
        | (bytes[offset + 2] & 0xFFL) << 16
        | (bytes[offset + 3] & 0xFFL) << 24
        | (bytes[offset + 4] & 0xFFL) << 32;
  }

  /**
   * Writes a key id that stands alone.
   *
   * @param bytes array to write to
   * @param offset of its first byte
   * @param keyId 40 bits
   */
  public static void putKeyId(byte[] bytes, int offset, long keyId) {
    for (int i = 0; i < KEY_ID_BYTES; i++) {
      bytes[offset + i] = (byte) (keyId >>> (8 * i));
    }
  }
}
