package kz.relog.route;

/**
 * Judges arrivals, departures and missed stops.
 *
 * <p>Arrived is standing: slow inside the stop's circle for the dwell time in all. The moment is
 * when the vehicle came to a stand, which lies between two facts and follows from its speed. Facts
 * far apart do not show a short service; there the time that driving did not need was spent at the
 * open stops on the way. Of two standings at a stop with no later stop between them the clearly
 * nearer one is the service. docs/plan-fact.md has the definitions in full.
 */
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

  /** A vehicle has moved up to a stop when it then stands nearer by so many sigma. */
  static final double MOVED_UP_SIGMAS = 2;

  /** A circle grows by so many sigma beyond the usual error: 95 % of a two-axis error. */
  static final double GROW_SIGMAS = 2.5;

  /**
   * Judges one fact. The state's motion already holds it; {@code along} is its place on the path,
   * NaN off it or without one; {@code sinceMs} is the time since the fact before.
   */
  boolean onFix(Fix fix, double along, long sinceMs, StopPlaces places, JudgeState st) {
    Visit v = st.visit;
    boolean slow = st.motion.isSlow();
    boolean changed =
        sinceMs >= Between.SPARSE_MS && Between.unseen(fix, along, slow, sinceMs, places, st);
    if (sinceMs > Judge.GPS_LOST_MS && st.factCount > 0) {
      Between.silence(fix, along, sinceMs, places, st);
    }
    if (!Double.isNaN(along) && !Double.isNaN(st.along) && along > st.along) {
      changed |= passed(fix, along, places, st);
    }
    v.driven |= !slow || isApart(fix, sinceMs, st);
    int near = nearest(fix, along, places, v);
    v.driven |= sinceMs >= Between.SPARSE_MS && isNext(fix, near, places, st);
    changed |= leave(fix, near, sinceMs, places, st);
    if (v.inside < 0 && near >= 0 && v.driven && (v.isOpen(near) || near == v.lastServed)) {
      v.inside = near;
      v.slowFromMs = 0;
      v.slowMs = 0;
      v.slow = false;
      if (v.state(near) == Visit.PENDING) {
        v.state(near, Visit.INSIDE);
      }
    }
    if (v.inside >= 0 && near == v.inside) {
      changed |= stay(fix, slow, sinceMs, places, st);
    }
    return changed;
  }

  /** The fact is inside the circle of the current stop. */
  private static boolean stay(
      Fix fix, boolean slow, long sinceMs, StopPlaces places, JudgeState st) {
    Visit v = st.visit;
    v.insideToMs = fix.timeMs;
    boolean arrived = !v.isOpen(v.inside);
    if (slow) {
      stand(fix, sinceMs, arrived, places, st);
    } else if (v.slow) {
      v.slowMs += Between.besideStandMs(fix, sinceMs, st);
    } else if (sinceMs >= Between.SPARSE_MS && Double.isNaN(fix.speed) && !Double.isNaN(st.along)) {
      v.slowMs += Between.idleMs(fix, sinceMs, st) / (st.wasSlow ? 2 : 1);
    }
    v.slow = slow;
    if (arrived && !slow) {
      v.slowFromMs = 0;
      v.slowMs = 0;
    }
    if (v.slowFromMs == 0 || v.slowMs < DWELL_MS || (arrived && !v.driven)) {
      return false;
    }
    double before = v.inside == v.lastServed ? v.lastStandMetres : v.standMetres;
    if (!arrived) {
      arrive(v.inside, v.slowFromMs, st);
    } else if (isBetter(v.slowMetres, before, fix, v)) {
      v.serveAgain(v.inside);
      st.outcome.mark(v.inside, Outcome.ARRIVED, v.slowFromMs);
      stood(v.inside, v.slowMetres, v);
    } else {
      return false;
    }
    v.driven = false;
    return true;
  }

  /**
   * A second stand at a served stop is its service when it is clearly nearer, or when the stop
   * before it was served in between and it is not clearly farther: then the first one was another
   * errand on the way there.
   */
  private static boolean isBetter(double metres, double before, Fix fix, Visit v) {
    int stop = v.inside;
    boolean inOrder = stop > 0 && !v.isOpen(stop - 1) && v.order(stop - 1) > v.order(stop);
    double noise = MOVED_UP_SIGMAS * fix.sigma;
    return metres < (inOrder ? before + noise : before - noise);
  }

  /** The fact is slow and inside: goes on with the stand, or begins a new one after driving. */
  private static void stand(
      Fix fix, long sinceMs, boolean arrived, StopPlaces places, JudgeState st) {
    Visit v = st.visit;
    double metres = metresTo(fix, v.inside, places);
    boolean toldStill = fix.speed < Motion.STILL_SPEED;
    boolean again = arrived && v.slow && !toldStill && isApart(fix, sinceMs, st);
    if (v.slowFromMs == 0 || again) {
      v.slowFromMs = Between.haltMs(fix, st);
      boolean unknown = sinceMs >= Between.SPARSE_MS && Double.isNaN(fix.speed);
      v.slowMs =
          unknown ? Between.idleMs(fix, sinceMs, st) : Between.besideStandMs(fix, sinceMs, st);
      v.slowMetres = metres;
      return;
    }
    v.slowMs += v.slow ? sinceMs : Between.besideStandMs(fix, sinceMs, st);
    v.slowMetres = Math.min(metres, v.slowMetres);
  }

  /** Leaves the current stop when the fact is outside its circle, or driven to a nearer stop. */
  private static boolean leave(Fix fix, int near, long sinceMs, StopPlaces places, JudgeState st) {
    Visit v = st.visit;
    int stop = v.inside;
    if (stop < 0 || near == stop) {
      return false;
    }
    double d = metresTo(fix, stop, places);
    boolean arrived = !v.isOpen(stop);
    boolean outside = d > places.radius(stop) * (arrived ? LEAVE_FACTOR : 1) + grow(fix);
    boolean next = near >= 0 && v.isOpen(near) && (v.driven || !arrived);
    if (!outside && !next) {
      return false;
    }
    boolean changed = false;
    if (!arrived && stoodUnseen(fix, sinceMs, d, st)) {
      arrive(stop, v.slowFromMs == 0 ? v.insideToMs : v.slowFromMs, st);
      v.driven = true;
    }
    if (v.state(stop) == Visit.ARRIVED) {
      v.state(stop, Visit.DEPARTED);
      st.outcome.mark(stop, Outcome.DEPARTED, v.insideToMs);
      changed = true;
    } else if (v.state(stop) == Visit.INSIDE) {
      v.state(stop, Visit.PENDING);
    }
    v.inside = -1;
    return changed;
  }

  /**
   * True when the vehicle stood between the last fact inside and this one: it was slow already, or
   * the silence is as long as a tracker's sleep, which begins when it stands.
   */
  private static boolean stoodUnseen(Fix fix, long sinceMs, double metres, JudgeState st) {
    Visit v = st.visit;
    boolean fromInside = v.insideToMs == st.lastFactMs;
    boolean asleep =
        sinceMs > Judge.GPS_LOST_MS
            && sinceMs - metres / Matcher.SPEED_MAX * 1e3 >= DWELL_MS
            && fromInside;
    long afterMs = 0;
    if (v.slow) {
      afterMs = Between.besideStandMs(fix, sinceMs, st);
    } else if (sinceMs >= Between.SPARSE_MS
        && fromInside
        && Double.isNaN(fix.speed)
        && !Double.isNaN(st.along)) {
      afterMs = Between.idleMs(fix, sinceMs, st) / (st.motion.isSlow() ? 2 : 1);
    }
    return asleep || (afterMs > 0 && v.slowMs + afterMs >= DWELL_MS);
  }

  /** Works in a silence that goes on: the vehicle stands where it was heard last. */
  void onSilence(JudgeState st) {
    Visit v = st.visit;
    if (v.inside >= 0 && v.isOpen(v.inside) && v.insideToMs == st.lastFactMs) {
      arrive(v.inside, v.slowFromMs == 0 ? v.insideToMs : v.slowFromMs, st);
    }
  }

  static void arrive(int stop, long timeMs, JudgeState st) {
    Visit v = st.visit;
    v.serve(stop);
    v.driven = false;
    st.outcome.mark(stop, Outcome.ARRIVED, timeMs);
    st.outcome.mark(stop, Outcome.MISSED, 0);
    for (int i = v.lastServed + 1; i < stop; i++) {
      miss(i, timeMs, st);
    }
    v.lastServed = Math.max(v.lastServed, stop);
    v.forgetSilences(v.lastServed);
    stood(stop, v.inside == stop && v.slowFromMs != 0 ? v.slowMetres : 0, v);
  }

  private static void stood(int stop, double metres, Visit v) {
    v.standMetres = metres;
    if (stop == v.lastServed) {
      v.lastStandMetres = metres;
    }
  }

  private static boolean miss(int stop, long timeMs, JudgeState st) {
    Visit v = st.visit;
    if (v.state(stop) != Visit.PENDING) {
      return false;
    }
    v.missedAny = true;
    if (v.silent(stop)) {
      v.state(stop, Visit.UNSEEN);
      return true;
    }
    v.state(stop, Visit.MISSED);
    st.outcome.mark(stop, Outcome.MISSED, timeMs);
    return true;
  }

  /**
   * The path was followed from the fact before to this one: stops served by passing are served, the
   * moment interpolated; others whose place lies well behind are missed for now.
   */
  private static boolean passed(Fix fix, double along, StopPlaces places, JudgeState st) {
    Visit v = st.visit;
    boolean changed = false;
    for (int i = places.firstFrom(st.along - PASSED_METRES, v.lastServed + 1);
        i < places.size();
        i++) {
      double s = places.along(i);
      if (s > along) {
        break;
      }
      if (!places.byPassing(i)) {
        boolean wellBehind = st.along < s + PASSED_METRES && s + PASSED_METRES <= along;
        changed |= wellBehind && i != v.inside && miss(i, fix.timeMs, st);
      } else if (st.along < s && v.isOpen(i)) {
        double f = (s - st.along) / (along - st.along);
        long t = st.lastFactMs + Math.round(f * (fix.timeMs - st.lastFactMs));
        arrive(i, t, st);
        v.state(i, Visit.DEPARTED);
        st.outcome.mark(i, Outcome.DEPARTED, t);
        changed = true;
      }
    }
    return changed;
  }

  /** Really displaced since a fact that is long ago: it has driven there, seen or not. */
  private static boolean isApart(Fix fix, long sinceMs, JudgeState st) {
    return sinceMs >= Between.SPARSE_MS
        && Geo.length(fix.x - st.lastX, fix.y - st.lastY) > Matcher.NODE_SIGMAS * fix.sigma;
  }

  /**
   * Nearer to the next stop when the planned service of the current one is over: facts far apart
   * hide the drive between neighbours, and noise its length.
   */
  private static boolean isNext(Fix fix, int near, StopPlaces places, JudgeState st) {
    Visit v = st.visit;
    if (v.inside < 0 || near != v.inside + 1 || v.isOpen(v.inside) || !v.isOpen(near)) {
      return false;
    }
    double serviceMs = places.serviceMs(v.inside);
    return serviceMs > 0 && fix.timeMs - st.outcome.mark(v.inside, Outcome.ARRIVED) >= serviceMs;
  }

  static double grow(Fix fix) {
    return GROW_SIGMAS * Math.max(0, fix.sigma - Fix.SIGMA_PATH_METRES);
  }

  static double metresTo(Fix fix, int stop, StopPlaces places) {
    return Geo.length(fix.x - places.x(stop), fix.y - places.y(stop));
  }

  static boolean holds(Fix fix, int stop, StopPlaces places) {
    return metresTo(fix, stop, places) <= places.radius(stop) + grow(fix);
  }

  /**
   * The stop to which a fact belongs: the nearest whose circle holds it and whose place fits the
   * progress, served ones included, so that a neighbour's circle cannot claim it. One that was
   * passed by is served whenever the vehicle stands there after all, on whatever leg.
   */
  private static int nearest(Fix fix, double along, StopPlaces places, Visit v) {
    int best = -1;
    double bestMetres = Double.POSITIVE_INFINITY;
    boolean onPath = !Double.isNaN(along);
    int first = onPath ? places.firstFrom(along - ALONG_METRES, v.lastServed + 1) : 0;
    for (int i = first; i < places.size(); i++) {
      if (onPath && places.along(i) > along + ALONG_METRES) {
        break;
      }
      double d = metresTo(fix, i, places);
      if (d > places.radius(i) + grow(fix) || places.byPassing(i)) {
        continue;
      }
      if (v.state(i) == Visit.DEPARTED) {
        d += SAME_PLACE_METRES;
      }
      if (d < bestMetres) {
        bestMetres = d;
        best = i;
      }
    }
    return best < 0 && onPath && v.missedAny ? nearestMissed(fix, first, places, v) : best;
  }

  private static int nearestMissed(Fix fix, int before, StopPlaces places, Visit v) {
    int best = -1;
    double bestMetres = Double.POSITIVE_INFINITY;
    for (int i = 0; i < before; i++) {
      double d = metresTo(fix, i, places);
      if ((i == v.inside || v.isBehind(i)) && d < bestMetres && holds(fix, i, places)) {
        bestMetres = d;
        best = i;
      }
    }
    return best;
  }
}
