package kz.relog.device;

import org.jspecify.annotations.Nullable;

/**
 * The last 256 packet counters of this run and the batch each carried. An ack names the counter it
 * answers by its low byte; only these may be meant, so each byte means one.
 */
final class RecentCounters {
  /** What a counter carried that carried no batch. */
  static final int NO_BATCH = -1;

  /** What {@link #answered} gives for a byte that names no counter of this run. */
  static final long NONE = 0;

  private static final int WIDTH = 256;

  /**
   * Low 31 bits of the batch number: batches of one window differ there. Absent until the first
   * send.
   */
  private int @Nullable [] batches;

  private long first;
  private long last;

  void sent(long counter, long batchSeq) {
    note(counter, (int) batchSeq & Integer.MAX_VALUE);
  }

  void sentWithoutBatch(long counter) {
    note(counter, NO_BATCH);
  }

  /** The counter of this run that the low byte means, or {@link #NONE}. */
  long answered(int low8) {
    if (batches == null) {
      return NONE;
    }
    long counter = last - ((last - low8) & (WIDTH - 1));
    return counter >= first ? counter : NONE;
  }

  /** Low 31 bits of the number of the batch that this counter carried, or {@link #NO_BATCH}. */
  int batchOf(long counter) {
    return batches == null ? NO_BATCH : batches[(int) counter & (WIDTH - 1)];
  }

  private void note(long counter, int batch) {
    if (batches == null) {
      batches = new int[WIDTH];
      first = counter;
    }
    batches[(int) counter & (WIDTH - 1)] = batch;
    last = counter;
  }
}
