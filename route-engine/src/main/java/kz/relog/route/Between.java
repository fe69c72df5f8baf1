package kz.relog.route;

/**
 * What can have happened between two facts: when the vehicle came to a stand, how long it stood,
 * which stops it can have served without having been seen there.
 *
 * <p>Between facts seconds apart nothing is hidden. Between facts a quarter of a minute to some
 * minutes apart the time that driving did not need was spent standing. In a silence nobody knows: a
 * stop that can have been served in it is not called missed.
 */
final class Between {

  /** Facts as far apart may hide a whole visit: it is shorter than any with its driving. */
  static final long SPARSE_MS = 15_000;

  /** Share of the planned service that an unseen visit must have room for. */
  static final double UNSEEN_SHARE = 0.5;

  /** Metres per second squared: a comfortable braking (1 to 2 m/s2 of buses and cars in town). */
  static final double BRAKING = 1.5;

  /**
   * Facts far apart can hide a whole visit. The time between them that driving does not need was
   * spent standing, half an interval at each end that is told to stand itself, the rest at the open
   * stops between the facts, as far as it is enough for each: first those whose place was passed,
   * then those whose circle was touched.
   */
  static boolean unseen(
      Fix fix, double along, boolean slow, long sinceMs, StopPlaces places, JudgeState st) {
    Visit v = st.visit;
    double metres = Geo.length(fix.x - st.lastX, fix.y - st.lastY);
    boolean onPath = !Double.isNaN(along) && !Double.isNaN(st.along);
    if (onPath) {
      metres = Math.max(metres, along - st.along);
    }
    double spareMs = sinceMs - metres / Matcher.CITY_SPEED * 1e3;
    spareMs -= slow && (st.wasSlow || !Double.isNaN(fix.speed)) ? sinceMs / 2 : 0;
    spareMs -= st.wasSlow ? sinceMs / 2 : 0;
    boolean standsThere = slow && (sinceMs > Judge.GPS_LOST_MS || Double.isNaN(fix.speed));
    boolean changed = false;
    double reach = StopPlaces.RADIUS_METRES_MAX + StopJudge.grow(fix);
    int first = onPath ? places.firstFrom(st.along - reach, v.lastServed + 1) : 0;
    for (int pass = 0; pass < 2; pass++) {
      for (int i = first; i < places.size() && spareMs >= StopJudge.DWELL_MS; i++) {
        if (onPath && places.along(i) > along + reach) {
          break;
        }
        double needMs = Math.max(StopJudge.DWELL_MS, UNSEEN_SHARE * places.serviceMs(i));
        if (places.byPassing(i) || spareMs < needMs || !v.isOpen(i)) {
          continue;
        }
        if (standsThere && StopJudge.holds(fix, i, places)) {
          continue;
        }
        double ahead = aheadMetres(fix, along, i, pass == 0, places, st);
        if (Double.isNaN(ahead)) {
          continue;
        }
        long driveMs = Math.round(Math.max(0, ahead) / Matcher.CITY_SPEED * 1e3);
        long t = Math.min(fix.timeMs, st.lastFactMs + driveMs);
        StopJudge.arrive(i, t, st);
        if (i != v.inside) {
          v.state(i, Visit.DEPARTED);
        }
        st.outcome.mark(i, Outcome.DEPARTED, Math.min(fix.timeMs, t + Math.round(spareMs)));
        spareMs -= needMs;
        changed = true;
      }
    }
    return changed;
  }

  /** Metres from the fact before to a stop on the way to this one; NaN when it was not. */
  private static double aheadMetres(
      Fix fix, double along, int stop, boolean passed, StopPlaces places, JudgeState st) {
    if (!Double.isNaN(along) && !Double.isNaN(st.along)) {
      double margin = passed ? 0 : places.radius(stop) + StopJudge.grow(fix);
      double ahead = places.along(stop) - st.along;
      return ahead < -margin || ahead > along - st.along + margin ? Double.NaN : ahead;
    }
    boolean touched = !passed && metresFromWay(fix, stop, places, st) <= places.radius(stop);
    return touched ? Geo.length(places.x(stop) - st.lastX, places.y(stop) - st.lastY) : Double.NaN;
  }

  /** Metres from a stop to the straight way between the fact before and this one. */
  private static double metresFromWay(Fix fix, int stop, StopPlaces places, JudgeState st) {
    double dx = fix.x - st.lastX;
    double dy = fix.y - st.lastY;
    double px = places.x(stop) - st.lastX;
    double py = places.y(stop) - st.lastY;
    double square = dx * dx + dy * dy;
    double f = square == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square));
    return Geo.length(px - f * dx, py - f * dy);
  }

  /**
   * A silence is no evidence of a miss: remembers the stops that the vehicle may have served in it,
   * by a detour at a town's speed in the time that the way itself did not need.
   */
  static void silence(Fix fix, double along, long sinceMs, StopPlaces places, JudgeState st) {
    Visit v = st.visit;
    double way = Geo.length(fix.x - st.lastX, fix.y - st.lastY);
    double spareMs = sinceMs - way / Matcher.SPEED_MAX * 1e3 - StopJudge.DWELL_MS;
    boolean onPath = !Double.isNaN(along) && !Double.isNaN(st.along);
    for (int i = v.lastServed + 1; i < places.size(); i++) {
      double s = places.along(i);
      if (onPath && (s < st.along - StopJudge.ALONG_METRES || s > along + StopJudge.ALONG_METRES)) {
        continue;
      }
      double there = Geo.length(places.x(i) - st.lastX, places.y(i) - st.lastY);
      double detour = there + StopJudge.metresTo(fix, i, places) - way;
      if (detour / Matcher.CITY_SPEED * 1e3 <= spareMs) {
        v.silent(i, true);
      }
    }
  }

  /** Time stood in an interval of which one end was slow: half, or what driving did not need. */
  static long besideStandMs(Fix fix, long sinceMs, JudgeState st) {
    boolean told = sinceMs >= SPARSE_MS && !Double.isNaN(fix.speed);
    return told ? Math.max(sinceMs / 2, idleMs(fix, sinceMs, st)) : sinceMs / 2;
  }

  /**
   * When the vehicle came to a stand, between the fact before and this one, in which it stands. It
   * drove on at its speed and braked; where it stood before as well, it set off at an unknown time
   * and the middle errs least.
   */
  static long haltMs(Fix fix, JudgeState st) {
    if (st.factCount == 0) {
      return fix.timeMs;
    }
    long idleMs = idleMs(fix, fix.timeMs - st.lastFactMs, st);
    return fix.timeMs - (st.wasSlow ? idleMs / 2 : idleMs);
  }

  /**
   * Time since the fact before that driving from there and braking did not need. A tracker that
   * sleeps when parked wakes where it is driven to: after a silence it has just come.
   */
  static long idleMs(Fix fix, long sinceMs, JudgeState st) {
    if (sinceMs > Judge.GPS_LOST_MS) {
      return 0;
    }
    double d = Geo.length(fix.x - st.lastX, fix.y - st.lastY);
    double speed = Math.max(st.lastPace, Matcher.CITY_SPEED);
    long neededMs = Math.round((d / speed + speed / (2 * BRAKING)) * 1e3);
    return Math.max(0, sinceMs - neededMs);
  }

  private Between() {}
}
