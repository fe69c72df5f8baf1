package kz.relog.route;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One plan while its facts run through it. Owned by the engine's thread. */
final class PlanRun {

  /** Facts of a plan before its start count from here: a shift's preparation. */
  static final long EARLY_MS = 6 * 3_600_000L;

  /** A plan without an end is taken to last a day. */
  static final long UNKNOWN_LENGTH_MS = 24 * 3_600_000L;

  /** A plan closes this long after its end. */
  static final long CLOSE_AFTER_MS = 24 * 3_600_000L;

  /** Silence that counts as lost GPS. */
  static final long GPS_LOST_MS = 300_000;

  /** Lateness that is told. */
  static final long LATE_GRACE_MS = 300_000;

  /** How many facts back a judgement may be corrected. */
  static final int CORRECT_FACTS_MAX = 256;

  final Plan plan;
  final Plane plane;
  final StopPlaces places;
  final Timetable times;
  final @Nullable PathLine path;
  final RunState state;
  final List<RunState> checkpoints = new ArrayList<>();
  final Publisher publisher;
  final StopWatch stopWatch;
  long beyondHorizon;
  boolean failed;
  boolean closed;

  private final long fromMs;
  private final long toMs;
  private final Fix fix = new Fix();

  PlanRun(Plan plan) {
    this.plan = plan;
    this.plane = Plane.of(plan);
    this.path = plan.pathSize() > 1 ? new PathLine(plane, plan) : null;
    this.places = new StopPlaces(plane, plan, path);
    this.times = new Timetable(plan, places.alongs());
    this.stopWatch = new StopWatch(plan, places);
    this.state = new RunState(places.size());
    this.publisher = new Publisher(plan.planRef(), plan.vehicleRef(), places.size());
    long start = plan.startMs();
    long end = plan.endMs();
    for (PlanStop stop : plan.stops()) {
      long first = stop.arriveMs() != 0 ? stop.arriveMs() : stop.departMs();
      if (first != 0) {
        start = start == 0 ? first : Math.min(start, first);
        end = Math.max(end, Math.max(stop.arriveMs(), stop.departMs()));
      }
    }
    this.fromMs = start == 0 ? Long.MIN_VALUE : start - EARLY_MS;
    this.toMs =
        end != 0
            ? end + CLOSE_AFTER_MS
            : start == 0 ? Long.MAX_VALUE : start + UNKNOWN_LENGTH_MS + CLOSE_AFTER_MS;
  }

  /** True when a fact of this time belongs to the plan. */
  boolean covers(long timeMs) {
    return timeMs >= fromMs && timeMs <= toMs;
  }

  /** True when the plan's time is over. */
  boolean isOver(long nowMs) {
    return nowMs > toMs;
  }

  /** Runs one fact through; true when the outcome changed. */
  boolean onFact(FactLog log, int i, Matcher matcher, EngineListener listener) {
    if (!covers(log.timeMs(i))) {
      return false;
    }
    fix.load(log, i, plane);
    RunState st = state;
    boolean changed = false;
    boolean onRoute = true;
    double along = Double.NaN;
    if (path != null) {
      matcher.match(path, times, fix, st.match);
      onRoute = matcher.onRoute;
      along = matcher.along;
    }
    if (st.factCount > 0) {
      long gap = fix.timeMs - st.lastFactMs;
      if (gap > GPS_LOST_MS) {
        st.outcome.gpsGaps.open(st.lastFactMs + GPS_LOST_MS, 0);
        st.outcome.gpsGaps.close(fix.timeMs);
        st.gapTotalMs += gap;
        changed = true;
      }
    } else {
      st.firstFactMs = fix.timeMs;
    }
    if (onRoute != st.onRoute) {
      if (onRoute) {
        st.outcome.offRoute.close(fix.timeMs);
      } else {
        st.outcome.offRoute.open(fix.timeMs, 0);
      }
      st.onRoute = onRoute;
      changed = true;
    }
    changed |= stopWatch.onFix(fix, onRoute ? along : Double.NaN, st);
    if (!Double.isNaN(along)) {
      st.progress = along;
    }
    st.factCount++;
    st.lastFactMs = fix.timeMs;
    st.lastX = fix.x;
    st.lastY = fix.y;
    st.drivenMetres = st.match.odometer;
    listener.onMatch(plan.planRef(), log.seq(i), fix.timeMs, onRoute ? along : Double.NaN, onRoute);
    return changed;
  }
}
