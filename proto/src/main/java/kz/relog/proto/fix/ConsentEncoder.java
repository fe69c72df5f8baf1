package kz.relog.proto.fix;

import kz.relog.proto.v1.ConsentChange;

/** Writes a {@code ConsentChange}. Stateless, any thread. */
public final class ConsentEncoder {
  /** Room that the longest message needs. */
  public static final int ENCODED_BYTES_MAX = 32;

  private ConsentEncoder() {}

  /**
   * Writes one consent change.
   *
   * @param batchSeq neither 0 nor 2^64-1
   * @param held 0 to 64, below batchSeq
   * @param purpose 0 every purpose, 1 plan-fact, 2 live view, 3 customer view
   * @param action WITHDRAW, PAUSE or RESUME
   * @param out array to write to
   * @param offset where the message shall begin
   * @return length of the message
   */
  public static int encode(
      long batchSeq, int held, int purpose, ConsentChange.Action action, byte[] out, int offset) {
    BatchSequence.require(batchSeq, held);
    if (purpose < 0 || purpose > FixLimits.PURPOSE_MAX) {
      throw new IllegalArgumentException("a purpose is 0 to 3, not " + purpose);
    }
    if (action == ConsentChange.Action.ACTION_UNSPECIFIED) {
      throw new IllegalArgumentException("an action is WITHDRAW, PAUSE or RESUME");
    }
    int at = Wire.putField(out, offset, 1, batchSeq);
    at = Wire.putField(out, at, 2, held);
    at = Wire.putField(out, at, 3, purpose);
    return Wire.putField(out, at, 4, action.getNumber()) - offset;
  }
}
