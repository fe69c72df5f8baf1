package kz.relog.device;

/**
 * Batches that were settled by the ack of another one, so that nobody has said yet how many of
 * their fixes were refused; the last 64. One thread.
 */
final class Untold {
  private static final int WIDTH = 64;
  private static final long[] NONE = new long[0];

  private long[] batchSeqs = NONE;
  private short[] fixes = new short[0];
  private long taken;

  void put(long batchSeq, int count) {
    if (batchSeqs.length == 0) {
      batchSeqs = new long[WIDTH];
      fixes = new short[WIDTH];
    }
    int at = (int) batchSeq & (WIDTH - 1);
    batchSeqs[at] = batchSeq;
    fixes[at] = (short) count;
  }

  /** How many fixes the batch of these low 31 bits held, once; 0 if there is no such batch. */
  int take(int low31) {
    int at = low31 & (WIDTH - 1);
    if (batchSeqs.length == 0 || ((int) batchSeqs[at] & Integer.MAX_VALUE) != low31) {
      return 0;
    }
    taken = batchSeqs[at];
    int count = fixes[at];
    fixes[at] = 0;
    return count;
  }

  /** The number of the batch taken last. */
  long batchSeq() {
    return taken;
  }
}
