package kz.relog.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a figure is to reach on the machine that the targets were set for (two cores, shared with
 * the load). Told beside the figure wherever it is shown. Immutable.
 *
 * @param bench the benches whose names begin so
 * @param who whose figure, or how its name begins
 * @param measure what it counts
 * @param axis where it is measured
 * @param at the place on the axis; {@link #ANYWHERE} for all
 * @param limit at least this, or at most, as the measure is better when more or less
 */
public record Target(
    String bench, String who, Measure measure, Axis axis, double at, double limit) {
  private static final double ANYWHERE = -1;

  private static final List<Target> ALL =
      List.of(
          new Target("udp", "relog / netty-sink", Measure.RATIO, Axis.BATCH, 1, 0.80),
          new Target("udp", "relog / c-sink", Measure.RATIO, Axis.BATCH, 1, 0.75),
          new Target("udp", "relog / netty-sink", Measure.CPU_TIMES, Axis.BATCH, 1, 2),
          new Target("tcp", "relog", Measure.FIXES_PER_SECOND, Axis.BATCH, 30, 5e6),
          new Target("tcp", "relog / netty-sink", Measure.RATIO, Axis.BATCH, 30, 0.5),
          new Target("rivals", "relog / redis", Measure.RATIO, Axis.BATCH, ANYWHERE, 1),
          new Target("matched", "relog", Measure.FIXES_PER_SECOND, Axis.DEVICES, ANYWHERE, 1e6),
          new Target("sealing", "added", Measure.ADDED_PERCENT, Axis.BATCH, ANYWHERE, 25),
          new Target("latency", "relog, sync=always", Measure.ACK_LATENCY, Axis.PERCENTILE, 99, 10),
          new Target("latency", "relog, sync=os", Measure.ACK_LATENCY, Axis.PERCENTILE, 99, 2),
          new Target("heap", "relog", Measure.HEAP_EACH, Axis.DEVICES, ANYWHERE, 300),
          new Target("idle", "relog", Measure.HEAP_EACH, Axis.CONNECTIONS, ANYWHERE, 4_096),
          new Target("idle", "relog", Measure.CORE_PERCENT, Axis.CONNECTIONS, ANYWHERE, 2),
          new Target("growth", "relog, largest", Measure.TIMES, Axis.NONE, ANYWHERE, 1.5),
          new Target("wire", "positions", Measure.BYTES_PER_FIX, Axis.BATCH, 60, 2.9),
          new Target("profile", "of them by Relog", Measure.ALLOCATED_PER_FRAME, Axis.NONE, 0, 0));

  /** The target of a figure; empty if none was set. */
  public static Optional<Target> find(Figure figure) {
    return ALL.stream().filter(target -> target.isOf(figure)).findFirst();
  }

  private boolean isOf(Figure figure) {
    return figure.bench().startsWith(bench)
        && isNameOf(figure.who())
        && figure.measure() == measure
        && figure.axis() == axis
        && (at == ANYWHERE || at == figure.at());
  }

  /** A name that goes on behind a comma or a dash is of the same. */
  private boolean isNameOf(String figuresWho) {
    return figuresWho.equals(who)
        || (figuresWho.startsWith(who) && ",- ".indexOf(figuresWho.charAt(who.length())) >= 0);
  }

  /** Whether a figure reaches it, as far as a figure from a dirty run tells. */
  public boolean isMetBy(Figure figure) {
    return measure.isMoreBetter() ? figure.value() >= limit : figure.value() <= limit;
  }

  /** In words: the limit, and whether it is met. */
  public String verdict(Figure figure) {
    return String.format(
        Locale.ROOT,
        "target %s %s: %s",
        measure.isMoreBetter() ? "at least" : "at most",
        Figure.Numbers.shown(limit),
        isMetBy(figure) ? "met" : "NOT MET");
  }
}
