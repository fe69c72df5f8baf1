package kz.relog.proto.fix;

import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.v1.Ack;

/**
 * Reads an {@code Ack}. One thread at a time; reused: what it shows is valid until the next {@link
 * #decode}; allocates nothing.
 */
public final class AckDecoder {
  /** What {@link #nextKeyId} gives when no rotation is announced. */
  public static final long NO_KEY = -1;

  private final WireReader reader = new WireReader();
  private long durableSeq;
  private long durableAbove;
  private long status;
  private int retryAfterSeconds;
  private boolean trackingOn;
  private long nextKeyId = NO_KEY;
  private int refused;
  private BatchFault fault = BatchFault.NONE;

  /** A decoder that shows the empty ack. */
  public AckDecoder() {}

  /**
   * Reads one ack.
   *
   * @param bytes array that holds the message
   * @param offset where it begins
   * @param length its length
   * @return {@link BatchFault#NONE}, or why it is refused; then the getters mean nothing
   */
  public BatchFault decode(byte[] bytes, int offset, int length) {
    durableSeq = 0;
    durableAbove = 0;
    status = 0;
    retryAfterSeconds = 0;
    trackingOn = false;
    nextKeyId = NO_KEY;
    refused = 0;
    fault = BatchFault.NONE;
    reader.wrap(bytes, offset, length);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> durableSeq = reader.uint64();
        case 2 -> durableAbove = reader.fixed64();
        case 3 -> status = reader.uint32();
        case 4 -> retryAfterSeconds = (int) Math.min(reader.uint32(), Integer.MAX_VALUE);
        case 5 -> trackingOn = reader.bool();
        case 6 -> readNextKeyId(bytes);
        case 7 -> refused = (int) Math.min(reader.uint32(), Integer.MAX_VALUE);
        default -> reader.skip();
      }
    }
    return reader.fault() != BatchFault.NONE ? reader.fault() : fault;
  }

  /**
   * Whether the server needs a batch no more: it is durable or refused for good.
   *
   * @param batchSeq of the batch, unsigned
   * @return true when the device may forget it
   */
  public boolean isSettled(long batchSeq) {
    if (Long.compareUnsigned(batchSeq, durableSeq) <= 0) {
      return true;
    }
    final long bit = batchSeq - durableSeq - 2; // -1: the first one missing
    return bit >= 0 && bit < Long.SIZE && (durableAbove & 1L << bit) != 0;
  }

  /**
   * Up to where every batch is settled.
   *
   * @return batch_seq, unsigned
   */
  public long durableSeq() {
    return durableSeq;
  }

  /**
   * Which batches above are settled too.
   *
   * @return bit i: durable_seq + 2 + i
   */
  public long durableAbove() {
    return durableAbove;
  }

  /**
   * Status of the frame answered.
   *
   * @return UNRECOGNIZED when a newer server says something else
   */
  public Ack.Status status() {
    final Ack.Status known = Ack.Status.forNumber((int) status);
    return known == null ? Ack.Status.UNRECOGNIZED : known;
  }

  /**
   * How long to wait before the next frame.
   *
   * @return seconds, 0 when not told
   */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /**
   * Whether the device tracks its driver.
   *
   * @return what the device must show
   */
  public boolean trackingOn() {
    return trackingOn;
  }

  /**
   * The key id to rotate to.
   *
   * @return 40 bits, or {@link #NO_KEY}
   */
  public long nextKeyId() {
    return nextKeyId;
  }

  /**
   * How many fixes of the batch answered were not stored.
   *
   * @return 0 to 512
   */
  public int refused() {
    return refused;
  }

  private void readNextKeyId(byte[] bytes) {
    final int length = reader.blob();
    if (length == FrameDescriptor.KEY_ID_BYTES) {
      nextKeyId = FrameDescriptor.getKeyId(bytes, reader.position() - length);
    } else if (length != 0) {
      fault = BatchFault.VALUE_OVERFLOW;
    }
  }
}
