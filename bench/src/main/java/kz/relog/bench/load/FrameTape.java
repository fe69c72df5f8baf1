package kz.relog.bench.load;

import io.netty.buffer.ByteBuf;
import kz.relog.proto.frame.FrameDescriptor;

/**
 * Sealed frames one after the other in memory outside the heap, each behind its length, as TCP
 * carries them. Written once, then read by one thread.
 *
 * <pre>
 *  | length | frame ........ | length | frame ..... |
 *  | 2      |                | 2      |
 * </pre>
 */
final class FrameTape {
  private final ByteBuf frames;
  private final int count;
  private int position;

  FrameTape(ByteBuf frames, int count) {
    this.frames = frames;
    this.count = count;
  }

  int count() {
    return count;
  }

  long bytes() {
    return frames.readableBytes();
  }

  boolean isAtEnd() {
    return position >= frames.readableBytes();
  }

  void rewind() {
    position = 0;
  }

  /** First byte of the next frame's key id: random, so good to pick samples by. */
  int peekKeyByte() {
    return frames.getUnsignedByte(
        position + FrameDescriptor.TCP_LENGTH_BYTES + FrameDescriptor.KEY_ID_OFFSET);
  }

  /** Key id of the next frame. */
  long peekKeyId() {
    int at = position + FrameDescriptor.TCP_LENGTH_BYTES + FrameDescriptor.KEY_ID_OFFSET;
    return frames.getUnsignedIntLE(at) | (long) frames.getUnsignedByte(at + Integer.BYTES) << 32;
  }

  /** The next frame without its length; the receiver releases it. */
  ByteBuf nextFrame() {
    int length = frames.getUnsignedShortLE(position);
    ByteBuf frame = frames.retainedSlice(position + FrameDescriptor.TCP_LENGTH_BYTES, length);
    position += FrameDescriptor.TCP_LENGTH_BYTES + length;
    return frame;
  }

  int position() {
    return position;
  }

  /** Passes over the next frame, to take several at once by {@link #since}. */
  void skip() {
    position += FrameDescriptor.TCP_LENGTH_BYTES + frames.getUnsignedShortLE(position);
  }

  /** Everything between a position and the present one, lengths included. */
  ByteBuf since(int from) {
    return frames.retainedSlice(from, position - from);
  }

  /** Gives the memory back. */
  void release() {
    frames.release();
  }
}
