package kz.relog.route;

/**
 * Expected arrivals at the stops that remain, from the planned legs corrected by how this vehicle
 * does today.
 *
 * <p>A planned leg lasts from the departure at a stop to the arrival at the next. What was driven
 * today took some share more or less than planned, and so did the services; the shares of the rest
 * are taken to lie between one and what was seen, the nearer to the latter the more was seen. Time
 * that a leg has beyond its driving is a planned wait, where a late vehicle makes up and an early
 * one waits. Nobody is served before the window opens. Stops served by passing belong to a public
 * timetable, to which drivers are held: there the present lateness fades with the time to go.
 *
 * <p>Without planned times the legs last as long as their metres at the pace of today. Owned by the
 * engine's thread.
 */
final class Eta {

  /** Planned driving, ms, that counts for as much as what was seen: half an hour. */
  static final double DRIVING_PRIOR_MS = 1_800_000;

  /** Planned service, ms, that counts for as much as what was seen: some deliveries. */
  static final double SERVICE_PRIOR_MS = 900_000;

  /** Ms to go in which a third of the lateness against a public timetable is left; B63 traces. */
  static final double RECOVERY_MS = 1_800_000;

  /** Service of a stop that plans none, ms: as short as a hand-over. */
  static final double SERVICE_UNKNOWN_MS = 60_000;

  /** A planned leg slower than this holds a wait, metres per second: a walk. */
  static final double WAITING_SPEED = Motion.WALK_SPEED;

  private final PlanRun run;
  private final JudgeState st;
  private final long nowMs;

  Eta(PlanRun run, JudgeState st, long nowMs) {
    this.run = run;
    this.st = st;
    this.nowMs = nowMs;
  }

  /** Unix epoch ms per stop; 0 where the stop is reached, missed, or nothing can be expected. */
  long[] all() {
    int n = run.stopCount;
    long[] eta = new long[n];
    int from = lastServed();
    if (st.factCount == 0 && from < 0 && run.plan.stops().get(0).arriveMs() == 0) {
      return eta;
    }
    double driving = drivingShare();
    double service = serviceShare();
    double t = -1;
    for (int i = from + 1; i < n; i++) {
      if (!st.visit.isOpen(i) || st.visit.isBehind(i)) {
        continue;
      }
      if (run.places.byPassing(i) && run.times.known() && !Double.isNaN(st.progress)) {
        t = byTimetable(i);
      } else if (t < 0) {
        t = first(from, i, driving, service);
      } else {
        t += leg(i - 1, i, driving, t);
      }
      if (Double.isNaN(t)) {
        return eta;
      }
      eta[i] = Math.max(nowMs, Math.round(t));
      t =
          Math.max(eta[i], Window.of(run.plan.stops().get(i)).fromMs() * open(i))
              + planned(i) * service;
    }
    return eta;
  }

  private double byTimetable(int stop) {
    long planned = run.plan.stops().get(stop).arriveMs();
    double here = run.times.timeAt(st.progress);
    double toGo = Math.max(0, planned - here);
    return planned + (st.lastFactMs - here) * Math.exp(-toGo / RECOVERY_MS);
  }

  private int open(int stop) {
    return run.plan.stops().get(stop).window().fromMs() != 0 ? 1 : 0;
  }

  private int lastServed() {
    int last = -1;
    for (int i = 0; i < run.stopCount; i++) {
      last = st.visit.isOpen(i) ? last : i;
    }
    return last;
  }

  /** Arrival at the first remaining stop: what is left of the leg that is being driven. */
  private double first(int from, int stop, double driving, double service) {
    double metres = metresTo(stop);
    double whole = from < 0 ? Double.NaN : metres(from, stop);
    long at = st.factCount == 0 ? nowMs : st.lastFactMs;
    if (from >= 0 && st.visit.state(from) == Visit.ARRIVED) {
      double leaves = st.outcome.mark(from, Outcome.ARRIVED) + planned(from) * service;
      double t = Math.max(leaves, (double) at);
      return t + leg(from, stop, driving, t);
    }
    if (from < 0 || !(whole > 0)) {
      return before(stop, metres, driving, at);
    }
    double share = Math.min(1.5, metres / whole);
    return at + share * leg(from, stop, driving, (double) at);
  }

  /** Arrival at the first stop of the plan: by the timetable, or the way there. */
  private double before(int stop, double metres, double driving, long at) {
    long plannedMs = run.plan.stops().get(stop).arriveMs();
    double drive = metres / Matcher.CITY_SPEED * 1e3 * driving;
    return Double.isNaN(drive) ? (double) plannedMs : Math.max((double) plannedMs, at + drive);
  }

  /** Ms from leaving one stop at t to reaching the next. */
  private double leg(int from, int to, double driving, double t) {
    PlanStop a = run.plan.stops().get(from);
    PlanStop b = run.plan.stops().get(to);
    double metres = metres(from, to);
    long leaves = Math.max(a.departMs(), a.arriveMs() + 1000L * a.serviceSeconds());
    if (a.arriveMs() == 0 || b.arriveMs() == 0 || b.arriveMs() < leaves) {
      return metres / Matcher.CITY_SPEED * 1e3 * driving;
    }
    double planned = b.arriveMs() - leaves;
    double moving = Math.min(planned, metres / WAITING_SPEED * 1e3);
    double wait = Math.max(0, b.arriveMs() - (t + planned));
    return moving * driving + Math.min(planned - moving, wait);
  }

  private double metres(int from, int to) {
    if (run.path != null) {
      return Math.max(0, run.places.along(to) - run.places.along(from));
    }
    double x = run.places.x(to) - run.places.x(from);
    double y = run.places.y(to) - run.places.y(from);
    return Matcher.DETOUR_FACTOR * Geo.length(x, y);
  }

  private double metresTo(int stop) {
    if (run.path != null) {
      return Math.max(0, run.places.along(stop) - st.progress);
    }
    double x = run.places.x(stop) - st.lastX;
    double y = run.places.y(stop) - st.lastY;
    return st.factCount == 0 ? Double.NaN : Matcher.DETOUR_FACTOR * Geo.length(x, y);
  }

  private double planned(int stop) {
    PlanStop s = run.plan.stops().get(stop);
    return run.places.byPassing(stop)
        ? 0
        : run.places.serviceMs(stop) > 0 || s.arriveMs() != 0
            ? run.places.serviceMs(stop)
            : SERVICE_UNKNOWN_MS;
  }

  /** Driving time seen over planned on legs between served stops, drawn towards one. */
  private double drivingShare() {
    double seen = DRIVING_PRIOR_MS;
    double plan = DRIVING_PRIOR_MS;
    for (int i = 1; i < run.stopCount; i++) {
      long left = st.outcome.mark(i - 1, Outcome.DEPARTED);
      long reached = st.outcome.mark(i, Outcome.ARRIVED);
      double planned = leg(i - 1, i, 1, (double) left);
      if (left != 0 && reached > left && planned > 0) {
        seen += Math.min((double) (reached - left), 3 * planned);
        plan += planned;
      }
    }
    return seen / plan;
  }

  /** Service time seen over planned, drawn towards one. */
  private double serviceShare() {
    double seen = SERVICE_PRIOR_MS;
    double plan = SERVICE_PRIOR_MS;
    for (int i = 0; i < run.stopCount; i++) {
      long reached = st.outcome.mark(i, Outcome.ARRIVED);
      long left = st.outcome.mark(i, Outcome.DEPARTED);
      double planned = planned(i);
      if (reached != 0 && left > reached && planned > 0) {
        seen += Math.min((double) (left - reached), 3 * planned);
        plan += planned;
      }
    }
    return seen / plan;
  }
}
