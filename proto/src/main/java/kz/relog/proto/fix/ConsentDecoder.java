package kz.relog.proto.fix;

import kz.relog.proto.v1.ConsentChange;

/**
 * Reads a {@code ConsentChange}. One thread at a time; reused: what it shows is valid until the
 * next {@link #decode}; allocates nothing.
 */
public final class ConsentDecoder {
  private final WireReader reader = new WireReader();
  private long batchSeq;
  private int held;
  private int purpose;
  private int action;

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
    batchSeq = 0;
    held = 0;
    purpose = 0;
    action = 0;
    reader.wrap(bytes, offset, length);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> batchSeq = reader.uint64();
        case 2 -> held = (int) reader.uint32();
        case 3 -> purpose = (int) reader.uint32();
        case 4 -> action = (int) reader.uint32();
        default -> reader.skip();
      }
    }
    return reader.fault() == BatchFault.NONE ? check() : reader.fault();
  }

  /**
   * The idempotency key.
   *
   * @return unsigned, neither 0 nor 2^64-1
   */
  public long batchSeq() {
    return batchSeq;
  }

  /**
   * How many batch numbers below this one the device may still send.
   *
   * @return 0 to 64
   */
  public int held() {
    return held;
  }

  /**
   * The purpose meant.
   *
   * @return 0 every purpose, 1 plan-fact, 2 live view, 3 customer view
   */
  public int purpose() {
    return purpose;
  }

  /**
   * What the person decided.
   *
   * @return WITHDRAW, PAUSE or RESUME
   */
  public ConsentChange.Action action() {
    final ConsentChange.Action known = ConsentChange.Action.forNumber(action);
    return known == null ? ConsentChange.Action.ACTION_UNSPECIFIED : known;
  }

  private BatchFault check() {
    final BatchFault sequence = BatchSequence.check(batchSeq, held);
    if (sequence != BatchFault.NONE) {
      return sequence;
    }
    if (purpose < 0 || purpose > FixLimits.PURPOSE_MAX) {
      return BatchFault.PURPOSE;
    }
    return action() == ConsentChange.Action.ACTION_UNSPECIFIED
        ? BatchFault.ACTION
        : BatchFault.NONE;
  }
}
