package kz.relog.route;

/** Judges arrivals, departures and missed stops. */
final class StopWatch {

  static final double STAY_METRES = 25;
  static final double STAY_SIGMAS = 1.5;
  static final long DWELL_MS = 30_000;
  static final double STILL_SPEED = 1.0;
  static final double ALONG_METRES = 150;
  static final double LEAVE_FACTOR = 1.3;
  static final long UNPLANNED_MS = 300_000;

  private final StopPlaces places;
  private final boolean[] passing;

  StopWatch(Plan plan, StopPlaces places) {
    this.places = places;
    this.passing = new boolean[places.size()];
    for (int i = 0; i < passing.length; i++) {
      PlanStop stop = plan.stops().get(i);
      passing[i] =
          plan.pathSize() > 1
              && stop.serviceSeconds() == 0
              && stop.arriveMs() != 0
              && stop.arriveMs() == stop.departMs();
    }
  }

  /** Takes one fact whose place on the path is {@code along} (NaN unknown); true on any change. */
  boolean onFix(Fix fix, double along, RunState st) {
    StopWatchState w = st.stops;
    boolean changed = false;
    if (!Double.isNaN(along)) {
      changed |= pass(fix, along, st);
    }
    stay(fix, w);
    int near = nearest(fix, along, w);
    if (w.inside >= 0 && near != w.inside && left(fix, w)) {
      int stop = w.inside;
      if (w.state[stop] == StopWatchState.ARRIVED) {
        w.state[stop] = StopWatchState.DEPARTED;
        st.outcome.mark(stop, Outcome.DEPARTED, st.lastFactMs);
        changed = true;
      } else if (w.state[stop] == StopWatchState.INSIDE) {
        w.state[stop] = StopWatchState.PENDING;
      }
      w.inside = -1;
    }
    if (w.inside < 0 || w.state[w.inside] != StopWatchState.ARRIVED) {
      if (near >= 0 && near != w.inside) {
        if (w.inside >= 0 && w.state[w.inside] == StopWatchState.INSIDE) {
          w.state[w.inside] = StopWatchState.PENDING;
        }
        w.inside = near;
        w.insideSinceMs = fix.timeMs;
        if (w.state[near] == StopWatchState.PENDING) {
          w.state[near] = StopWatchState.INSIDE;
        }
      }
      if (near >= 0 && near == w.inside && standing(w)) {
        arrive(near, Math.max(w.insideSinceMs, w.stayFromMs), st);
        w.stayUsed = true;
        changed = true;
      }
    }
    return changed;
  }

  private void arrive(int stop, long timeMs, RunState st) {
    StopWatchState w = st.stops;
    w.state[stop] = StopWatchState.ARRIVED;
    st.outcome.mark(stop, Outcome.ARRIVED, timeMs);
    st.outcome.mark(stop, Outcome.MISSED, 0);
    for (int i = w.lastServed + 1; i < stop; i++) {
      if (w.state[i] == StopWatchState.PENDING) {
        w.state[i] = StopWatchState.MISSED;
        st.outcome.mark(i, Outcome.MISSED, timeMs);
      }
    }
    w.lastServed = Math.max(w.lastServed, stop);
  }

  /** Stops that are served by passing: the moment their place is crossed, interpolated. */
  private boolean pass(Fix fix, double along, RunState st) {
    StopWatchState w = st.stops;
    boolean changed = false;
    double from = w.passedTo;
    if (!Double.isNaN(from) && along > from) {
      for (int i = 0; i < passing.length; i++) {
        double s = places.along(i);
        if (passing[i] && from < s && s <= along && w.state[i] != StopWatchState.DEPARTED) {
          double f = (s - from) / (along - from);
          long t = w.passedMs + Math.round(f * (fix.timeMs - w.passedMs));
          arrive(i, t, st);
          w.state[i] = StopWatchState.DEPARTED;
          st.outcome.mark(i, Outcome.DEPARTED, t);
          changed = true;
        }
      }
    }
    w.passedTo = along;
    w.passedMs = fix.timeMs;
    return changed;
  }

  private void stay(Fix fix, StopWatchState w) {
    double d = Math.hypot(fix.x - w.stayX, fix.y - w.stayY);
    if (w.stayFromMs == 0 || d > Math.max(STAY_METRES, STAY_SIGMAS * fix.sigma)) {
      w.stayX = fix.x;
      w.stayY = fix.y;
      w.stayFromMs = fix.timeMs;
      w.stayUsed = false;
      w.slowSeen = false;
    }
    w.stayToMs = fix.timeMs;
    w.slowSeen |= fix.speed < STILL_SPEED;
  }

  private static boolean standing(StopWatchState w) {
    return !w.stayUsed && (w.slowSeen || w.stayToMs - w.stayFromMs >= DWELL_MS);
  }

  private boolean left(Fix fix, StopWatchState w) {
    double d = Math.hypot(fix.x - places.x(w.inside), fix.y - places.y(w.inside));
    return d > places.radius(w.inside) * LEAVE_FACTOR || w.stayFromMs == fix.timeMs;
  }

  /** The nearest open stop whose circle holds the fix and whose place fits the progress. */
  private int nearest(Fix fix, double along, StopWatchState w) {
    int best = -1;
    double bestSquare = Double.POSITIVE_INFINITY;
    for (int i = 0; i < passing.length; i++) {
      double dx = fix.x - places.x(i);
      double dy = fix.y - places.y(i);
      double square = dx * dx + dy * dy;
      if (square < bestSquare
          && square <= places.radius(i) * places.radius(i)
          && !passing[i]
          && w.state[i] != StopWatchState.DEPARTED
          && !(Math.abs(along - places.along(i)) > ALONG_METRES)) {
        bestSquare = square;
        best = i;
      }
    }
    return best;
  }
}
