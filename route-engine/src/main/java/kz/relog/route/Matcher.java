package kz.relog.route;

/**
 * Places facts on a path.
 *
 * <p>Why it works this way. The nearest point of a path is wrong wherever the path comes back to a
 * place: on loops, on streets driven out and back, beside hairpins. What tells the passes apart is
 * how the vehicle came there, and that is only known after some metres. So several hypotheses are
 * kept, each a place on the path, or "off the path since this place", with the cost (negative log
 * likelihood) of the cheapest way to explain all facts so far: the Viterbi recursion of hidden
 * Markov map matching (Newson and Krumm 2009, "Hidden Markov Map Matching Through Noise and
 * Sparseness") on the one line of a plan, pruned to K as in multiple-hypothesis tracking (Reid
 * 1979, "An Algorithm for Tracking Multiple Targets").
 *
 * <ul>
 *   <li>Only nodes count: facts displaced from the last node beyond the noise and within reach of
 *       the speeds told. Errors of GPS are correlated over tens of seconds; without nodes a parked
 *       vehicle would gather evidence from its own jitter, and 1 Hz data thirty times as much as 30
 *       s data.
 *   <li>A node's cost on the path is its squared distance in sigma; off the path it is constant.
 *       Leaving costs once, so that an outlier stays cheaper on the path and a detour off it:
 *       accumulated evidence with hysteresis in one rule.
 *   <li>From node to node the place must advance as far as the vehicle was displaced. Too little or
 *       backwards costs per metre; too much costs per metre relative to what can have been driven
 *       unseen; a jump costs a constant and its length. Course costs by its cosine. The timetable
 *       speaks where motion cannot: at the start, after gaps and at jumps.
 *   <li>Progress is never forgotten: a hypothesis off the path keeps the place where it left, and
 *       its return is judged by what was driven since.
 * </ul>
 *
 * <p>Owned by the engine's thread; reused for all plans.
 */
final class Matcher {

  /** Candidates considered per fix. */
  static final int CANDIDATES_MAX = 12;

  /** Displacement in sigma that is beyond noise: 95 % of the differences of two fixes. */
  static final double NODE_SIGMAS = 2.5;

  /** Metres: least displacement, about two lengths of a lorry; the course of less is noise. */
  static final double NODE_METRES_MIN = 25;

  /**
   * Metres: displacement that is believed although the receiver tells it stands; wander between
   * houses reaches this (Modsching and others 2006).
   */
  static final double STILL_METRES = 100;

  /** Seconds: between facts closer than this the told speeds bound the way. */
  static final double DENSE_SECONDS = 15;

  /** Told speed may be short by this factor between two facts: acceleration of 2 m/s2 in town. */
  static final double SPEED_SLACK = 1.2;

  /** Metres beyond which told speeds are disbelieved: a receiver whose speed is stuck. */
  static final double DISBELIEF_METRES = 300;

  /** Passes of the path within so many sigma are considered; beyond, off the path is cheaper. */
  static final double REACH_SIGMAS = 4;

  /**
   * Distance in sigma at which on and off the path are equally likely: 95 % of a two-axis error.
   */
  static final double OFF_SIGMAS = 2.5;

  /** Cost of a node off the path. */
  static final double OFF_COST = 0.5 * OFF_SIGMAS * OFF_SIGMAS;

  /** Cost of a node at any distance: an outlier says no more than this. */
  static final double EMISSION_MAX = 8;

  /** Cost of leaving the path: about one departure in four hundred nodes. */
  static final double LEAVE_COST = 6;

  /** Cost of coming back: sooner or later a vehicle that left does. */
  static final double RETURN_COST = 1;

  /** Constant cost of a jump: one in three thousand nodes. */
  static final double JUMP_COST = 8;

  /** Metres skipped that cost one more: a few stops. */
  static final double JUMP_METRES = 1000;

  /** Metres of missing or backward progress that cost one: a sigma of two noisy fixes. */
  static final double BACK_METRES = 30;

  /** Way on streets over straight line: 1.2 to 1.4 in towns (Boscoe and others 2012). */
  static final double DETOUR_FACTOR = 1.4;

  /** Metres per second driven in town, stops at lights included: 20 to 30 km/h. */
  static final double CITY_SPEED = 8;

  /** Metres per second that no delivery vehicle exceeds on average: 126 km/h. */
  static final double SPEED_MAX = 35;

  /** Cost of driving against the path's direction. */
  static final double COURSE_COST = 3;

  /** Milliseconds of lateness that cost one where a hypothesis begins: a usual lateness. */
  static final double SCHEDULE_TAU_MS = 900_000;

  /** Lateness says no more than this: shifts start hours off. */
  static final double SCHEDULE_COST_MAX = 6;

  /** Milliseconds of difference to the planned time between two places that cost one. */
  static final double GAP_TAU_MS = 300_000;

  /** Milliseconds of silence after which the timetable is asked where the vehicle can be. */
  static final long SCHEDULE_GAP_MS = 120_000;

  /** The timetable says no more than this about one gap. */
  static final double GAP_COST_MAX = 4;

  /** Metres within which two hypotheses off the path are one. */
  static final double OFF_MERGE_METRES = 200;

  private final Passes passes = new Passes(CANDIDATES_MAX);
  private final PathLine.Foot foot = new PathLine.Foot();
  private final Ranking next = new Ranking();
  private final Ways ways = new Ways();

  /** The passes are those of the present fact. */
  private boolean searched;

  /** Answer of the last call: metres along the path. */
  double along;

  /** Answer of the last call: on the path. */
  boolean onRoute;

  /** Answer of the last call: true when the best hypothesis is another than before. */
  boolean switched;

  void match(PathLine path, Timetable times, Fix fix, long beforeMs, MatchState st) {
    switched = false;
    searched = false;
    st.scatter.doubt(fix);
    if (st.count == 0) {
      begin(path, times, fix, st);
    } else {
      st.gapMs = Math.max(st.gapMs, fix.timeMs - beforeMs);
      double d = Geo.length(fix.x - st.nodeX, fix.y - st.nodeY);
      double reach = reachable(fix, (fix.timeMs - beforeMs) * 1e-3, st.lastSpeed);
      st.reach += reach;
      boolean drives =
          fix.speed >= Fix.COURSE_SPEED_MIN && fix.timeMs - beforeMs >= DENSE_SECONDS * 1e3;
      if (drives || isNode(fix, d, reach == 0 ? 0 : st.reach)) {
        step(path, times, fix, st, d);
        learn(path, fix, st);
      }
    }
    st.lastSpeed = fix.speed;
    st.scatter.judge(fix);
    answer(path, fix, st);
  }

  /** Tells the scatter how far a node is beside its place, or beside the nearest pass. */
  private void learn(PathLine path, Fix fix, MatchState st) {
    double place = st.isOff(0) ? Double.NaN : st.along[0];
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; st.isOff(0) && i < passes.size(); i++) {
      if (passes.distance(i) < least) {
        least = passes.distance(i);
        place = passes.along(i);
      }
    }
    if (Double.isNaN(place)) {
      st.scatter.forgetSide();
    } else if (st.scatter.isNews(fix)) {
      path.at(place, foot);
      st.scatter.learn(fix, fix.x - foot.x, fix.y - foot.y);
    }
  }

  /** Metres that the vehicle can have moved since the fact before, by the speeds it told. */
  private static double reachable(Fix fix, double seconds, double speedBefore) {
    if (seconds > DENSE_SECONDS || Double.isNaN(fix.speed) || Double.isNaN(speedBefore)) {
      return SPEED_MAX * seconds;
    }
    double speed = Math.max(fix.speed, speedBefore);
    return speed < Motion.STILL_SPEED ? 0 : SPEED_SLACK * speed * seconds;
  }

  /** True when a fact is really displaced from the last node: beyond noise, and drivable. */
  private static boolean isNode(Fix fix, double d, double reach) {
    double least = fix.speed < Motion.STILL_SPEED ? STILL_METRES : NODE_METRES_MIN;
    least = Math.max(least, NODE_SIGMAS * fix.sigma);
    return d >= least && (d <= reach || d >= DISBELIEF_METRES + least);
  }

  private void answer(PathLine path, Fix fix, MatchState st) {
    onRoute = !st.isOff(0);
    if (Double.isNaN(st.along[0])) {
      along = Double.NaN;
      return;
    }
    along = st.along[0];
    if (onRoute) {
      double reach = Geo.length(fix.x - st.nodeX, fix.y - st.nodeY) + 2 * fix.sigma;
      double from = Math.max(0, along - reach);
      int near = searched ? passes.segmentOf(along) : st.segment;
      if (near < 0 || near == MatchState.SEGMENT_MAX) {
        path.project(fix.x, fix.y, from, along + reach, foot);
      } else {
        path.projectNear(fix.x, fix.y, from, along + reach, near, foot);
      }
      along = foot.along;
      st.segment = Math.min(foot.segment, MatchState.SEGMENT_MAX);
    }
  }

  private void begin(PathLine path, Timetable times, Fix fix, MatchState st) {
    search(path, fix);
    next.begin();
    int since = Cells.toCell(fix.timeMs, st.baseMs);
    for (int i = 0; i < passes.size(); i++) {
      double s = passes.along(i);
      double cost =
          emission(passes.distance(i), fix) + course(path, i, fix) + schedule(times, s, fix);
      next.offerNew(s, cost, false, since);
    }
    next.offerNew(Double.NaN, OFF_COST + LEAVE_COST, true, since);
    st.odometer = 0;
    adopt(st, fix);
  }

  private void search(PathLine path, Fix fix) {
    path.passes(fix.x, fix.y, reach(fix), rise(fix), passes);
    searched = true;
  }

  private void step(PathLine path, Timetable times, Fix fix, MatchState st, double d) {
    st.odometer += d;
    search(path, fix);
    next.begin();
    int now = Cells.toCell(fix.timeMs, st.baseMs);
    for (int i = 0; i < passes.size(); i++) {
      double s = passes.along(i);
      double here = emission(passes.distance(i), fix);
      int from = ways.cheapest(times, fix, st, s, here);
      double cost = ways.cost() + (here + course(path, i, fix));
      next.offerNew(s, cost, false, ways.isJump(from) ? now : st.since(from));
    }
    for (int h = 0; h < st.count; h++) {
      boolean off = st.isOff(h);
      double cost = st.cost[h] + OFF_COST + (off ? 0 : LEAVE_COST);
      next.offerOff(st, h, cost, off ? st.since(h) : now);
    }
    adopt(st, fix);
  }

  private void adopt(MatchState st, Fix fix) {
    boolean first = st.count == 0;
    boolean wasOff = st.isOff(0);
    int since = st.since(0);
    next.adopt(st, fix, st.odometer);
    switched = !first && (st.isOff(0) != wasOff || st.since(0) != since);
    st.nodeX = fix.x;
    st.nodeY = fix.y;
    st.gapMs = 0;
    st.reach = 0;
  }

  static double reach(Fix fix) {
    return Math.max(60, REACH_SIGMAS * fix.sigma);
  }

  private static double rise(Fix fix) {
    return Math.max(10, 0.5 * fix.sigma);
  }

  private static double emission(double d, Fix fix) {
    double z = d / fix.sigma;
    return Math.min(EMISSION_MAX, 0.5 * z * z);
  }

  private double course(PathLine path, int pass, Fix fix) {
    if (!fix.hasCourse()) {
      return 0;
    }
    double s = passes.along(pass);
    double cosine = path.courseCosine(s, passes.segment(pass), fix.courseX, fix.courseY);
    return 0.5 * COURSE_COST * (1 - cosine);
  }

  static double schedule(Timetable times, double s, Fix fix) {
    return times.known()
        ? Math.min(SCHEDULE_COST_MAX, Math.abs(times.timeAt(s) - fix.timeMs) / SCHEDULE_TAU_MS)
        : 0;
  }
}
