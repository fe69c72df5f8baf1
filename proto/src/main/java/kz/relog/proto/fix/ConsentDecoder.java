package kz.relog.proto.fix;

import kz.relog.proto.v1.ConsentChange;

/**
 * Reads a {@code ConsentChange}. One thread at a time; reused: what it shows is valid until the
 * next {@link #decode}; allocates nothing.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class ConsentDecoder {
  /** A decoder that shows nothing yet. */
  public ConsentDecoder() {}

  /**
   * Reads one consent change.
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
   * The idempotency key.
   *
   * @return unsigned, neither 0 nor 2^64-1
   */
  public long batchSeq() {
    throw new UnsupportedOperationException();
  }

  /**
   * How many batch numbers below this one the device may still send.
   *
   * @return 0 to 64
   */
  public int held() {
    throw new UnsupportedOperationException();
  }

  /**
   * The purpose meant.
   *
   * @return 0 every purpose, 1 plan-fact, 2 live view, 3 customer view
   */
  public int purpose() {
    throw new UnsupportedOperationException();
  }

  /**
   * What the person decided.
   *
   * @return WITHDRAW, PAUSE or RESUME
   */
  public ConsentChange.Action action() {
    throw new UnsupportedOperationException();
  }
}
