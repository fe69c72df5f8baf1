package kz.relog.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is kept of a plan whose time is over. */
record ClosedPlan(PlanFact fact, List<PlanEvent> events) {
  /** Whether what is known of the drive may follow from facts of a time. */
  boolean isDrivenIn(long fromMs, long toMs) {
    long firstMs = fact.progress().lastFactMs();
    for (PlanEvent event : events) {
      firstMs = Math.min(firstMs, event.timeMs());
    }
    return firstMs < toMs && fact.progress().lastFactMs() >= fromMs;
  }

  Map<Integer, Span> visits() {
    Map<Integer, Span> visits = new HashMap<>();
    for (StopFact stop : fact.stops()) {
      if (stop.actual().arriveMs() != 0) {
        visits.put(stop.stopId(), stop.actual());
      }
    }
    return visits;
  }
}
