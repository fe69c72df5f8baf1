package kz.relog.route;

import java.util.Objects;

/**
 * Goes back when the matcher learns better: places the facts anew that the winning hypothesis
 * explains otherwise, and judges them again. Owned by the engine's thread; reused for all plans.
 */
final class Correction {

  /** Facts before a jump to which the jump may be moved. */
  private static final int SWITCH_FACTS_MAX = 8;

  /** Metres: going back farther than a missed turn means that the places before it were wrong. */
  private static final double BACK_METRES_MIN = 1_000;

  /** A stretch longer than this was driven for a reason and stays. */
  private static final long BACK_MS_MAX = 1_800_000;

  /** Places found anew, from the present fact backwards. */
  private final float[] traced = new float[PlanRun.CORRECT_FACTS_MAX + 1];

  /**
   * Another hypothesis has won: places the facts since it is what it is anew, and judges again from
   * the last kept state before them.
   */
  boolean onSwitch(
      PlanRun run, PathLine line, FactLog log, int i, Workbench w, EngineListener out) {
    Matcher matcher = w.matcher;
    long sinceMs = w.state.match.sinceMs(0);
    int since = Math.max(log.indexOf(sinceMs), i - PlanRun.CORRECT_FACTS_MAX);
    boolean off = !matcher.onRoute;
    int from = off ? since : retrace(run, line, log, i, since, w);
    int changedFrom = i;
    for (int j = i - 1; j >= from; j--) {
      changedFrom = run.correct(log, j, off ? Float.NaN : traced[i - j], out) ? j : changedFrom;
    }
    if (!off) {
      changedFrom = Math.min(changedFrom, disown(run, log, from, i, traced[i - from], out));
    }
    if (changedFrom < i) {
      judgeAgain(run, log, changedFrom, i, w);
    }
    return changedFrom < i;
  }

  /**
   * A plan is driven forwards: a stretch of facts placed far ahead of a place that came later was
   * the way to the plan, not the plan. Takes such a stretch, when it is short, off the path and
   * tells its first index.
   */
  private static int disown(
      PlanRun run, FactLog log, int from, int i, double along, EngineListener out) {
    int last = from - 1;
    int least = Math.max(0, i - PlanRun.CORRECT_FACTS_MAX);
    while (last >= least && Double.isNaN(run.along(last))) {
      last--;
    }
    int first = last;
    while (first >= least && run.along(first) > along + BACK_METRES_MIN) {
      first--;
    }
    boolean isShort =
        first >= least && first < last && log.timeMs(last) - log.timeMs(first + 1) <= BACK_MS_MAX;
    if (!isShort || !Double.isNaN(run.along(first))) {
      return i;
    }
    for (int j = last; j > first; j--) {
      run.correct(log, j, Float.NaN, out);
    }
    return first + 1;
  }

  /**
   * Follows the path backwards from a place at index i through the facts before it, into the {@code
   * traced}, and tells from which index on the new places hold: {@code since}, or a few facts
   * earlier where the step from the old place to the new one is easier to drive.
   */
  private int retrace(PlanRun run, PathLine line, FactLog log, int i, int since, Workbench w) {
    Matcher matcher = w.matcher;
    Fix past = w.past;
    PathLine.Foot foot = w.foot;
    double s = matcher.along;
    double x = w.fix.x;
    double y = w.fix.y;
    int best = i;
    double bestCost = Double.POSITIVE_INFINITY;
    int last = Math.max(Math.max(0, since - SWITCH_FACTS_MAX), i - PlanRun.CORRECT_FACTS_MAX);
    traced[0] = (float) matcher.along;
    for (int j = i; j >= last; j--) {
      if (j < i) {
        load(past, run, log, j, w);
        double step = Geo.length(past.x - x, past.y - y);
        double back = Matcher.DETOUR_FACTOR * step + 2 * past.sigma;
        line.project(past.x, past.y, Math.max(0, s - back), s + 2 * past.sigma, foot);
        if (j < since && foot.distance > 2 * past.sigma) {
          break;
        }
        if (foot.distance > Matcher.reach(past)) {
          traced[i - j] = Float.NaN;
        } else {
          s = foot.along;
          x = past.x;
          y = past.y;
          traced[i - j] = (float) s;
        }
      }
      if (j <= since) {
        double cost = j == 0 || Double.isNaN(run.along(j - 1)) ? 0 : stepCost(run, log, j, s, w);
        if (cost < bestCost) {
          bestCost = cost;
          best = j;
        }
        if (cost == 0) {
          break;
        }
      }
    }
    return best;
  }

  /** How hard it is to drive from where fact j - 1 was placed to the place s at fact j. */
  private static double stepCost(PlanRun run, FactLog log, int j, double s, Workbench w) {
    Fix past = w.past;
    double seconds = (log.timeMs(j) - log.timeMs(j - 1)) * 1e-3;
    load(past, run, log, j - 1, w);
    double px = past.x;
    double py = past.y;
    load(past, run, log, j, w);
    double d = Geo.length(past.x - px, past.y - py);
    double ds = s - run.along(j - 1);
    double over = ds < 0 ? d - ds : ds - d;
    double free = Matcher.DETOUR_FACTOR * d - d + 2 * past.sigma;
    return Math.max(0, over - free) / Math.max(50, 0.5 * Matcher.CITY_SPEED * seconds);
  }

  /** Takes a fact that was judged before, with the error as known now. */
  private static void load(Fix fix, PlanRun run, FactLog log, int i, Workbench w) {
    fix.load(log, i, run.plane);
    w.state.match.scatter.judge(fix);
  }

  private static void judgeAgain(PlanRun run, FactLog log, int from, int to, Workbench w) {
    Checkpoints kept = run.checkpoints();
    int number = kept.lastBefore(from);
    int[] state = kept.find(number);
    if (state == null) {
      w.state.clearJudge(run);
    } else {
      w.state.restoreJudge(run, state);
    }
    int every = run.checkpointEvery;
    for (int j = number * every; j < to; j++) {
      if (run.covers(log.timeMs(j))) {
        load(w.past, run, log, j, w);
        w.judge.onFix(w.past, run.along(j), true, run.places, w.state.judge);
        w.state.roundJudge(run);
      }
      if ((j + 1) % every == 0) {
        w.state.keepJudge(run, Objects.requireNonNull(kept.find((j + 1) / every)));
      }
    }
  }
}
