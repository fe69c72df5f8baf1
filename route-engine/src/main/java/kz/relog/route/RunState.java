package kz.relog.route;

import java.util.Arrays;

/**
 * The state of one plan between two facts, opened for work. Between facts it lies packed in the
 * run's cells, so that a cold fact touches few lines of memory, and a kept state is a copy of them.
 *
 * <pre>
 * JudgeState | MatchState | hypotheses, {@value MatchState#HYPOTHESIS_CELLS} cells each | stops,
 * {@value StopMarks#CELLS} cells each
 * </pre>
 *
 * <p>What every fact touches lies together at the beginning; there is room for as many hypotheses
 * as a plan can have at once, so that a state never grows.
 *
 * <p>Owned by the engine's thread; reused for all plans.
 */
final class RunState {

  private static final int STOPS =
      JudgeState.CELLS + MatchState.CELLS + MatchState.HYPOTHESIS_CELLS * MatchState.K;

  /** Cells that nearly every fact works on: all but the stops. */
  static final int USUAL_CELLS = STOPS;

  final StopMarks stops = new StopMarks();
  final MatchState match = new MatchState();
  final JudgeState judge = new JudgeState(stops);
  private final Cells cells = new Cells();

  /** Lists for plans that have none yet; become the plan's when something is put into them. */
  private Spans newOffRoute = new Spans();

  private Spans newUnplanned = new Spans();
  private Spans newGpsGaps = new Spans();

  /** Opens a run's state; what is changed at its stops is changed at once, the rest on close. */
  void open(PlanRun run) {
    judge.outcome.offRoute = run.offRoute == null ? emptied(newOffRoute) : run.offRoute;
    judge.outcome.unplanned = run.unplanned == null ? emptied(newUnplanned) : run.unplanned;
    judge.outcome.gpsGaps = run.gpsGaps == null ? emptied(newGpsGaps) : run.gpsGaps;
    stops.over(run, run.cells, run.baseMs, STOPS, run.stopCount);
    cells.over(run.cells, run.baseMs, 0);
    if (run.fresh) {
      judge.clear();
      match.clear(run.baseMs);
      return;
    }
    judge.read(cells);
    match.read(cells);
    match.readHypotheses(cells);
  }

  private static Spans emptied(Spans spans) {
    spans.size = 0;
    return spans;
  }

  /** Packs the state into the run's cells. */
  void close(PlanRun run) {
    cells.over(run.cells, run.baseMs, 0);
    judge.write(cells);
    match.write(cells);
    match.writeHypotheses(cells);
    run.fresh = false;
    if (run.offRoute == null && judge.outcome.offRoute.size > 0) {
      run.offRoute = judge.outcome.offRoute;
      newOffRoute = new Spans();
    }
    if (run.unplanned == null && judge.outcome.unplanned.size > 0) {
      run.unplanned = judge.outcome.unplanned;
      newUnplanned = new Spans();
    }
    if (run.gpsGaps == null && judge.outcome.gpsGaps.size > 0) {
      run.gpsGaps = judge.outcome.gpsGaps;
      newGpsGaps = new Spans();
    }
  }

  /** A window on the stops of a run. */
  static StopMarks stopsOf(PlanRun run) {
    StopMarks stops = new StopMarks();
    stops.over(run, run.cells, run.baseMs, STOPS, run.stopCount);
    return stops;
  }

  private static void copyStops(int[] from, int[] to, PlanRun run) {
    System.arraycopy(from, STOPS, to, STOPS, StopMarks.CELLS * run.stopCount);
  }

  /** Takes the judgement, not the match, from a kept state. */
  void restoreJudge(PlanRun run, int[] kept) {
    run.publisher.hold(stops);
    copyStops(kept, run.cells, run);
    judge.read(cells.over(kept, run.baseMs, 0));
  }

  /** Puts the judgement, not the match, into a kept state. */
  void keepJudge(PlanRun run, int[] kept) {
    copyStops(run.cells, kept, run);
    judge.write(cells.over(kept, run.baseMs, 0));
  }

  /** Opens a copy of a run's state: what is done to it leaves the run as it is. */
  void openCopy(PlanRun run) {
    open(run);
    stops.over(null, run.cells.clone(), run.baseMs, STOPS, run.stopCount);
    judge.outcome.offRoute = judge.outcome.offRoute.copy();
    judge.outcome.unplanned = judge.outcome.unplanned.copy();
    judge.outcome.gpsGaps = judge.outcome.gpsGaps.copy();
  }

  /** Begins the judgement, not the match, anew. */
  void clearJudge(PlanRun run) {
    run.publisher.hold(stops);
    Arrays.fill(run.cells, STOPS, run.cells.length, 0);
    judge.outcome.offRoute.size = 0;
    judge.outcome.unplanned.size = 0;
    judge.outcome.gpsGaps.size = 0;
    judge.clear();
  }

  /** Rounds the judgement as a packed state is, so that every way to a fact gives the same. */
  void roundJudge(PlanRun run) {
    judge.write(cells.over(run.cells, run.baseMs, 0));
    judge.read(cells.over(run.cells, run.baseMs, 0));
  }

  /** The stop after the highest one served, from packed cells. */
  static int nextStop(int[] packed) {
    return packed[JudgeState.LAST_SERVED] + 1;
  }

  /** First cell of a stop, or of the last one when there is no such. */
  static int cellOf(int stop, PlanRun run) {
    return STOPS + StopMarks.CELLS * Math.min(stop, run.stopCount - 1);
  }

  /** Cells of a run. */
  static int cellsOf(int stopCount) {
    return STOPS + StopMarks.CELLS * stopCount;
  }
}
