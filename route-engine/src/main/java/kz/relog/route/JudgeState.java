package kz.relog.route;

/** All that the judgement of placed facts remembers between two facts. */
final class JudgeState {

  /** Cells of the packed form without the stops. */
  static final int CELLS = Motion.CELLS + Visit.CELLS + 3 * Spans.CELLS + 11;

  /** Cell of the highest stop served. */
  static final int LAST_SERVED = Motion.CELLS + Visit.CELLS - 1;

  private static final int ON_ROUTE = 1;
  private static final int WAS_SLOW = 2;

  final Motion motion = new Motion();
  final Visit visit;
  final Outcome outcome;

  int factCount;
  long firstFactMs;
  long lastFactMs;
  double drivenMetres;
  double offRouteMetres;
  long gapTotalMs;

  /** The last fact. */
  double lastX;

  double lastY;

  /** The last node of the odometer. */
  double nodeX;

  double nodeY;

  /** Metres along the path at the last fact on it, kept while off; NaN unknown. */
  double progress;

  /** Metres along the path at the last fact; NaN when it was off the path. */
  double along;

  /** Metres per second at the last fact; set before a fact is judged, never packed. */
  double lastPace;

  boolean onRoute;

  /** The last fact was slow. */
  boolean wasSlow;

  JudgeState(StopMarks stops) {
    visit = new Visit(stops);
    outcome = new Outcome(stops);
  }

  void clear() {
    factCount = 0;
    firstFactMs = 0;
    lastFactMs = 0;
    drivenMetres = 0;
    offRouteMetres = 0;
    gapTotalMs = 0;
    progress = Double.NaN;
    along = Double.NaN;
    onRoute = true;
    wasSlow = false;
    visit.inside = -1;
    visit.lastServed = -1;
    visit.served = 0;
    visit.driven = true;
    visit.missedAny = false;
  }

  void write(Cells to) {
    motion.write(to);
    visit.write(to);
    outcome.offRoute.write(to);
    outcome.unplanned.write(to);
    outcome.gpsGaps.write(to);
    to.putInt(factCount << 2 | (onRoute ? ON_ROUTE : 0) | (wasSlow ? WAS_SLOW : 0));
    to.putTime(firstFactMs);
    to.putTime(lastFactMs);
    to.putFloat(drivenMetres);
    to.putFloat(offRouteMetres);
    to.putSpan(gapTotalMs);
    to.putFloat(nodeX);
    to.putFloat(nodeY);
    to.putFloat(progress);
    to.putFloat(lastX);
    to.putFloat(lastY);
  }

  void read(Cells from) {
    motion.read(from);
    visit.read(from);
    outcome.offRoute.read(from);
    outcome.unplanned.read(from);
    outcome.gpsGaps.read(from);
    int word = from.getInt();
    factCount = word >>> 2;
    onRoute = (word & ON_ROUTE) != 0;
    wasSlow = (word & WAS_SLOW) != 0;
    firstFactMs = from.getTime();
    lastFactMs = from.getTime();
    drivenMetres = from.getFloat();
    offRouteMetres = from.getFloat();
    gapTotalMs = from.getSpan();
    nodeX = from.getFloat();
    nodeY = from.getFloat();
    progress = from.getFloat();
    lastX = from.getFloat();
    lastY = from.getFloat();
    along = onRoute ? progress : Double.NaN;
  }
}
