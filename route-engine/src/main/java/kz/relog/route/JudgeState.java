package kz.relog.route;

/** All that the judgement of placed facts remembers; a checkpoint holds a copy of it. */
final class JudgeState {

  final Motion motion = new Motion();
  final Visit visit;
  final Outcome outcome;

  long factCount;
  long firstFactMs;
  long lastFactMs;
  double drivenMetres;
  double offRouteMetres;
  long gapTotalMs;

  /** The last fact. */
  double lastX;

  double lastY;
  double lastPace = 0;
  boolean wasSlow;

  /** The last node of the odometer. */
  double nodeX;

  double nodeY;

  /** Metres along the path at the last fact on it, kept while off; NaN unknown. */
  double progress = Double.NaN;

  /** Metres along the path at the last fact; NaN when it was off the path. */
  double along = Double.NaN;

  long alongMs;
  boolean onRoute = true;

  JudgeState(int stopCount) {
    visit = new Visit(stopCount);
    outcome = new Outcome(stopCount);
  }

  void copyFrom(JudgeState o) {
    motion.copyFrom(o.motion);
    visit.copyFrom(o.visit);
    outcome.copyFrom(o.outcome);
    factCount = o.factCount;
    firstFactMs = o.firstFactMs;
    lastFactMs = o.lastFactMs;
    drivenMetres = o.drivenMetres;
    offRouteMetres = o.offRouteMetres;
    gapTotalMs = o.gapTotalMs;
    lastX = o.lastX;
    lastY = o.lastY;
    lastPace = o.lastPace;
    wasSlow = o.wasSlow;
    nodeX = o.nodeX;
    nodeY = o.nodeY;
    progress = o.progress;
    along = o.along;
    alongMs = o.alongMs;
    onRoute = o.onRoute;
  }
}
