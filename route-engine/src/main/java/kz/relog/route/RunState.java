package kz.relog.route;

import java.util.Arrays;

/**
 * The state of one plan between two facts, opened for work. Between facts it lies packed in the
 * run's cells, so that a cold fact touches few lines of memory, and a kept state is a copy of them.
 *
 * <pre>
 * JudgeState | MatchState | stops, {@value StopMarks#CELLS} cells each | hypotheses, {@value
 * MatchState#HYPOTHESIS_CELLS} cells each
 * </pre>
 *
 * Owned by the engine's thread; reused for all plans.
 */
final class RunState {

  private static final int STOPS = JudgeState.CELLS + MatchState.CELLS;

  final StopMarks stops = new StopMarks();
  final MatchState match = new MatchState();
  final JudgeState judge = new JudgeState(stops);
  private final Cells cells = new Cells();

  /** Opens a run's state; what is changed at its stops is changed at once, the rest on close. */
  void open(PlanRun run) {
    judge.outcome.offRoute = run.offRoute;
    judge.outcome.unplanned = run.unplanned;
    judge.outcome.gpsGaps = run.gpsGaps;
    stops.over(run.cells, run.baseMs, STOPS, run.stopCount);
    cells.over(run.cells, run.baseMs, 0);
    if (run.fresh) {
      judge.clear();
      match.count = 0;
      match.scatter.clear();
      return;
    }
    judge.read(cells);
    match.read(cells);
    cells.over(run.cells, run.baseMs, STOPS + StopMarks.CELLS * run.stopCount);
    match.readHypotheses(cells);
  }

  /** Packs the state into the run's cells; grows them when more hypotheses than ever are kept. */
  void close(PlanRun run) {
    int hypotheses = STOPS + StopMarks.CELLS * run.stopCount;
    int length = hypotheses + MatchState.HYPOTHESIS_CELLS * match.count;
    if (run.cells.length < length) {
      run.cells = Arrays.copyOf(run.cells, length);
      stops.over(run.cells, run.baseMs, STOPS, run.stopCount);
    }
    cells.over(run.cells, run.baseMs, 0);
    judge.write(cells);
    match.write(cells);
    cells.over(run.cells, run.baseMs, hypotheses);
    match.writeHypotheses(cells);
    run.fresh = false;
  }

  /** Takes the judgement, not the match, from a kept state. */
  void restoreJudge(PlanRun run, int[] kept) {
    System.arraycopy(kept, STOPS, run.cells, STOPS, StopMarks.CELLS * run.stopCount);
    judge.read(cells.over(kept, run.baseMs, 0));
  }

  /** Puts the judgement, not the match, into a kept state. */
  void keepJudge(PlanRun run, int[] kept) {
    System.arraycopy(run.cells, STOPS, kept, STOPS, StopMarks.CELLS * run.stopCount);
    judge.write(cells.over(kept, run.baseMs, 0));
  }

  /** Opens a copy of a run's state: what is done to it leaves the run as it is. */
  void openCopy(PlanRun run) {
    open(run);
    stops.over(run.cells.clone(), run.baseMs, STOPS, run.stopCount);
    judge.outcome.offRoute = run.offRoute.copy();
    judge.outcome.unplanned = run.unplanned.copy();
    judge.outcome.gpsGaps = run.gpsGaps.copy();
  }

  /** Begins the judgement, not the match, anew. */
  void clearJudge(PlanRun run) {
    Arrays.fill(run.cells, STOPS, STOPS + StopMarks.CELLS * run.stopCount, 0);
    run.offRoute.size = 0;
    run.unplanned.size = 0;
    run.gpsGaps.size = 0;
    judge.clear();
  }

  /** Rounds the judgement as a packed state is, so that every way to a fact gives the same. */
  void roundJudge(PlanRun run) {
    judge.write(cells.over(run.cells, run.baseMs, 0));
    judge.read(cells.over(run.cells, run.baseMs, 0));
  }

  /** Metres along the path at the last fact on it, from packed cells. */
  static double progress(int[] packed) {
    return Float.intBitsToFloat(packed[JudgeState.PROGRESS]);
  }

  /** Cells of a run without hypotheses. */
  static int cellsOf(int stopCount) {
    return STOPS + StopMarks.CELLS * stopCount;
  }
}
