package kz.relog.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.collections.LongArrayQueue;

/**
 * When the frames of one device were due that have no ack yet, so that each ack tells a latency
 * counted from there, however late the frame left or however many are on their way. An ack names
 * the low byte of the packet counter that it answers and settles every frame before it. One thread.
 */
final class AckClock {
  /** Longest latency that is told apart. */
  static final long MICROS_MAX = TimeUnit.SECONDS.toMicros(60);

  private static final long LONG_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long NONE = Long.MIN_VALUE;
  private static final int LOW_BYTE = 0xFF;

  private final LongArrayQueue dueNs = new LongArrayQueue(LongArrayQueue.MIN_CAPACITY, NONE);
  private long oldestCounter = 1;

  /** A frame was sent. */
  void sent(long counter, long due) {
    if (dueNs.isEmpty()) {
      oldestCounter = counter;
    }
    dueNs.addLong(due);
  }

  /**
   * An ack came.
   *
   * @param answeredLow low byte of the counter that it answers
   * @param nowNs when
   * @param micros takes the latencies
   * @return how many frames it settled: 0 for one that came twice
   */
  int acked(int answeredLow, long nowNs, Histogram micros) {
    int ahead = (answeredLow - (int) oldestCounter) & LOW_BYTE;
    if (ahead >= dueNs.size()) {
      return 0;
    }
    for (int i = 0; i <= ahead; i++) {
      record(micros, nowNs - dueNs.pollLong());
      oldestCounter++;
    }
    return ahead + 1;
  }

  /** Frames without an ack. */
  int waiting() {
    return dueNs.size();
  }

  /**
   * Counts the frames that have waited for long with the age that they have, which is the least
   * that their latency will be; younger ones tell nothing yet.
   */
  void age(long nowNs, Histogram micros) {
    dueNs.forEachLong(
        due -> {
          if (nowNs - due > LONG_NS) {
            record(micros, nowNs - due);
          }
        });
  }

  static void record(Histogram micros, long ns) {
    micros.recordValue(Math.min(MICROS_MAX, Math.max(0, ns / 1_000)));
  }
}
