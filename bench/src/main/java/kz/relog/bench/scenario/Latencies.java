package kz.relog.bench.scenario;

import java.util.List;
import kz.relog.bench.report.Axis;
import kz.relog.bench.report.Blemish;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;
import org.HdrHistogram.Histogram;

/** Which percentiles of a histogram are told. Stateless. */
final class Latencies {
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

  private Latencies() {}

  /** Tells those that the histogram has enough values for. */
  static void tell(
      BenchSetup setup,
      String bench,
      String who,
      Measure measure,
      Histogram micros,
      List<Blemish> blemishes) {
    for (double percentile : PERCENTILES) {
      boolean known = percentile == 100 || micros.getTotalCount() * (1 - percentile / 100) >= 1;
      if (known && micros.getTotalCount() > 0) {
        double ms = micros.getValueAtPercentile(percentile) / 1e3;
        setup.found(Figure.of(bench, who, measure, ms, blemishes).at(Axis.PERCENTILE, percentile));
      }
    }
  }
}
