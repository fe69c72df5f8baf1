package kz.relog.device;

import java.io.IOException;

/**
 * Gives out packet counters and batch numbers, each once, from ranges that the store has promised.
 */
final class Numbers {
  /** A range lasts minutes of a busy device, and a lost one costs nothing: 64 bits are plenty. */
  static final int COUNTER_STRIDE = 1024;

  static final int BATCH_STRIDE = 256;

  private final CounterStore store;
  private long nextCounter;
  private long nextBatchSeq;
  private long counterEnd;
  private long batchSeqEnd;

  Numbers(CounterStore store) {
    this.store = store;
    this.nextCounter = store.nextCounter();
    this.nextBatchSeq = store.nextBatchSeq();
    this.counterEnd = nextCounter;
    this.batchSeqEnd = nextBatchSeq;
  }

  /** A packet counter never given before, by no run. */
  long takeCounter() throws IOException {
    if (nextCounter == counterEnd) {
      reserve(nextCounter + COUNTER_STRIDE, batchSeqEnd);
    }
    return nextCounter++;
  }

  /** A batch number never given before, by no run. */
  long takeBatchSeq() throws IOException {
    long seq = prepareBatchSeq();
    batchSeqTaken();
    return seq;
  }

  /**
   * The number that the next batch gets if all goes well, reserved; {@link #batchSeqTaken} ends it.
   */
  long prepareBatchSeq() throws IOException {
    if (nextBatchSeq == batchSeqEnd) {
      reserve(Math.max(counterEnd, nextCounter + COUNTER_STRIDE), nextBatchSeq + BATCH_STRIDE);
    }
    return nextBatchSeq;
  }

  /** The prepared number is used. */
  void batchSeqTaken() {
    nextBatchSeq++;
  }

  /** One above the highest batch number that is reserved. */
  long batchSeqEnd() {
    return batchSeqEnd;
  }

  /**
   * Batch numbers go on from here: what another key's counters or the spool know. Below what the
   * store promised it gives numbers of the range that an earlier run reserved and did not use.
   */
  void goOnFrom(long batchSeq) {
    nextBatchSeq = batchSeq;
    batchSeqEnd = Math.max(batchSeqEnd, batchSeq);
  }

  /** The batch number that comes next. */
  long peekBatchSeq() {
    return nextBatchSeq;
  }

  void close() throws IOException {
    store.close(nextCounter, nextBatchSeq);
  }

  private void reserve(long counters, long batchSeqs) throws IOException {
    store.reserve(counters, batchSeqs);
    counterEnd = counters;
    batchSeqEnd = batchSeqs;
  }
}
