package kz.relog.app.serve;

import java.util.function.Supplier;
import kz.relog.api.spi.LiveSource.Rates;
import kz.relog.ingest.FixOutcome;
import kz.relog.ingest.IngestMetrics;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How fast the road runs, from the counts between two looks. Thread-safe. */
final class RoadRates implements Supplier<Rates> {
  /** Looks closer together than this get the same answer. */
  private static final long WINDOW_NS = 900_000_000;

  private @Nullable IngestMetrics metrics;
  private long lookedNs;
  private long fixesThen;
  private Rates rates = new Rates(0, Double.NaN, Double.NaN);

  /** Names the counts; before it, everything is zero or unknown. */
  synchronized void watch(IngestMetrics source) {
    metrics = source;
    lookedNs = System.nanoTime();
    fixesThen = source.value(FixOutcome.STORED);
  }

  @Override
  public synchronized Rates get() {
    IngestMetrics source = metrics;
    long nowNs = System.nanoTime();
    if (source != null && nowNs - lookedNs >= WINDOW_NS) {
      long fixes = source.value(FixOutcome.STORED);
      Histogram latency = source.ackLatencyMicros();
      boolean known = latency.getTotalCount() > 0;
      rates =
          new Rates(
              (fixes - fixesThen) * 1e9 / (nowNs - lookedNs),
              known ? latency.getValueAtPercentile(50) / 1e3 : Double.NaN,
              known ? latency.getValueAtPercentile(99) / 1e3 : Double.NaN);
      fixesThen = fixes;
      lookedNs = nowNs;
    }
    return rates;
  }
}
