package kz.relog.proto.fix;

import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.v1.Ack;

/** Writes an {@code Ack}. One thread at a time; reused; allocates nothing. */
public final class AckEncoder {
  /** What {@link #encode} gives when even the shortest form is too long: send none. */
  public static final int SEND_NONE = -1;

  /** Room that the longest ack needs. */
  public static final int ENCODED_BYTES_MAX = 64;

  private long durableSeq;
  private long durableAbove;
  private Ack.Status status = Ack.Status.OK;
  private int retryAfterSeconds;
  private boolean trackingOn;
  private long nextKeyId = AckDecoder.NO_KEY;
  private int refused;

  /** An encoder of the empty ack. */
  public AckEncoder() {}

  /**
   * Back to the empty ack: status OK, nothing durable, tracking off.
   *
   * @return this
   */
  public AckEncoder reset() {
    durableSeq = 0;
    durableAbove = 0;
    status = Ack.Status.OK;
    retryAfterSeconds = 0;
    trackingOn = false;
    nextKeyId = AckDecoder.NO_KEY;
    refused = 0;
    return this;
  }

  /**
   * Sets up to where every batch is settled.
   *
   * @param seq batch_seq, unsigned
   * @return this
   */
  public AckEncoder durableSeq(long seq) {
    durableSeq = seq;
    return this;
  }

  /**
   * Sets which batches above are settled too.
   *
   * @param bits bit i: durable_seq + 2 + i
   * @return this
   */
  public AckEncoder durableAbove(long bits) {
    durableAbove = bits;
    return this;
  }

  /**
   * Sets the status of the frame answered.
   *
   * @param status not UNRECOGNIZED
   * @return this
   */
  public AckEncoder status(Ack.Status status) {
    this.status = status;
    return this;
  }

  /**
   * Sets how long the device shall wait.
   *
   * @param seconds 0 when it need not
   * @return this
   */
  public AckEncoder retryAfterSeconds(int seconds) {
    retryAfterSeconds = seconds;
    return this;
  }

  /**
   * Sets whether the device tracks its driver.
   *
   * @param on what the device must show
   * @return this
   */
  public AckEncoder trackingOn(boolean on) {
    trackingOn = on;
    return this;
  }

  /**
   * Announces a rotation.
   *
   * @param keyId 40 bits, or {@link AckDecoder#NO_KEY}
   * @return this
   */
  public AckEncoder nextKeyId(long keyId) {
    nextKeyId = keyId;
    return this;
  }

  /**
   * Sets how many fixes of the batch answered were not stored.
   *
   * @param fixes 0 to 512
   * @return this
   */
  public AckEncoder refused(int fixes) {
    refused = fixes;
    return this;
  }

  /**
   * Writes the ack so that its frame is no longer than the one it answers: retry_after_s is left
   * out first, then durable_above.
   *
   * @param out array to write to
   * @param offset where the message shall begin
   * @param answeredFrameLength length of the frame answered, header and tag included
   * @return length of the message, or {@link #SEND_NONE}
   */
  public int encode(byte[] out, int offset, int answeredFrameLength) {
    final int room = answeredFrameLength - FrameDescriptor.OVERHEAD_BYTES;
    final int retry = Wire.sizeOfField(4, retryAfterSeconds);
    final int above = durableAbove == 0 ? 0 : 1 + Long.BYTES;
    final int rest = restLength();
    final boolean withAll = rest + above + retry <= room;
    final boolean withAbove = withAll || rest + above <= room;
    if (rest > room) {
      return SEND_NONE;
    }
    int at = Wire.putField(out, offset, 1, durableSeq);
    at = Wire.putFixed64Field(out, at, 2, withAbove ? durableAbove : 0);
    at = Wire.putField(out, at, 3, status.getNumber());
    at = Wire.putField(out, at, 4, withAll ? retryAfterSeconds : 0);
    at = Wire.putField(out, at, 5, trackingOn ? 1 : 0);
    if (nextKeyId != AckDecoder.NO_KEY) {
      at = Wire.putTag(out, at, 6, Wire.LENGTH);
      at = Wire.put(out, at, FrameDescriptor.KEY_ID_BYTES);
      FrameDescriptor.putKeyId(out, at, nextKeyId);
      at += FrameDescriptor.KEY_ID_BYTES;
    }
    return Wire.putField(out, at, 7, refused) - offset;
  }

  /** Length of what is never left out. */
  private int restLength() {
    return Wire.sizeOfField(1, durableSeq)
        + Wire.sizeOfField(3, status.getNumber())
        + Wire.sizeOfField(5, trackingOn ? 1 : 0)
        + (nextKeyId == AckDecoder.NO_KEY ? 0 : 2 + FrameDescriptor.KEY_ID_BYTES)
        + Wire.sizeOfField(7, refused);
  }
}
