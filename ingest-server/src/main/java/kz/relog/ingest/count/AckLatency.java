package kz.relog.ingest.count;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * How long frames waited for their acks on one event loop. The loop records, any thread adds up.
 */
public final class AckLatency {

  /** Longer ones count as this: a minute is a fault, not a latency. */
  private static final long MAX_MICROS = 60_000_000;

  private static final int DIGITS = 3;

  private final SingleWriterRecorder recorder = new SingleWriterRecorder(MAX_MICROS, DIGITS);
  private final Histogram total = emptyHistogram();
  private @Nullable Histogram interval;

  /** Nothing recorded. */
  public AckLatency() {}

  /** Records one ack. Event loop. */
  public void record(long nanos) {
    recorder.recordValue(Math.max(0, Math.min(MAX_MICROS, nanos / 1_000)));
  }

  synchronized void addTo(Histogram sum) {
    interval = recorder.getIntervalHistogram(interval);
    total.add(interval);
    sum.add(total);
  }

  static Histogram emptyHistogram() {
    return new Histogram(MAX_MICROS, DIGITS);
  }
}
