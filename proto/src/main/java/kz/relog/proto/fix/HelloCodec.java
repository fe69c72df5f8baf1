package kz.relog.proto.fix;

import java.util.Arrays;
import kz.relog.proto.frame.FrameDescriptor;

/** Reads and writes a {@code Hello}. Stateless, any thread. */
public final class HelloCodec {
  /** Length of the message that {@link #encode} writes; its frame is then 64 bytes. */
  public static final int ENCODED_BYTES =
      FrameDescriptor.HELLO_FRAME_BYTES_MIN - FrameDescriptor.OVERHEAD_BYTES;

  private HelloCodec() {}

  /**
   * Writes a hello whose frame has the least length allowed.
   *
   * @param out array to write to
   * @param offset where the message shall begin
   * @return {@link #ENCODED_BYTES}
   */
  public static int encode(byte[] out, int offset) {
    final int padding = ENCODED_BYTES - 2;
    int at = Wire.putTag(out, offset, 1, Wire.LENGTH);
    at = Wire.put(out, at, padding);
    Arrays.fill(out, at, at + padding, (byte) 0);
    return ENCODED_BYTES;
  }

  /**
   * Judges a hello.
   *
   * @param bytes array that holds the message
   * @param offset where it begins
   * @param length its length
   * @return {@link BatchFault#NONE}, or why it is refused
   */
  public static BatchFault check(byte[] bytes, int offset, int length) {
    final WireReader reader = new WireReader();
    reader.wrap(bytes, offset, length);
    while (reader.next()) {
      if (reader.field() == 1) {
        reader.blob();
      } else {
        reader.skip();
      }
    }
    if (reader.fault() != BatchFault.NONE) {
      return reader.fault();
    }
    return length < ENCODED_BYTES ? BatchFault.HELLO_SHORT : BatchFault.NONE;
  }
}
