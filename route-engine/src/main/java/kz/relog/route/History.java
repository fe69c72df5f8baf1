package kz.relog.route;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What earlier versions of a plan have seen. A version holds from its moment on; until then the one
 * before it held, for the vehicle that was to drive it. Earlier versions stay with their vehicles,
 * so that facts that come late for them still count. A stop served under an earlier version is
 * served in the newest by its id, however the plan was reordered, moved or handed over.
 */
final class History {

  /** Versions kept open for late facts; what older ones have seen is kept as it was. */
  static final int OPEN_VERSIONS_MAX = 8;

  /** The version before; null for the first that is kept. */
  @Nullable PlanRun older;

  /** Visits by stop id of versions no longer open. */
  Map<Integer, Span> past = Map.of();

  boolean isEmpty() {
    return older == null && past.isEmpty();
  }

  /** Lays the visits of earlier versions over a copy of the newest state. */
  void overlay(PlanRun run, JudgeState seen, RunState scratch) {
    Map<Integer, Span> visits = visits(scratch);
    for (int i = 0; i < run.stopCount; i++) {
      Span visit = visits.get(run.plan.stops().get(i).stopId());
      if (visit != null && seen.visit.isOpen(i)) {
        seen.visit.state(i, visit.departMs() == 0 ? Visit.ARRIVED : Visit.DEPARTED);
        seen.outcome.mark(i, Outcome.ARRIVED, visit.arriveMs());
        seen.outcome.mark(i, Outcome.DEPARTED, visit.departMs());
        seen.outcome.mark(i, Outcome.MISSED, 0);
      }
    }
    for (PlanRun o = older; o != null; o = o.older()) {
      if (o.plan.vehicleRef() != 0 && o.plan.vehicleRef() != run.plan.vehicleRef()) {
        Outcome now = seen.outcome;
        now.offRoute = Spans.joined(o.offRoute, now.offRoute, o.untilMs);
        now.unplanned = Spans.joined(o.unplanned, now.unplanned, o.untilMs);
        now.gpsGaps = Spans.joined(o.gpsGaps, now.gpsGaps, o.untilMs);
      }
    }
  }

  /** Visits by stop id that earlier versions have seen; of two the later version's counts. */
  Map<Integer, Span> visits(RunState scratch) {
    PlanRun before = older;
    if (before == null) {
      return past;
    }
    Map<Integer, Span> visits = new HashMap<>(before.pastVisits(scratch));
    scratch.open(before);
    JudgeState judged = scratch.judge;
    for (int i = 0; i < before.stopCount; i++) {
      long arrived = judged.outcome.mark(i, Outcome.ARRIVED);
      if (arrived != 0) {
        visits.put(
            before.plan.stops().get(i).stopId(),
            new Span(arrived, judged.outcome.mark(i, Outcome.DEPARTED)));
      }
    }
    return visits;
  }
}
