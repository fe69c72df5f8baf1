package kz.relog.route;

/**
 * What it costs to have come from the hypotheses of the node before to a place; see {@link
 * Matcher}. Owned by the engine's thread; reused for all plans.
 */
final class Ways {

  /** Per hypothesis: cost of the way from it, without the timetable. */
  private final double[] costs = new double[MatchState.K];

  /** The way is a jump. */
  private final boolean[] jumps = new boolean[MatchState.K];

  /** The timetable is to be asked about the way. */
  private final boolean[] timed = new boolean[MatchState.K];

  private double cheapest;

  /** Cost of the cheapest way found last and of where it comes from. */
  double cost() {
    return cheapest;
  }

  /** Whether the way from a hypothesis, of those looked at last, is a jump. */
  boolean isJump(int hypothesis) {
    return jumps[hypothesis];
  }

  /**
   * The hypothesis from which the place s is reached at the least cost, the first of equals; leaves
   * the cost in {@link #cost}. The timetable only makes a way dearer, so that those it is asked
   * about come last, and only where they can still be the cheapest: it lies far away in memory.
   */
  int cheapest(Timetable times, Fix fix, MatchState st, double s, double emission) {
    int from = -1;
    double best = Double.POSITIVE_INFINITY;
    int count = 0;
    for (; count < st.count && st.cost[count] < best; count++) {
      costs[count] = way(fix, st, count, s, emission);
      double cost = st.cost[count] + costs[count];
      if (!timed[count] && cost < best) {
        best = cost;
        from = count;
      }
    }
    for (int h = 0; h < count; h++) {
      if (timed[h] && isLess(st.cost[h] + costs[h], h, best, from)) {
        double cost = st.cost[h] + (costs[h] + untimely(times, fix, st, h, s));
        if (isLess(cost, h, best, from)) {
          best = cost;
          from = h;
        }
      }
    }
    cheapest = best;
    return from;
  }

  private static boolean isLess(double cost, int h, double best, int from) {
    return cost < best || (cost == best && h < from);
  }

  /** Cost of having come from hypothesis h to the place s, as far as the timetable is not asked. */
  private double way(Fix fix, MatchState st, int h, double s, double emission) {
    jumps[h] = true;
    timed[h] = true;
    if (Double.isNaN(st.along[h])) {
      return Matcher.RETURN_COST;
    }
    double dt = fix.timeMs - st.anchorMs(h);
    double d = Geo.length(fix.x - st.anchorX(h), fix.y - st.anchorY(h));
    double ds = s - st.along[h];
    double noise = 2 * fix.sigma;
    double cost;
    boolean strange;
    double unseen = 0.5 * Matcher.CITY_SPEED * st.gapMs * 1e-3;
    if (st.isOff(h)) {
      double driven = st.odometer - st.anchorOdometer(h);
      cost = Matcher.RETURN_COST;
      unseen = 0.5 * Matcher.CITY_SPEED * dt * 1e-3;
      double hi = Math.max(driven, d) * Matcher.DETOUR_FACTOR + noise;
      strange = ds < -noise || ds > hi;
      if (ds < -noise) {
        cost += Matcher.JUMP_COST / 2 + -ds / Matcher.JUMP_METRES;
      } else if (ds > hi) {
        cost +=
            Math.min(
                (ds - hi) / Math.max(50, unseen),
                Matcher.JUMP_COST + (ds - hi) / Matcher.JUMP_METRES);
      }
    } else {
      double lo = 0.9 * d - noise;
      double hi = d * Matcher.DETOUR_FACTOR + noise;
      double smooth = 0;
      if (ds < lo) {
        smooth = (lo - ds) / Matcher.BACK_METRES;
        if (ds >= -noise) {
          smooth = Math.min(smooth, Matcher.EMISSION_MAX - emission);
        }
      } else if (ds > hi) {
        smooth = (ds - hi) / Math.max(50, unseen);
      }
      if (ds > Matcher.SPEED_MAX * dt * 1e-3 + noise) {
        smooth = Double.POSITIVE_INFINITY;
      }
      double jump = Matcher.JUMP_COST + Math.abs(ds - d) / Matcher.JUMP_METRES;
      jumps[h] = jump < smooth;
      strange = jumps[h];
      cost = Math.min(smooth, jump);
    }
    timed[h] = strange || st.gapMs > Matcher.SCHEDULE_GAP_MS;
    return cost;
  }

  /** What the timetable adds to the cost of having come from hypothesis h to the place s. */
  private static double untimely(Timetable times, Fix fix, MatchState st, int h, double s) {
    if (!times.known()) {
      return 0;
    }
    if (Double.isNaN(st.along[h])) {
      return Matcher.schedule(times, s, fix);
    }
    double dt = fix.timeMs - st.anchorMs(h);
    double wait = Math.abs(times.timeAt(s) - times.timeAt(st.along[h]) - dt);
    return Math.min(Matcher.GAP_COST_MAX, wait / Math.max(Matcher.GAP_TAU_MS, dt / 2));
  }
}
