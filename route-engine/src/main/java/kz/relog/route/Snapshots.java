package kz.relog.route;

import java.util.ArrayList;
import java.util.List;

/** Makes immutable plan-facts from a run. */
final class Snapshots {

  private Snapshots() {}

  static PlanFact of(PlanRun run, long nowMs) {
    RunState st = run.state;
    Outcome out = st.outcome;
    int n = run.places.size();
    long lateness = 0;
    if (run.times.known() && !Double.isNaN(st.progress) && st.factCount > 0) {
      lateness = Math.round(st.lastFactMs - run.times.timeAt(st.progress));
    }
    List<StopFact> stops = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      stops.add(stop(run, i, lateness, nowMs));
    }
    List<UnplannedStop> unplanned = new ArrayList<>();
    for (int i = 0; i < out.unplanned.size; i++) {
      unplanned.add(
          new UnplannedStop(
              out.unplanned.fromMs[i], out.unplanned.toMs[i], out.unplanned.value[i]));
    }
    double length = run.path == null ? 0 : run.path.length();
    PlanState state =
        run.failed
            ? PlanState.FAILED
            : run.isOver(nowMs)
                ? PlanState.CLOSED
                : st.factCount == 0
                    ? PlanState.WAITING
                    : out.finishedMs != 0 ? PlanState.FINISHED : PlanState.RUNNING;
    long offMs = 0;
    for (int i = 0; i < out.offRoute.size; i++) {
      long to = out.offRoute.toMs[i] == 0 ? st.lastFactMs : out.offRoute.toMs[i];
      offMs += to - out.offRoute.fromMs[i];
    }
    long span = st.lastFactMs - st.firstFactMs;
    double share = st.factCount == 0 ? 0 : span == 0 ? 1 : 1 - (double) st.gapTotalMs / span;
    return new PlanFact(
        run.plan.planRef(),
        run.plan.vehicleRef(),
        run.plan.version(),
        state,
        new Progress(st.progress, length, st.onRoute, lateness, st.lastFactMs),
        new Totals(
            st.factCount,
            length,
            st.drivenMetres,
            st.offRouteMetres,
            offMs,
            share,
            run.beyondHorizon),
        stops,
        unplanned);
  }

  private static StopFact stop(PlanRun run, int i, long lateness, long nowMs) {
    PlanStop planned = run.plan.stops().get(i);
    Outcome out = run.state.outcome;
    long arrive = out.mark(i, Outcome.ARRIVED);
    StopState state = run.state.stops.stateOf(i);
    long eta = 0;
    if (arrive == 0 && state != StopState.MISSED && planned.arriveMs() != 0) {
      eta = Math.max(nowMs, planned.arriveMs() + Math.max(0, lateness));
    }
    long expected = arrive != 0 ? arrive : eta;
    long late = expected == 0 || planned.arriveMs() == 0 ? 0 : expected - planned.arriveMs();
    return new StopFact(
        planned.stopId(),
        state,
        false,
        run.places.along(i),
        new Span(planned.arriveMs(), planned.departMs()),
        new Span(arrive, out.mark(i, Outcome.DEPARTED)),
        eta,
        late);
  }
}
