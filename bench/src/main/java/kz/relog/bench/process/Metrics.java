package kz.relog.bench.process;

import java.util.HashMap;
import java.util.Map;

/**
 * One reading of a server's Prometheus page. Immutable.
 *
 * @param samples value by name and labels, as written on the page
 */
public record Metrics(Map<String, Double> samples) {
  /** Copies the map. */
  public Metrics {
    samples = Map.copyOf(samples);
  }

  /** Reads a page; lines that are not samples are skipped. */
  static Metrics parse(String page) {
    Map<String, Double> samples = new HashMap<>();
    page.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              if (space > 0) {
                samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
              }
            });
    return new Metrics(samples);
  }

  /** A sample, 0 if the page has none of this name. */
  public double value(String name) {
    return samples.getOrDefault(name, 0.0);
  }

  /** Sum of all samples of a name, over its labels. */
  public double sum(String name) {
    double sum = 0;
    for (Map.Entry<String, Double> sample : samples.entrySet()) {
      if (sample.getKey().equals(name) || sample.getKey().startsWith(name + "{")) {
        sum += sample.getValue();
      }
    }
    return sum;
  }

  /** Frames with an outcome, in lower case. */
  public double frames(String outcome) {
    return value("relog_frames_total{outcome=\"" + outcome + "\"}");
  }

  /** Fixes with an outcome, in lower case. */
  public double fixes(String outcome) {
    return value("relog_fixes_total{outcome=\"" + outcome + "\"}");
  }

  /** Acks with an outcome, in lower case. */
  public double acks(String outcome) {
    return value("relog_acks_total{outcome=\"" + outcome + "\"}");
  }

  /** Entries that engine and archive have not seen yet, the larger of both. */
  public double lagEntries() {
    return Math.max(value("relog_feed_lag_entries"), value("relog_archive_lag_entries"));
  }
}
