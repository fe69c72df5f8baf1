package kz.relog.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One plan while its facts run through it: the matcher places a fact on the path, the judge turns
 * the placed fact into outcomes. Where a fact was placed is kept per fact, so that the judge can go
 * back when the matcher learns better. Owned by the engine's thread.
 */
final class PlanRun {

  /** Facts back that a judgement may be corrected: what lies between two kept states. */
  static final int CORRECT_FACTS_MAX = 256;

  /** Metres by which a place must move for its correction to be told. */
  private static final double TOLD_METRES = 1;

  /** Facts before a jump to which the jump may be moved. */
  private static final int SWITCH_FACTS_MAX = 8;

  /** Metres: going back farther than a missed turn means that the places before it were wrong. */
  private static final double BACK_METRES_MIN = 1_000;

  /** A stretch longer than this was driven for a reason and stays. */
  private static final long BACK_MS_MAX = 1_800_000;

  final Plan plan;
  final Plane plane;
  final StopPlaces places;
  final Timetable times;
  final @Nullable PathLine path;
  final Life life;
  final RunState state;
  final Publisher publisher;
  long beyondHorizon;
  boolean failed;

  /** What was told last rests on a silence that the next fact may end. */
  boolean silenceTold;

  private final Judge judge;
  private final int checkpointEvery;
  private final List<RunState> checkpoints = new ArrayList<>();
  private final List<RunState> spare = new ArrayList<>();
  private @Nullable RunState base;
  private float[] alongs = new float[64];
  private final Fix fix = new Fix();
  private final Fix past = new Fix();
  private final PathLine.Foot foot = new PathLine.Foot();

  PlanRun(Plan plan, int checkpointEvery) {
    this.plan = plan;
    this.checkpointEvery = checkpointEvery;
    this.plane = Plane.of(plan);
    this.path = plan.pathSize() > 1 ? new PathLine(plane, plan) : null;
    this.places = new StopPlaces(plane, plan, path);
    this.times = new Timetable(plan, places.alongs());
    this.judge = new Judge(plan, places);
    this.life = Life.of(plan);
    this.state = new RunState(places.size());
    this.publisher = new Publisher(plan);
  }

  /** Runs the fact at an index through; true when the outcome changed. */
  boolean onFact(FactLog log, int i, Matcher matcher, EngineListener listener) {
    if (i >= alongs.length) {
      alongs = Arrays.copyOf(alongs, i + (i >> 1));
    }
    boolean changed = false;
    if (life.covers(log.timeMs(i))) {
      fix.load(log, i, plane);
      double along = Double.NaN;
      boolean onRoute = true;
      if (path != null) {
        matcher.match(path, times, fix, state.match);
        onRoute = matcher.onRoute;
        along = onRoute ? matcher.along : Double.NaN;
        if (matcher.switched) {
          changed = correct(path, log, i, matcher, listener);
        }
      }
      alongs[i] = (float) along;
      changed |= judge.onFix(fix, along, state.judge);
      listener.onMatch(plan.planRef(), log.seq(i), fix.timeMs, along, onRoute);
    }
    if ((i + 1) % checkpointEvery == 0) {
      checkpoint(i + 1).copyFrom(state);
    }
    return changed;
  }

  /** The judgement as of a time; see {@link Judge#asOf}. */
  JudgeState asOf(long nowMs) {
    return judge.asOf(state.judge, nowMs);
  }

  /** Runs all facts again that a change at an index can touch; true when any was. */
  boolean rerun(FactLog log, int dirtyFrom, Matcher matcher, EngineListener listener) {
    int start = restore(dirtyFrom - CORRECT_FACTS_MAX);
    for (int i = start; i < log.size(); i++) {
      onFact(log, i, matcher, listener);
    }
    return start < log.size();
  }

  /** Forgets all that was judged, before all facts are run again. */
  void reset() {
    spare.addAll(checkpoints);
    checkpoints.clear();
    base = null;
    beyondHorizon = 0;
    state.copyFrom(new RunState(places.size()));
  }

  /** Forgets the oldest facts; their number is a multiple of the facts between checkpoints. */
  void dropFirst(int facts, int sizeBefore) {
    int slots = facts / checkpointEvery;
    RunState kept = base == null ? new RunState(places.size()) : base;
    kept.copyFrom(checkpoints.get(slots - 1));
    base = kept;
    spare.addAll(checkpoints.subList(0, slots));
    checkpoints.subList(0, slots).clear();
    System.arraycopy(alongs, facts, alongs, 0, sizeBefore - facts);
  }

  /**
   * Another hypothesis has won: places the facts since it is what it is anew, and judges again from
   * the last kept state before them.
   */
  private boolean correct(PathLine line, FactLog log, int i, Matcher matcher, EngineListener out) {
    int since = Math.max(log.indexOf(state.match.sinceMs[0]), i - CORRECT_FACTS_MAX);
    boolean off = !matcher.onRoute;
    int from = off ? since : retrace(line, log, i, since, matcher);
    int changedFrom = i;
    for (int j = i - 1; j >= from; j--) {
      changedFrom = tell(log, j, off ? Float.NaN : matcher.traced[i - j], out) ? j : changedFrom;
    }
    if (!off) {
      changedFrom = Math.min(changedFrom, disown(log, from, i, matcher.traced[i - from], out));
    }
    if (changedFrom < i) {
      judgeAgain(log, changedFrom, i);
    }
    return changedFrom < i;
  }

  /**
   * A plan is driven forwards: a stretch of facts placed far ahead of a place that came later was
   * the way to the plan, not the plan. Takes such a stretch, when it is short, off the path and
   * tells its first index.
   */
  private int disown(FactLog log, int from, int i, double along, EngineListener out) {
    int last = from - 1;
    int least = Math.max(0, i - CORRECT_FACTS_MAX);
    while (last >= least && Float.isNaN(alongs[last])) {
      last--;
    }
    int first = last;
    while (first >= least && alongs[first] > along + BACK_METRES_MIN) {
      first--;
    }
    boolean isShort =
        first >= least && first < last && log.timeMs(last) - log.timeMs(first + 1) <= BACK_MS_MAX;
    if (!isShort || !Float.isNaN(alongs[first])) {
      return i;
    }
    for (int j = last; j > first; j--) {
      tell(log, j, Float.NaN, out);
    }
    return first + 1;
  }

  /** Corrects the place of one fact; true when it moved. */
  private boolean tell(FactLog log, int j, float along, EngineListener out) {
    boolean off = Float.isNaN(along);
    boolean moved =
        off != Float.isNaN(alongs[j]) || (!off && Math.abs(along - alongs[j]) > TOLD_METRES);
    if (moved && life.covers(log.timeMs(j))) {
      alongs[j] = along;
      out.onMatch(plan.planRef(), log.seq(j), log.timeMs(j), along, !off);
      return true;
    }
    return false;
  }

  /**
   * Follows the path backwards from a place at index i through the facts before it, into the
   * matcher's {@code traced}, and tells from which index on the new places hold: {@code since}, or
   * a few facts earlier where the step from the old place to the new one is easier to drive.
   */
  private int retrace(PathLine line, FactLog log, int i, int since, Matcher matcher) {
    double s = matcher.along;
    double x = fix.x;
    double y = fix.y;
    int best = i;
    double bestCost = Double.POSITIVE_INFINITY;
    int last = Math.max(Math.max(0, since - SWITCH_FACTS_MAX), i - CORRECT_FACTS_MAX);
    matcher.traced[0] = (float) matcher.along;
    for (int j = i; j >= last; j--) {
      if (j < i) {
        past.load(log, j, plane);
        double step = Geo.length(past.x - x, past.y - y);
        double back = Matcher.DETOUR_FACTOR * step + 2 * past.sigma;
        line.project(past.x, past.y, Math.max(0, s - back), s + 2 * past.sigma, foot);
        if (j < since && foot.distance > 2 * past.sigma) {
          break;
        }
        if (foot.distance > Matcher.reach(past)) {
          matcher.traced[i - j] = Float.NaN;
        } else {
          s = foot.along;
          x = past.x;
          y = past.y;
          matcher.traced[i - j] = (float) s;
        }
      }
      if (j <= since) {
        double cost = j == 0 || Float.isNaN(alongs[j - 1]) ? 0 : stepCost(log, j, s);
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
  private double stepCost(FactLog log, int j, double s) {
    double seconds = (log.timeMs(j) - log.timeMs(j - 1)) * 1e-3;
    past.load(log, j - 1, plane);
    double px = past.x;
    double py = past.y;
    past.load(log, j, plane);
    double d = Geo.length(past.x - px, past.y - py);
    double ds = s - alongs[j - 1];
    double over = ds < 0 ? d - ds : ds - d;
    double free = Matcher.DETOUR_FACTOR * d - d + 2 * past.sigma;
    return Math.max(0, over - free) / Math.max(50, 0.5 * Matcher.CITY_SPEED * seconds);
  }

  private void judgeAgain(FactLog log, int from, int to) {
    int slot = Math.min(from / checkpointEvery, checkpoints.size());
    state.judge.copyFrom(stateAt(slot).judge);
    for (int j = slot * checkpointEvery; j < to; j++) {
      if (life.covers(log.timeMs(j))) {
        past.load(log, j, plane);
        judge.onFix(past, alongs[j], state.judge);
      }
      if ((j + 1) % checkpointEvery == 0) {
        checkpoint(j + 1).judge.copyFrom(state.judge);
      }
    }
  }

  /** Takes the last kept state at or before an index and tells that state's index. */
  private int restore(int index) {
    int slot = Math.min(Math.max(0, index) / checkpointEvery, checkpoints.size());
    state.copyFrom(stateAt(slot));
    return slot * checkpointEvery;
  }

  private RunState stateAt(int slot) {
    if (slot > 0) {
      return checkpoints.get(slot - 1);
    }
    return base == null ? new RunState(places.size()) : base;
  }

  private RunState checkpoint(int facts) {
    int slot = facts / checkpointEvery - 1;
    if (slot == checkpoints.size()) {
      checkpoints.add(
          spare.isEmpty() ? new RunState(places.size()) : spare.remove(spare.size() - 1));
    }
    return checkpoints.get(slot);
  }
}
