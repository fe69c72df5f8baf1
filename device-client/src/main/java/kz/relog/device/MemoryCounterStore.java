package kz.relog.device;

/**
 * Counters that die with the process: for simulated devices, whose keys die with it too. Never for
 * a real key: a second run would use the same counters again, which the server refuses as replays
 * and which breaks the sealing.
 */
public final class MemoryCounterStore implements CounterStore {
  private long nextCounter = 1;
  private long nextBatchSeq = 1;

  /** A store of a device that has never sent. */
  public MemoryCounterStore() {}

  @Override
  public long nextCounter() {
    return nextCounter;
  }

  @Override
  public long nextBatchSeq() {
    return nextBatchSeq;
  }

  @Override
  public void reserve(long counterEnd, long batchSeqEnd) {
    nextCounter = counterEnd;
    nextBatchSeq = batchSeqEnd;
  }

  @Override
  public void close(long usedCounter, long usedBatchSeq) {
    nextCounter = usedCounter;
    nextBatchSeq = usedBatchSeq;
  }
}
