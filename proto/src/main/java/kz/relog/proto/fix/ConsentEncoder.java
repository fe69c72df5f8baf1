package kz.relog.proto.fix;

import kz.relog.proto.v1.ConsentChange;

/** Writes a {@code ConsentChange}. Stateless, any thread. */
@SuppressWarnings("DoNotCallSuggester")
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
    throw new UnsupportedOperationException();
  }
}
