package kz.relog.api.spi;

import java.util.List;
import java.util.stream.LongStream;
import kz.relog.api.plan.PlanPath;

/**
 * A plan as the road knows it: references, positions and times, no text. Immutable.
 *
 * @param planRef the plan, greater than 0
 * @param deviceRef the device that drives it; 0 while nobody does
 * @param version counts the changes of this plan from 1; a higher one replaces a lower one
 * @param startMs when it starts, Unix epoch ms UTC; 0 unknown
 * @param endMs when it ends, Unix epoch ms UTC; 0 unknown
 * @param path the line to follow, or {@link PlanPath#NONE}
 * @param stops in planned order; the stop at index i has the seq i + 1 in the API
 */
public record RoadPlan(
    long planRef,
    long deviceRef,
    long version,
    long startMs,
    long endMs,
    PlanPath path,
    List<RoadStop> stops) {

  /** Copies the list of stops. */
  public RoadPlan {
    stops = List.copyOf(stops);
  }

  /** The earliest planned moment, or else {@code whenUnknown}; Unix epoch ms UTC. */
  public long firstMs(long whenUnknown) {
    return moments().min().orElse(whenUnknown);
  }

  /** The latest planned moment, or else {@code whenUnknown}; Unix epoch ms UTC. */
  public long lastMs(long whenUnknown) {
    return moments().max().orElse(whenUnknown);
  }

  private LongStream moments() {
    LongStream ofStops =
        stops.stream()
            .flatMapToLong(
                stop ->
                    LongStream.of(
                        stop.arriveMs(), stop.departMs(), stop.windowFromMs(), stop.windowToMs()));
    return LongStream.concat(LongStream.of(startMs, endMs), ofStops).filter(ms -> ms != 0);
  }
}
