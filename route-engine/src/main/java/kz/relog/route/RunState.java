package kz.relog.route;

/** All that changes while facts run through one plan; a checkpoint is a copy of it. */
final class RunState {

  final MatchState match = new MatchState();
  final StopWatchState stops;
  final Outcome outcome;

  long factCount;
  long firstFactMs;
  long lastFactMs;
  double lastX;
  double lastY;
  double drivenMetres;
  double offRouteMetres;
  long gapTotalMs;

  /** Metres along the path, kept while off it; NaN unknown. */
  double progress = Double.NaN;

  boolean onRoute = true;

  RunState(int stopCount) {
    stops = new StopWatchState(stopCount);
    outcome = new Outcome(stopCount);
  }

  void copyFrom(RunState o) {
    match.copyFrom(o.match);
    stops.copyFrom(o.stops);
    outcome.copyFrom(o.outcome);
    factCount = o.factCount;
    firstFactMs = o.firstFactMs;
    lastFactMs = o.lastFactMs;
    lastX = o.lastX;
    lastY = o.lastY;
    drivenMetres = o.drivenMetres;
    offRouteMetres = o.offRouteMetres;
    gapTotalMs = o.gapTotalMs;
    progress = o.progress;
    onRoute = o.onRoute;
  }
}
