package kz.relog.ingest.device;

/**
 * Which batches of a device are settled: durable, or refused for good. Batch numbers are unsigned.
 *
 * <pre>
 *   1 ............ durableSeq | durableSeq+1 | durableSeq+2 ... durableSeq+65
 *   all settled               | not settled  | bit 0 ...        bit 63 of durableAbove
 * </pre>
 *
 * <p>Thread: the sequencer.
 */
public final class SettledWindow {

  /** Batches above the gap that are told apart. */
  public static final int WIDTH = 64;

  private long durableSeq;
  private long durableAbove;

  /** A window that has seen nothing. */
  public SettledWindow() {}

  /** Every batch up to here is settled. */
  public long durableSeq() {
    return durableSeq;
  }

  /** Bit i: batch durableSeq + 2 + i is settled too. */
  public long durableAbove() {
    return durableAbove;
  }

  /** Takes over a state that was kept elsewhere. */
  public void restore(long seq, long above) {
    durableSeq = seq;
    durableAbove = above;
  }

  /** Whether a batch is settled. */
  public boolean isSettled(long batchSeq) {
    if (Long.compareUnsigned(batchSeq, durableSeq) <= 0) {
      return true;
    }
    long bit = batchSeq - durableSeq - 2;
    return bit >= 0 && bit < WIDTH && (durableAbove >>> bit & 1) != 0;
  }

  /** The highest batch that is settled, 0 if none. */
  public long highest() {
    return durableAbove == 0
        ? durableSeq
        : durableSeq + 65 - Long.numberOfLeadingZeros(durableAbove);
  }

  /**
   * Takes the word of a device that it will never again send what lies below a batch.
   *
   * @param lowest the lowest batch that may still come
   */
  public void settleBelow(long lowest) {
    long target = lowest - 1;
    if (Long.compareUnsigned(target, durableSeq) <= 0) {
      return;
    }
    long step = target - durableSeq;
    boolean nextIsSettled = step > 0 && step <= WIDTH && (durableAbove >>> (step - 1) & 1) != 0;
    durableAbove = step > 0 && step < WIDTH ? durableAbove >>> step : 0;
    durableSeq = target;
    if (nextIsSettled) {
      closeGap();
    }
  }

  /**
   * Settles one batch.
   *
   * @param batchSeq at most 65 above {@link #durableSeq()}, which {@link #settleBelow} of what the
   *     device holds sees to
   * @return false if it lies further ahead; nothing was changed
   */
  public boolean settle(long batchSeq) {
    if (isSettled(batchSeq)) {
      return true;
    }
    long ahead = batchSeq - durableSeq;
    if (ahead == 1) {
      closeGap();
      return true;
    }
    if (ahead < 0 || ahead - 2 >= WIDTH) {
      return false;
    }
    durableAbove |= 1L << (ahead - 2);
    return true;
  }

  /** The batch in the gap is settled: moves over it and over all that follow it. */
  private void closeGap() {
    int following = Long.numberOfTrailingZeros(~durableAbove);
    durableSeq += 1 + following;
    durableAbove = following + 1 < WIDTH ? durableAbove >>> (following + 1) : 0;
  }
}
