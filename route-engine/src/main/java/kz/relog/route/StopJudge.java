package kz.relog.route;

/** Judges arrivals, departures and missed stops of one plan. */
final class StopJudge {

  /** Standing time that makes an arrival: longer than a yield, shorter than a hand-over. */
  static final long DWELL_MS = 20_000;

  /** Metres along the path by which progress and a stop's place may differ. */
  static final double ALONG_METRES = 150;

  /** A circle is left beyond this multiple of its radius. */
  static final double LEAVE_FACTOR = 1.3;

  /** Metres by which a served stop must be farther than an open one to lose a fix to it. */
  static final double SAME_PLACE_METRES = 10;

  /** Metres past a stop's place after which it counts as passed by. */
  static final double PASSED_METRES = 250;

  /** Facts as far apart may hide a whole drive. */
  static final long SPARSE_MS = 15_000;

  /** Share of the planned service that a hidden visit must have room for. */
  static final double HIDDEN_SHARE = 0.5;

  /** A vehicle has moved up to a stop when it then stands nearer by so many sigma. */
  static final double MOVED_UP_SIGMAS = 2;

  /** A circle grows by so many sigma beyond the usual error, so that noise does not leave it. */
  static final double GROW_SIGMAS = 2.5;

  private final StopPlaces places;
  private final boolean[] passing;
  private final long[] serviceMs;

  StopJudge(Plan plan, StopPlaces places) {
    this.places = places;
    this.passing = new boolean[places.size()];
    this.serviceMs = new long[places.size()];
    for (int i = 0; i < passing.length; i++) {
      PlanStop stop = plan.stops().get(i);
      serviceMs[i] =
          Math.max(1000L * stop.serviceSeconds(), stop.departMs() - Math.max(1, stop.arriveMs()));
      passing[i] =
          plan.pathSize() > 1
              && stop.serviceSeconds() == 0
              && stop.arriveMs() != 0
              && stop.arriveMs() == stop.departMs();
    }
  }

  /**
   * Judges one fact. The state's motion already holds it; {@code along} is its place on the path,
   * NaN off it or without one; {@code sinceMs} is the time since the fact before.
   */
  boolean onFix(Fix fix, double along, long sinceMs, JudgeState st) {
    Visit v = st.visit;
    boolean slow = st.motion.isSlow();
    boolean changed = unseen(fix, along, slow, sinceMs, st);
    if (!Double.isNaN(along) && !Double.isNaN(st.along) && along > st.along) {
      changed |= passed(fix, along, st);
    }
    v.driven |= !slow || (sinceMs >= SPARSE_MS && moved(fix, st));
    int near = nearest(fix, along, v);
    changed |= leave(fix, near, sinceMs, st);
    if (v.inside < 0 && near >= 0 && v.driven && (v.isOpen(near) || mayMoveUp(near, v))) {
      v.inside = near;
      v.slowFromMs = 0;
      v.slowMs = 0;
      v.slow = false;
      if (v.state[near] == Visit.PENDING) {
        v.state[near] = Visit.INSIDE;
      }
    }
    if (v.inside >= 0 && near == v.inside) {
      changed |= stay(fix, slow, sinceMs, st);
    }
    return changed;
  }

  /** The fact is inside the circle of the current stop. */
  private boolean stay(Fix fix, boolean slow, long sinceMs, JudgeState st) {
    Visit v = st.visit;
    v.insideToMs = fix.timeMs;
    if (slow) {
      double metres = Geo.length(fix.x - places.x(v.inside), fix.y - places.y(v.inside));
      v.slowMetres = v.slowFromMs == 0 ? metres : Math.min(metres, v.slowMetres);
      if (v.slowFromMs == 0) {
        v.slowFromMs = haltMs(fix, st);
        v.slowMs = sinceMs / 2;
      } else {
        v.slowMs += v.slow ? sinceMs : sinceMs / 2;
      }
    } else if (v.slow) {
      v.slowMs += sinceMs / 2;
    }
    v.slow = slow;
    boolean arrived = !v.isOpen(v.inside);
    if (arrived && !slow) {
      v.slowFromMs = 0;
      v.slowMs = 0;
    }
    if (v.slowMs < DWELL_MS || (arrived && !v.driven)) {
      return false;
    }
    double d = v.slowMetres;
    double before = v.inside == v.lastServed ? v.lastStandMetres : v.standMetres;
    v.driven = false;
    if (!arrived) {
      arrive(v.inside, v.slowFromMs, st);
    } else if (d < before - MOVED_UP_SIGMAS * fix.sigma) {
      st.outcome.mark(v.inside, Outcome.ARRIVED, v.slowFromMs);
      v.state[v.inside] = Visit.ARRIVED;
    } else {
      return false;
    }
    stood(v.inside, d, v);
    return true;
  }

  private static void stood(int stop, double metres, Visit v) {
    v.standMetres = metres;
    if (stop == v.lastServed) {
      v.lastStandMetres = metres;
    }
  }

  /** A stop left is still to be served well when no later one has been served since. */
  private static boolean mayMoveUp(int stop, Visit v) {
    return stop == v.lastServed;
  }

  /**
   * When the vehicle came to a stand, between the fact before, in which it drove, and this one, in
   * which it stands: driving on at its speed and braking, it took the time that the way needs.
   */
  private static long haltMs(Fix fix, JudgeState st) {
    if (st.factCount == 0) {
      return fix.timeMs;
    }
    double d = Geo.length(fix.x - st.lastX, fix.y - st.lastY);
    double v = Math.max(st.lastPace, Matcher.CITY_SPEED);
    long ms = Math.round((d / v + v / (2 * 1.5)) * 1e3);
    long idleMs = Math.max(0, fix.timeMs - st.lastFactMs - ms);
    return fix.timeMs - (st.wasSlow ? idleMs / 2 : idleMs);
  }

  /** Leaves the current stop when the fact is outside its circle, or driven to a nearer stop. */
  private boolean leave(Fix fix, int near, long sinceMs, JudgeState st) {
    Visit v = st.visit;
    int stop = v.inside;
    if (stop < 0 || near == stop) {
      return false;
    }
    double d = Geo.length(fix.x - places.x(stop), fix.y - places.y(stop));
    boolean arrived = !v.isOpen(stop);
    boolean outside = d > places.radius(stop) * (arrived ? LEAVE_FACTOR : 1) + grow(fix);
    boolean next = near >= 0 && v.isOpen(near) && (v.driven || !arrived);
    if (!outside && !next) {
      return false;
    }
    boolean changed = false;
    if (!arrived && stoodUnseen(sinceMs, d, st)) {
      arrive(stop, v.slowFromMs == 0 ? v.insideToMs : v.slowFromMs, st);
      arrived = true;
      v.driven = true;
      changed = true;
    }
    if (v.state[stop] == Visit.ARRIVED) {
      v.state[stop] = Visit.DEPARTED;
      st.outcome.mark(stop, Outcome.DEPARTED, v.insideToMs);
      changed = true;
    } else if (v.state[stop] == Visit.INSIDE) {
      v.state[stop] = Visit.PENDING;
    }
    v.inside = -1;
    return changed;
  }

  /**
   * True when the vehicle stood between the last fact inside and this one: it was slow already, or
   * the silence is as long as a tracker's sleep, which begins when it stands.
   */
  private static boolean stoodUnseen(long sinceMs, double metres, JudgeState st) {
    Visit v = st.visit;
    boolean asleep =
        sinceMs > Judge.GPS_LOST_MS
            && sinceMs - metres / Matcher.SPEED_MAX * 1e3 >= DWELL_MS
            && v.insideToMs == st.lastFactMs;
    return asleep || (v.slow && v.slowMs + sinceMs / 2 >= DWELL_MS);
  }

  /** Works in a silence that goes on: true when the vehicle stands at a stop by it. */
  void onSilence(JudgeState st) {
    Visit v = st.visit;
    boolean waits = v.inside >= 0 && v.isOpen(v.inside) && v.insideToMs == st.lastFactMs;
    if (waits) {
      arrive(v.inside, v.slowFromMs == 0 ? v.insideToMs : v.slowFromMs, st);
    }
  }

  private void arrive(int stop, long timeMs, JudgeState st) {
    Visit v = st.visit;
    v.state[stop] = Visit.ARRIVED;
    v.order[stop] = ++v.served;
    v.driven = false;
    st.outcome.mark(stop, Outcome.ARRIVED, timeMs);
    st.outcome.mark(stop, Outcome.MISSED, 0);
    for (int i = v.lastServed + 1; i < stop; i++) {
      miss(i, timeMs, st);
    }
    v.lastServed = Math.max(v.lastServed, stop);
    stood(stop, v.inside == stop && v.slowFromMs != 0 ? v.slowMetres : 0, v);
  }

  private static boolean miss(int stop, long timeMs, JudgeState st) {
    if (st.visit.state[stop] != Visit.PENDING) {
      return false;
    }
    st.visit.state[stop] = Visit.MISSED;
    st.outcome.mark(stop, Outcome.MISSED, timeMs);
    return true;
  }

  /**
   * Facts far apart can hide a whole visit. The time between them that driving does not need was
   * spent standing; where neither of the two facts stands itself, it was spent at the open stops
   * between them, as far as it is enough for each.
   */
  private boolean unseen(Fix fix, double along, boolean slow, long sinceMs, JudgeState st) {
    if (sinceMs < SPARSE_MS || st.factCount == 0) {
      return false;
    }
    Visit v = st.visit;
    double metres = Geo.length(fix.x - st.lastX, fix.y - st.lastY);
    boolean onPath = !Double.isNaN(along) && !Double.isNaN(st.along);
    if (onPath) {
      metres = Math.max(metres, along - st.along);
    }
    double spareMs = sinceMs - metres / Matcher.CITY_SPEED * 1e3;
    spareMs -= slow ? sinceMs / 2 : 0;
    spareMs -= st.wasSlow ? sinceMs / 2 : 0;
    boolean changed = false;
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < passing.length && spareMs >= DWELL_MS; i++) {
        double needMs = Math.max(DWELL_MS, HIDDEN_SHARE * serviceMs[i]);
        if (passing[i] || !v.isOpen(i) || spareMs < needMs) {
          continue;
        }
        double margin = pass == 0 ? 0 : places.radius(i) + grow(fix);
        double before;
        if (onPath) {
          before = places.along(i) - st.along;
          if (before < -margin || before > along - st.along + margin) {
            continue;
          }
        } else if (pass == 1 && segmentDistance(fix, i, st) <= places.radius(i)) {
          before = Geo.length(places.x(i) - st.lastX, places.y(i) - st.lastY);
        } else {
          continue;
        }
        long driveMs = Math.round(Math.max(0, before) / Matcher.CITY_SPEED * 1e3);
        long t = Math.min(fix.timeMs, st.lastFactMs + driveMs);
        arrive(i, t, st);
        if (i != v.inside) {
          v.state[i] = Visit.DEPARTED;
        }
        st.outcome.mark(i, Outcome.DEPARTED, Math.min(fix.timeMs, t + Math.round(spareMs)));
        spareMs -= needMs;
        changed = true;
      }
    }
    return changed;
  }

  private double segmentDistance(Fix fix, int stop, JudgeState st) {
    double dx = fix.x - st.lastX;
    double dy = fix.y - st.lastY;
    double px = places.x(stop) - st.lastX;
    double py = places.y(stop) - st.lastY;
    double square = dx * dx + dy * dy;
    double f = square == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square));
    return Geo.length(px - f * dx, py - f * dy);
  }

  /**
   * The path was followed from the fact before to this one: stops served by passing are served, the
   * moment interpolated; others whose place lies well behind are missed for now.
   */
  private boolean passed(Fix fix, double along, JudgeState st) {
    Visit v = st.visit;
    boolean changed = false;
    for (int i = 0; i < passing.length; i++) {
      double s = places.along(i);
      if (passing[i] && st.along < s && s <= along && v.isOpen(i)) {
        double f = (s - st.along) / (along - st.along);
        long t = st.alongMs + Math.round(f * (fix.timeMs - st.alongMs));
        arrive(i, t, st);
        v.state[i] = Visit.DEPARTED;
        st.outcome.mark(i, Outcome.DEPARTED, t);
        changed = true;
      } else if (!passing[i]
          && i != v.inside
          && st.along < s + PASSED_METRES
          && s + PASSED_METRES <= along) {
        changed |= miss(i, fix.timeMs, st);
      }
    }
    return changed;
  }

  /** Really displaced since the fact before. */
  private static boolean moved(Fix fix, JudgeState st) {
    return Geo.length(fix.x - st.lastX, fix.y - st.lastY) > 2.5 * fix.sigma;
  }

  private static double grow(Fix fix) {
    return GROW_SIGMAS * Math.max(0, fix.sigma - Fix.SIGMA_PATH_METRES);
  }

  /**
   * The stop to which a fact belongs: the nearest whose circle holds it and whose place fits the
   * progress, served ones included, so that a neighbour's circle cannot claim it.
   */
  private int nearest(Fix fix, double along, Visit v) {
    int best = -1;
    double bestMetres = Double.POSITIVE_INFINITY;
    for (int i = 0; i < passing.length; i++) {
      double dx = fix.x - places.x(i);
      double dy = fix.y - places.y(i);
      double r = places.radius(i) + grow(fix);
      if (dx * dx + dy * dy > r * r
          || passing[i]
          || Math.abs(along - places.along(i)) > ALONG_METRES) {
        continue;
      }
      double d = Math.sqrt(dx * dx + dy * dy);
      if (v.state[i] == Visit.DEPARTED) {
        d += SAME_PLACE_METRES;
      }
      if (d < bestMetres) {
        bestMetres = d;
        best = i;
      }
    }
    return best;
  }
}
