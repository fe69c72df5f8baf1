package kz.relog.bench.report;

import java.util.ArrayList;
import java.util.List;

/** How values of an axis lie along a plot: from 0 at its beginning to 1 at its end. Immutable. */
final class Scale {
  private static final int TICKS = 5;

  private final Kind kind;
  private final double from;
  private final double to;

  /** How far apart values are drawn. */
  enum Kind {
    /** By their difference, from 0 on. */
    LINEAR,
    /** By their ratio. */
    LOG,
    /** Percentiles by how few values lie above: 90, 99 and 99.9 are equally far apart. */
    PERCENTILE
  }

  private Scale(Kind kind, double from, double to) {
    this.kind = kind;
    this.from = from;
    this.to = to;
  }

  /** A scale that holds all of these values. */
  static Scale of(Kind kind, List<Double> values) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    double first = kind == Kind.LINEAR ? 0 : stretched(kind, least);
    double last = stretched(kind, most);
    if (kind == Kind.LOG) {
      first = Math.floor(first);
      last = Math.ceil(last);
    }
    return new Scale(kind, first, last > first ? last : first + 1);
  }

  private static double stretched(Kind kind, double value) {
    return switch (kind) {
      case LINEAR -> value;
      case LOG -> Math.log10(Math.max(1e-9, value));
      // The highest value of all stands one step beyond 99.99.
      case PERCENTILE -> -Math.log10(Math.max(1e-5, 1 - value / 100));
    };
  }

  /** Where a value lies. */
  double place(double value) {
    return (stretched(kind, value) - from) / (to - from);
  }

  /** Values to write beside the axis. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    switch (kind) {
      case LINEAR -> {
        double rough = to / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = rough / power > 5 ? 10 * power : rough / power > 2 ? 5 * power : 2 * power;
        for (double value = 0; value <= to * 1.0001; value += step) {
          ticks.add(value);
        }
      }
      case LOG -> {
        for (double power = from; power <= to; power++) {
          ticks.add(Math.pow(10, power));
        }
      }
      case PERCENTILE -> {
        for (double value : new double[] {50, 90, 99, 99.9, 99.99, 100}) {
          if (place(value) >= -1e-9 && place(value) <= 1 + 1e-9) {
            ticks.add(value);
          }
        }
      }
    }
    return ticks;
  }
}
