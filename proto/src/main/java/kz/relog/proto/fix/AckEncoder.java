package kz.relog.proto.fix;

import kz.relog.proto.v1.Ack;

/** Writes an {@code Ack}. One thread at a time; reused; allocates nothing. */
@SuppressWarnings("DoNotCallSuggester")
public final class AckEncoder {
  /** What {@link #encode} gives when even the shortest form is too long: send none. */
  public static final int SEND_NONE = -1;

  /** Room that the longest ack needs. */
  public static final int ENCODED_BYTES_MAX = 64;

  /** An encoder of the empty ack. */
  public AckEncoder() {}

  /**
   * Back to the empty ack: status OK, nothing durable, tracking off.
   *
   * @return this
   */
  public AckEncoder reset() {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets up to where every batch is settled.
   *
   * @param seq batch_seq, unsigned
   * @return this
   */
  public AckEncoder durableSeq(long seq) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets which batches above are settled too.
   *
   * @param bits bit i: durable_seq + 2 + i
   * @return this
   */
  public AckEncoder durableAbove(long bits) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets the status of the frame answered.
   *
   * @param status not UNRECOGNIZED
   * @return this
   */
  public AckEncoder status(Ack.Status status) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets how long the device shall wait.
   *
   * @param seconds 0 when it need not
   * @return this
   */
  public AckEncoder retryAfterSeconds(int seconds) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets whether the device tracks its driver.
   *
   * @param on what the device must show
   * @return this
   */
  public AckEncoder trackingOn(boolean on) {
    throw new UnsupportedOperationException();
  }

  /**
   * Announces a rotation.
   *
   * @param keyId 40 bits, or -1 for none
   * @return this
   */
  public AckEncoder nextKeyId(long keyId) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets how many fixes of the batch answered were not stored.
   *
   * @param fixes 0 to 512
   * @return this
   */
  public AckEncoder refused(int fixes) {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }
}
