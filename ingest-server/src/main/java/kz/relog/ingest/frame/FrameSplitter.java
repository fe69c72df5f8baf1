package kz.relog.ingest.frame;

import io.netty.buffer.ByteBuf;
import kz.relog.proto.frame.FrameDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of one connection into frames:
 *
 * <pre>
 *  +-------------------+-----------------+-------------------+-----
 *  | length, 2, little | frame, 26..4096 | length, 2, little | ...
 *  +-------------------+-----------------+-------------------+-----
 * </pre>
 *
 * <p>Law: any split of the bytes over calls gives the same frames. Holds at most one frame. Thread:
 * the connection's event loop.
 */
public final class FrameSplitter {

  private static final int PREFIX = FrameDescriptor.TCP_LENGTH_BYTES;

  private final PartialPool pool;
  private byte @Nullable [] partial;
  private int have;
  private long partialSinceNs;

  /**
   * At the beginning of a stream.
   *
   * @param pool where it borrows a buffer while a frame is incomplete
   */
  public FrameSplitter(PartialPool pool) {
    this.pool = pool;
  }

  /**
   * Takes all readable bytes.
   *
   * @param in the next bytes
   * @param scratch room for one frame
   * @param nowNs when they came
   * @param sink gets each frame that is whole now
   * @return false if a length was out of range: the stream has no meaning any more, close it
   */
  public boolean split(ByteBuf in, byte[] scratch, long nowNs, FrameSink sink) {
    while (in.isReadable()) {
      if (partial == null) {
        int whole = wholeLength(in);
        if (whole < 0) {
          return false;
        }
        if (whole > 0) {
          in.skipBytes(PREFIX);
          in.readBytes(scratch, 0, whole);
          sink.onFrame(scratch, 0, whole);
          continue;
        }
        partial = pool.take();
        have = 0;
        partialSinceNs = nowNs;
      }
      if (!fill(partial, in, sink)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a frame has begun and not ended. */
  public boolean isMidFrame() {
    return partial != null;
  }

  /** When the frame that has not ended began. */
  public long partialSinceNs() {
    return partialSinceNs;
  }

  /** Gives the buffer back; the stream is over. */
  public void close() {
    byte[] buffer = partial;
    if (buffer != null) {
      partial = null;
      pool.give(buffer);
    }
  }

  /**
   * Length of the frame that lies whole in the buffer, 0 if none does, -1 if its length is out of
   * range.
   */
  private static int wholeLength(ByteBuf in) {
    if (in.readableBytes() < PREFIX) {
      return 0;
    }
    int length = in.getUnsignedShortLE(in.readerIndex());
    if (!inRange(length)) {
      return -1;
    }
    return in.readableBytes() - PREFIX >= length ? length : 0;
  }

  private boolean fill(byte[] buffer, ByteBuf in, FrameSink sink) {
    int want = have < PREFIX ? PREFIX : PREFIX + length(buffer);
    int count = Math.min(want - have, in.readableBytes());
    in.readBytes(buffer, have, count);
    have += count;
    if (have < PREFIX) {
      return true;
    }
    int length = length(buffer);
    if (!inRange(length)) {
      return false;
    }
    if (have == PREFIX + length) {
      sink.onFrame(buffer, PREFIX, length);
      close();
    }
    return true;
  }

  private static int length(byte[] buffer) {
    return (buffer[0] & 0xFF) | (buffer[1] & 0xFF) << 8;
  }

  private static boolean inRange(int length) {
    return length >= FrameDescriptor.FRAME_BYTES_MIN
        && length <= FrameDescriptor.TCP_FRAME_BYTES_MAX;
  }
}
