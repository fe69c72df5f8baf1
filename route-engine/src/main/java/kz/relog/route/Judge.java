package kz.relog.route;

/** Turns placed facts into outcomes: stops, spans off the route, silence, sums. */
final class Judge {

  /** Silence that counts as lost GPS: ten times a usual interval of 30 s. */
  static final long GPS_LOST_MS = 300_000;

  /** Standing that is worth telling where no stop is planned. */
  static final long UNPLANNED_MS = 300_000;

  /** Metres around the first standing fix: jitter between houses. */
  static final double STAY_METRES = 40;

  /** The odometer counts displacement beyond so many sigma of its last node. */
  static final double ODOMETER_SIGMAS = 2.5;

  private final StopJudge stops = new StopJudge();

  /**
   * Judges one fact.
   *
   * @param along its place on the path, NaN when off it or without one
   * @param hasPath the plan has a path
   * @return true when the outcome changed, or the clock has something new to watch
   */
  boolean onFix(Fix fix, double along, boolean hasPath, StopPlaces places, JudgeState st) {
    boolean changed = st.factCount == 0 || silence(fix, st);
    long sinceMs = st.factCount == 0 ? 0 : fix.timeMs - st.lastFactMs;
    boolean onRoute = !hasPath || !Double.isNaN(along);
    changed |= route(fix, onRoute, st);
    odometer(fix, onRoute, st);
    st.lastPace = st.factCount == 0 || Double.isNaN(st.motion.pace) ? 0 : st.motion.pace;
    st.motion.onFix(fix, Math.max(STAY_METRES, 2.5 * fix.sigma), st.factCount == 0);
    changed |= stops.onFix(fix, along, sinceMs, places, st);
    changed |= unplanned(fix, along, st);
    if (st.factCount == 0) {
      st.firstFactMs = fix.timeMs;
    }
    st.factCount++;
    st.lastFactMs = fix.timeMs;
    st.along = along;
    st.lastX = fix.x;
    st.lastY = fix.y;
    st.wasSlow = st.motion.isSlow();
    if (!Double.isNaN(along)) {
      st.progress = along;
    }
    return changed;
  }

  /** Works in a silence that lasts at a time; only in a state that is thrown away. */
  void onSilence(JudgeState st) {
    st.outcome.gpsGaps.open(st.lastFactMs + GPS_LOST_MS, 0);
    stops.onSilence(st);
  }

  /** True when the last fact is so old that its silence is worth telling. */
  static boolean isSilent(JudgeState st, long nowMs) {
    return st.factCount > 0 && nowMs > st.lastFactMs + GPS_LOST_MS;
  }

  private static boolean silence(Fix fix, JudgeState st) {
    long gap = fix.timeMs - st.lastFactMs;
    if (st.factCount == 0 || gap <= GPS_LOST_MS) {
      return false;
    }
    st.outcome.gpsGaps.open(st.lastFactMs + GPS_LOST_MS, 0);
    st.outcome.gpsGaps.close(fix.timeMs);
    st.gapTotalMs += gap;
    return true;
  }

  private static boolean route(Fix fix, boolean onRoute, JudgeState st) {
    if (onRoute == st.onRoute) {
      return false;
    }
    if (onRoute) {
      st.outcome.offRoute.close(fix.timeMs);
    } else {
      st.outcome.offRoute.open(fix.timeMs, 0);
    }
    st.onRoute = onRoute;
    return true;
  }

  private static void odometer(Fix fix, boolean onRoute, JudgeState st) {
    double d = Geo.length(fix.x - st.nodeX, fix.y - st.nodeY);
    if (st.factCount == 0) {
      st.nodeX = fix.x;
      st.nodeY = fix.y;
    } else if (d > ODOMETER_SIGMAS * fix.sigma) {
      st.drivenMetres += d;
      st.offRouteMetres += onRoute ? 0 : d;
      st.nodeX = fix.x;
      st.nodeY = fix.y;
    }
  }

  private static boolean unplanned(Fix fix, double along, JudgeState st) {
    Spans spans = st.outcome.unplanned;
    Motion m = st.motion;
    int last = spans.size - 1;
    boolean known = last >= 0 && spans.fromMs[last] == m.stayFromMs;
    if (known) {
      spans.toMs[last] = fix.timeMs;
      return false;
    }
    if (st.visit.inside >= 0 || fix.timeMs - m.stayFromMs < UNPLANNED_MS) {
      return false;
    }
    if (last >= 0 && m.stayFromMs <= spans.toMs[last]) {
      return false;
    }
    spans.open(m.stayFromMs, along);
    spans.close(fix.timeMs);
    return true;
  }
}
