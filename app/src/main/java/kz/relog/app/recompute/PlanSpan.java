package kz.relog.app.recompute;

import java.util.List;
import java.util.stream.LongStream;
import kz.relog.proto.v1.PlanEntry;
import kz.relog.proto.v1.PlanStop;

/**
 * The time whose facts a plan may take, generously: the engine lets go what it does not want.
 * Immutable.
 *
 * @param fromMs Unix epoch ms UTC, inclusive
 * @param toMs Unix epoch ms UTC, exclusive
 */
public record PlanSpan(long fromMs, long toMs) {
  /** A plan takes facts of the way to its start; the engine's limit is 6 h. */
  private static final long BEFORE_MS = 7 * 3_600_000L;

  /** And of a drive that ends late; the engine's limit is 24 h, or 48 h without an end. */
  private static final long AFTER_MS = 49 * 3_600_000L;

  /** A plan without times takes what its device may still send. */
  private static final long UNKNOWN_MS = 31 * 86_400_000L;

  /**
   * The span of a plan.
   *
   * @param knownMs when the plan became known, for one without times, Unix epoch ms UTC
   */
  public static PlanSpan of(PlanEntry plan, long knownMs) {
    long[] moments = moments(plan).filter(ms -> ms != 0).toArray();
    if (moments.length == 0) {
      return new PlanSpan(knownMs - UNKNOWN_MS, knownMs + UNKNOWN_MS);
    }
    long first = LongStream.of(moments).min().orElseThrow();
    long last = LongStream.of(moments).max().orElseThrow();
    // Without a start the engine takes a plan to last a day before its end.
    long before = plan.getStartMs() == 0 ? BEFORE_MS + 24 * 3_600_000L : BEFORE_MS;
    return new PlanSpan(first - before, last + AFTER_MS);
  }

  /** The least span that holds both. */
  PlanSpan with(PlanSpan other) {
    return new PlanSpan(Math.min(fromMs, other.fromMs), Math.max(toMs, other.toMs));
  }

  private static LongStream moments(PlanEntry plan) {
    List<PlanStop> stops = plan.getStopsList();
    LongStream ofStops =
        stops.stream()
            .flatMapToLong(
                stop ->
                    LongStream.of(
                        stop.getArriveMs(),
                        stop.getDepartMs(),
                        stop.getWindowFromMs(),
                        stop.getWindowToMs()));
    return LongStream.concat(LongStream.of(plan.getStartMs(), plan.getEndMs()), ofStops);
  }
}
