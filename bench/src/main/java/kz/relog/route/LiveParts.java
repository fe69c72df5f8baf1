package kz.relog.route;

/**
 * The parts of a live plan's memory that are the plan itself or the recent facts, made apart for
 * the bench, so that the rest can be told.
 */
public final class LiveParts {

  private LiveParts() {}

  /** What the engine keeps of a plan for as long as it lives and never changes. */
  public static Object ofPlan(Plan plan) {
    Plane plane = Plane.of(plan);
    PathLine path = plan.pathSize() > 1 ? new PathLine(plane, plan) : null;
    StopPlaces places = new StopPlaces(plane, plan, path);
    Timetable times = new Timetable(plan, places.alongs());
    return new Object[] {plan, plane, path, places, times, Life.of(plan)};
  }

  /** Bytes that each of these holders has beside its parts. */
  public static int holderBytes() {
    return 16 + 6 * 4;
  }

  /** A vehicle's recent facts with where they were placed. */
  public static Object ofFacts(int count) {
    FactLog log = new FactLog();
    float[] alongs = {};
    for (int i = 0; i < count; i++) {
      log.insert(1_000L * i, i, i, i, 0, 0, 0);
      if (i >= alongs.length) {
        alongs = new float[Math.max(8, i + (i >> 1))];
      }
    }
    return new Object[] {log, alongs};
  }
}
