package kz.relog.bench.scenario;

import java.util.List;
import java.util.Locale;

/**
 * Figures of the rounds of one run. The middle one speaks for all: a pause of a noisy machine falls
 * on one round and would rule a mean.
 */
final class Rounds {
  private Rounds() {}

  /** The middle value; the mean of both where there are two. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** All values in ascending order, as a person reads them. */
  static String shown(List<Double> values) {
    return values.stream()
        .sorted()
        .map(value -> String.format(Locale.ROOT, "%.2f", value))
        .toList()
        .toString();
  }
}
