package kz.relog.route;

import java.util.ArrayList;
import java.util.List;

/** Makes immutable plan-facts from a run. */
final class Snapshots {

  private Snapshots() {}

  static PlanFact of(PlanRun run, long nowMs, Workbench w) {
    JudgeState st = run.asOf(nowMs, w);
    int n = run.places.size();
    long lateness = latenessMs(run, st);
    List<StopFact> stops = new ArrayList<>(n);
    long[] etas = new Eta(run, st, nowMs).all();
    for (int i = 0; i < n; i++) {
      stops.add(stop(run, st, i, etas[i], nowMs));
    }
    return new PlanFact(
        run.plan.planRef(),
        run.plan.vehicleRef(),
        run.plan.version(),
        planState(run, st, nowMs),
        new Progress(st.progress, pathMetres(run), st.onRoute, lateness, st.lastFactMs),
        totals(run, st),
        stops,
        unplanned(st.outcome.unplanned));
  }

  private static PlanState planState(PlanRun run, JudgeState st, long nowMs) {
    if (run.failed) {
      return PlanState.FAILED;
    }
    if (run.life.isOver(nowMs)) {
      return PlanState.CLOSED;
    }
    if (run.publisher.isFinished()) {
      return PlanState.FINISHED;
    }
    return st.factCount == 0 ? PlanState.WAITING : PlanState.RUNNING;
  }

  private static long latenessMs(PlanRun run, JudgeState st) {
    if (!run.times.known() || Double.isNaN(st.progress)) {
      return 0;
    }
    return Math.round(st.lastFactMs - run.times.timeAt(st.progress));
  }

  private static double pathMetres(PlanRun run) {
    return run.path == null ? 0 : run.path.length();
  }

  private static Totals totals(PlanRun run, JudgeState st) {
    Spans off = st.outcome.offRoute;
    long offMs = 0;
    for (int i = 0; i < off.size; i++) {
      offMs += (off.toMs[i] == 0 ? st.lastFactMs : off.toMs[i]) - off.fromMs[i];
    }
    long span = st.lastFactMs - st.firstFactMs;
    double share = st.factCount == 0 ? 0 : span == 0 ? 1 : 1 - (double) st.gapTotalMs / span;
    double planned = run.path == null ? run.places.legsMetres() : run.path.length();
    return new Totals(
        st.factCount, planned, st.drivenMetres, st.offRouteMetres, offMs, share, run.beyondHorizon);
  }

  private static List<UnplannedStop> unplanned(Spans spans) {
    List<UnplannedStop> list = new ArrayList<>();
    for (int i = 0; i < spans.size; i++) {
      list.add(new UnplannedStop(spans.fromMs[i], spans.toMs[i], spans.value[i]));
    }
    return list;
  }

  private static StopFact stop(PlanRun run, JudgeState st, int i, long expectedMs, long nowMs) {
    PlanStop planned = run.plan.stops().get(i);
    long arrive = st.outcome.mark(i, Outcome.ARRIVED);
    StopState state = st.visit.stateOf(i);
    boolean remains = arrive == 0 && !st.visit.isBehind(i);
    long eta = 0;
    if (remains && run.life.isOver(nowMs)) {
      state = StopState.MISSED;
    } else if (remains) {
      eta = expectedMs;
    }
    Window window = Window.of(planned);
    long expected = arrive != 0 ? arrive : eta;
    long late = expected == 0 || planned.arriveMs() == 0 ? 0 : expected - planned.arriveMs();
    return new StopFact(
        planned.stopId(),
        state,
        outOfOrder(st.visit, i, run.stopCount),
        run.places.along(i),
        new Span(planned.arriveMs(), planned.departMs()),
        new Span(arrive, st.outcome.mark(i, Outcome.DEPARTED)),
        eta,
        late,
        window,
        window.stateAt(expected));
  }

  private static boolean outOfOrder(Visit visit, int stop, int stopCount) {
    if (visit.order(stop) == 0) {
      return false;
    }
    for (int later = stop + 1; later < stopCount; later++) {
      if (visit.order(later) != 0 && visit.order(later) < visit.order(stop)) {
        return true;
      }
    }
    return false;
  }
}
