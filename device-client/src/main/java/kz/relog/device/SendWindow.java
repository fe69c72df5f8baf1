package kz.relog.device;

import org.jspecify.annotations.Nullable;

/**
 * The unsettled batches of a device: numbers {@code low} (the lowest that may still be sent) to
 * {@code end - 1}, never more than 64 apart, because an ack tells of no more. Numbers may be
 * missing between them: of batches settled, given up, or skipped by a run that was killed.
 */
final class SendWindow {
  static final int WIDTH = 64;

  private final @Nullable FrozenBatch[] slots = new FrozenBatch[WIDTH];
  private @Nullable FrozenBatch spare;
  private long low;
  private long end;
  private int count;

  SendWindow(long firstBatchSeq) {
    this.low = firstBatchSeq;
    this.end = firstBatchSeq;
  }

  int count() {
    return count;
  }

  long low() {
    return low;
  }

  long end() {
    return end;
  }

  /** Whether a batch of this number, above all others, fits. */
  boolean hasRoomFor(long batchSeq) {
    return count == 0 || batchSeq - low < WIDTH;
  }

  /** How many numbers below this one may still be sent. */
  int heldAt(long batchSeq) {
    return count == 0 ? 0 : (int) (batchSeq - low);
  }

  /** A batch to freeze under this number, above all others; the window holds it from then on. */
  FrozenBatch append(long batchSeq) {
    FrozenBatch batch = spare;
    if (batch == null) {
      batch = new FrozenBatch();
    } else {
      spare = batch.nextSpare;
      batch.nextSpare = null;
    }
    if (count == 0) {
      low = batchSeq;
    }
    slots[(int) batchSeq & (WIDTH - 1)] = batch;
    end = batchSeq + 1;
    count++;
    return batch;
  }

  /** The unsettled batch of this number, or null. */
  @Nullable FrozenBatch find(long batchSeq) {
    if (batchSeq < low || batchSeq >= end) {
      return null;
    }
    return slots[(int) batchSeq & (WIDTH - 1)];
  }

  /**
   * Forgets a batch that will not be sent again and moves the lower bound; its object is reused by
   * {@link #append}.
   */
  void remove(FrozenBatch batch) {
    slots[(int) batch.batchSeq & (WIDTH - 1)] = null;
    batch.nextSpare = spare;
    spare = batch;
    count--;
    while (low < end && slots[(int) low & (WIDTH - 1)] == null) {
      low++;
    }
  }
}
