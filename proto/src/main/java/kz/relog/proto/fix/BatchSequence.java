package kz.relog.proto.fix;

/** The rules of batch_seq and held, the same for FACTS and CONSENT. Stateless. */
final class BatchSequence {
  private BatchSequence() {}

  /** Judges the two; held as an int, negative when it was above 2^31. */
  static BatchFault check(long batchSeq, int held) {
    if (batchSeq == 0 || batchSeq == -1) { // -1 is 2^64-1
      return BatchFault.BATCH_SEQ;
    }
    if (held < 0 || held > FixLimits.HELD_MAX || Long.compareUnsigned(held, batchSeq) >= 0) {
      return BatchFault.HELD;
    }
    return BatchFault.NONE;
  }

  /** For senders: the same, as an exception. */
  static void require(long batchSeq, int held) {
    final BatchFault fault = check(batchSeq, held);
    if (fault == BatchFault.BATCH_SEQ) {
      throw new IllegalStateException("batch_seq must be set, and is neither 0 nor 2^64-1");
    }
    if (fault == BatchFault.HELD) {
      throw new IllegalStateException("held is 0 to 64 and below batch_seq, not " + held);
    }
  }
}
