package kz.relog.app.prove;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that must not be found after an erasure, in the forms in which it could be stored.
 *
 * @param name for the table
 * @param patterns bytes, each at least {@value #BYTES_MIN} long, so that chance does not find them
 */
record Canary(String name, List<byte[]> patterns) {
  static final int BYTES_MIN = 5;

  /** Fixes of a drive that are searched for, evenly spread. */
  private static final int SEARCHED = 24;

  Canary {
    patterns = List.copyOf(patterns);
    if (patterns.stream().anyMatch(pattern -> pattern.length < BYTES_MIN)) {
      throw new IllegalArgumentException("a pattern of fewer bytes is found by chance");
    }
  }

  /** Text as it is, in UTF-8 and in the two-byte form of a heap. */
  static Canary text(String name, String text) {
    return new Canary(
        name,
        List.of(
            text.getBytes(StandardCharsets.UTF_8),
            text.getBytes(StandardCharsets.UTF_16LE),
            text.getBytes(StandardCharsets.UTF_16BE)));
  }

  /** Bytes as they are and as lower-case hex. */
  static Canary bytes(String name, byte[] bytes) {
    return new Canary(
        name,
        List.of(
            bytes, java.util.HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII)));
  }

  /** A key: its bytes, as hex, and as the two pads of an HMAC (RFC 2104), from which it follows. */
  static Canary key(String name, byte[] key) {
    List<byte[]> patterns = new ArrayList<>(bytes(name, key).patterns);
    for (int pad : new int[] {0x36, 0x5C}) {
      byte[] padded = key.clone();
      for (int i = 0; i < padded.length; i++) {
        padded[i] ^= (byte) pad;
      }
      patterns.add(padded);
    }
    return new Canary(name, patterns);
  }

  /** The same under another name. */
  Canary of(String whose) {
    return new Canary(name + " of " + whose, patterns);
  }

  /**
   * A drive: integers of both byte orders beside their neighbours, zigzag varints, floating point,
   * decimal and integer text.
   */
  static Canary drive(String name, int[] latE7, int[] lonE7) {
    List<byte[]> patterns = new ArrayList<>();
    int every = Math.max(1, latE7.length / SEARCHED);
    for (int i = 0; i + 1 < latE7.length; i += every) {
      for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        patterns.add(ints(order, latE7[i], lonE7[i]));
        patterns.add(ints(order, lonE7[i], latE7[i]));
        patterns.add(ints(order, latE7[i], latE7[i + 1]));
        patterns.add(ints(order, lonE7[i], lonE7[i + 1]));
        for (int value : new int[] {latE7[i], lonE7[i]}) {
          patterns.add(ByteBuffer.allocate(8).order(order).putDouble(value / 1e7).array());
        }
      }
      for (int value : new int[] {latE7[i], lonE7[i]}) {
        patterns.add(zigzag(value));
        patterns.add(
            String.format(Locale.ROOT, "%.7f", value / 1e7).getBytes(StandardCharsets.US_ASCII));
        patterns.add(Integer.toString(value).getBytes(StandardCharsets.US_ASCII));
      }
    }
    return new Canary(name, patterns);
  }

  private static byte[] ints(ByteOrder order, int first, int second) {
    return ByteBuffer.allocate(8).order(order).putInt(first).putInt(second).array();
  }

  private static byte[] zigzag(int value) {
    ByteBuffer bytes = ByteBuffer.allocate(5);
    int rest = (value << 1) ^ (value >> 31);
    while ((rest & ~0x7F) != 0) {
      bytes.put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
    byte[] varint = new byte[bytes.position()];
    bytes.flip().get(varint);
    return varint;
  }
}
