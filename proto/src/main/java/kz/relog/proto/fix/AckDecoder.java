package kz.relog.proto.fix;

import kz.relog.proto.v1.Ack;

/**
 * Reads an {@code Ack}. One thread at a time; reused: what it shows is valid until the next {@link
 * #decode}; allocates nothing.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class AckDecoder {
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
    throw new UnsupportedOperationException();
  }

  /**
   * Whether the server needs a batch no more: it is durable or refused for good.
   *
   * @param batchSeq of the batch, unsigned
   * @return true when the device may forget it
   */
  public boolean isSettled(long batchSeq) {
    throw new UnsupportedOperationException();
  }

  /**
   * Up to where every batch is settled.
   *
   * @return batch_seq, unsigned
   */
  public long durableSeq() {
    throw new UnsupportedOperationException();
  }

  /**
   * Which batches above are settled too.
   *
   * @return bit i: durable_seq + 2 + i
   */
  public long durableAbove() {
    throw new UnsupportedOperationException();
  }

  /**
   * Status of the frame answered.
   *
   * @return UNRECOGNIZED when a newer server says something else
   */
  public Ack.Status status() {
    throw new UnsupportedOperationException();
  }

  /**
   * How long to wait before the next frame.
   *
   * @return seconds, 0 when not told
   */
  public int retryAfterSeconds() {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether the device tracks its driver.
   *
   * @return what the device must show
   */
  public boolean trackingOn() {
    throw new UnsupportedOperationException();
  }

  /**
   * The key id to rotate to.
   *
   * @return 40 bits, or -1 for none
   */
  public long nextKeyId() {
    throw new UnsupportedOperationException();
  }

  /**
   * How many fixes of the batch answered were not stored.
   *
   * @return 0 to 512
   */
  public int refused() {
    throw new UnsupportedOperationException();
  }
}
