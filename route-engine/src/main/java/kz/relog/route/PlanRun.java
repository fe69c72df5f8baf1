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

  /** Cells that nearly every fact works on: all before the stops. */
  private static final int TOUCHED_CELLS = RunState.cellsOf(0);

  /** Facts before a jump to which the jump may be moved. */
  private static final int SWITCH_FACTS_MAX = 8;

  /** Metres: going back farther than a missed turn means that the places before it were wrong. */
  private static final double BACK_METRES_MIN = 1_000;

  private static final float[] NO_PLACES = {};

  /** A stretch longer than this was driven for a reason and stays. */
  private static final long BACK_MS_MAX = 1_800_000;

  final Plan plan;
  final long planRef;
  final int stopCount;
  final Plane plane;
  final StopPlaces places;
  final Timetable times;
  final @Nullable PathLine path;
  final Life life;
  final History history = new History();

  /** The version that took this one's place; null for the newest. */
  @Nullable PlanRun newer;

  /** Later facts belong to the version that took this one's place. */
  long untilMs = Long.MAX_VALUE;

  private long fromMs;
  private final long toMs;
  final Publisher publisher;

  /**
   * Moments of the packed state count from here; any moment within 20 days of the facts will do.
   */
  long baseMs;

  /** The packed state; see {@link RunState}. */
  int[] cells;

  /** No fact has been judged: the cells say nothing yet. */
  boolean fresh = true;

  /** Null until there is one: most vehicles have none of these. */
  @Nullable Spans offRoute;

  @Nullable Spans unplanned;
  @Nullable Spans gpsGaps;
  long beyondHorizon;
  boolean failed;

  /** What was told last rests on a silence that the next fact may end. */
  boolean silenceTold;

  /** When the engine looks at this plan without a fact; MAX_VALUE never. */
  long wakeMs = Long.MAX_VALUE;

  private final int checkpointEvery;
  private @Nullable List<int[]> checkpoints;
  private List<int[]> spare = List.of();
  private int @Nullable [] base;
  private float[] alongs = NO_PLACES;

  PlanRun(Plan plan, int checkpointEvery) {
    this.plan = plan;
    this.planRef = plan.planRef();
    this.stopCount = plan.stops().size();
    this.checkpointEvery = checkpointEvery;
    this.plane = Plane.of(plan);
    this.path = plan.pathSize() > 1 ? new PathLine(plane, plan) : null;
    this.places = new StopPlaces(plane, plan, path);
    this.times = new Timetable(plan, places.alongs());
    this.life = Life.of(plan);
    this.fromMs = life.fromMs();
    this.toMs = life.toMs();
    this.baseMs = life.isBounded() ? life.fromMs() : 0;
    this.cells = new int[RunState.cellsOf(stopCount)];
    this.publisher = new Publisher(plan, times);
  }

  boolean covers(long timeMs) {
    return timeMs >= fromMs
        && timeMs <= toMs
        && timeMs <= untilMs
        && (fromMs != Long.MIN_VALUE
            || baseMs == 0
            || Math.abs(timeMs - baseMs) <= Life.UNTIMED_MS_MAX);
  }

  /** Where the fact at an index was placed, metres along the path; NaN off it or without one. */
  double along(int i) {
    return i < alongs.length ? alongs[i] : Double.NaN;
  }

  /** Takes the place of an older version at a moment. */
  void succeed(PlanRun old, long sinceMs) {
    old.untilMs = sinceMs;
    old.newer = this;
    history.older = old;
    if (isHandedOver(old)) {
      fromMs = Math.max(fromMs, sinceMs + 1);
    }
  }

  /** Whether another vehicle had the plan; before its first vehicle there is nothing to share. */
  private boolean isHandedOver(PlanRun before) {
    PlanRun run = before;
    while (run != null && run.plan.vehicleRef() == 0) {
      run = run.history.older;
    }
    return run != null && run.plan.vehicleRef() != plan.vehicleRef();
  }

  /** The newest version of the plan. */
  PlanRun newest() {
    PlanRun run = this;
    for (PlanRun next = newer; next != null; next = next.newer) {
      run = next;
    }
    return run;
  }

  /** Runs the fact at an index through; true when the outcome changed. */
  boolean onFact(FactLog log, int i, Workbench w, EngineListener listener) {
    w.state.open(this);
    boolean changed = step(log, i, w, listener);
    w.state.close(this);
    keep(i);
    return changed;
  }

  private boolean step(FactLog log, int i, Workbench w, EngineListener listener) {
    if (i >= alongs.length) {
      alongs = Arrays.copyOf(alongs, Math.max(8, i + (i >> 1)));
    }
    long timeMs = log.timeMs(i);
    if (!covers(timeMs)) {
      return false;
    }
    if (baseMs == 0) {
      baseMs = timeMs;
      w.state.open(this);
    }
    JudgeState judged = w.state.judge;
    boolean changed = false;
    w.fix.load(log, i, plane);
    double along = Double.NaN;
    boolean onRoute = true;
    if (path != null) {
      w.matcher.match(path, times, w.fix, judged.lastFactMs, w.state.match);
      onRoute = w.matcher.onRoute;
      along = onRoute ? (float) w.matcher.along : Double.NaN;
      if (w.matcher.switched) {
        changed = correct(path, log, i, w, listener);
      }
    }
    alongs[i] = (float) along;
    changed |= w.judge.onFix(w.fix, along, path != null, places, judged);
    listener.onMatch(planRef, log.seq(i), timeMs, along, onRoute);
    return changed;
  }

  private void keep(int i) {
    if ((i + 1) % checkpointEvery == 0) {
      int slot = (i + 1) / checkpointEvery - 1;
      List<int[]> kept = checkpoints();
      if (slot == kept.size()) {
        kept.add(spare.isEmpty() ? cells.clone() : spare.remove(spare.size() - 1));
      }
      if (kept.get(slot).length != cells.length) {
        kept.set(slot, cells.clone());
      } else {
        System.arraycopy(cells, 0, kept.get(slot), 0, cells.length);
      }
    }
  }

  private List<int[]> checkpoints() {
    List<int[]> list = checkpoints;
    if (list == null) {
      list = new ArrayList<>();
      checkpoints = list;
    }
    return list;
  }

  /**
   * The judgement as seen at a time: a long silence and what earlier versions have seen are worked
   * in; the state itself stays.
   */
  JudgeState asOf(long nowMs, Workbench w) {
    RunState state = w.seen;
    state.open(this);
    silenceTold = Judge.isSilent(state.judge, nowMs);
    if (silenceTold || !history.isEmpty()) {
      state.openCopy(this);
    }
    if (silenceTold) {
      w.judge.onSilence(state.judge);
    }
    if (!history.isEmpty()) {
      history.overlay(this, state.judge, w.earlier);
    }
    return state.judge;
  }

  /** Runs all facts again that a change at an index can touch; true when any was. */
  boolean rerun(FactLog log, int dirtyFrom, Workbench w, EngineListener listener) {
    int start = restore(dirtyFrom - CORRECT_FACTS_MAX);
    for (int i = start; i < log.size(); i++) {
      onFact(log, i, w, listener);
    }
    return start < log.size();
  }

  /** Forgets all that was judged, before all facts are run again. */
  void reset() {
    checkpoints = null;
    base = null;
    beyondHorizon = 0;
    clear();
  }

  private void clear() {
    cells = new int[RunState.cellsOf(stopCount)];
    fresh = true;
    offRoute = null;
    unplanned = null;
    gpsGaps = null;
  }

  /** Forgets the oldest facts; their number is a multiple of the facts between checkpoints. */
  void dropFirst(int facts, int sizeBefore) {
    List<int[]> kept = checkpoints();
    int slots = facts / checkpointEvery;
    if (spare.isEmpty()) {
      spare = new ArrayList<>();
    }
    spare.addAll(kept.subList(0, slots - 1));
    if (base != null) {
      spare.add(base);
    }
    base = kept.get(slots - 1);
    kept.subList(0, slots).clear();
    System.arraycopy(alongs, facts, alongs, 0, sizeBefore - facts);
  }

  /** Reads the lines of memory that the run itself takes, and tells nothing. */
  long touch() {
    return stopCount + toMs + (fresh ? 1 : 0) + (spare == null ? 1 : 0);
  }

  /** Reads the lines to which the run leads, and tells nothing. */
  float touchState(int facts) {
    int sum = 0;
    for (int i = 0; i < TOUCHED_CELLS && i < cells.length; i += 16) {
      sum += cells[i];
    }
    float placed = facts < alongs.length ? alongs[facts] : alongs.length;
    PathLine line = path;
    return sum + placed + plane.touch() + places.size() + (line == null ? 0 : line.touch());
  }

  /**
   * Another hypothesis has won: places the facts since it is what it is anew, and judges again from
   * the last kept state before them.
   */
  private boolean correct(PathLine line, FactLog log, int i, Workbench w, EngineListener out) {
    Matcher matcher = w.matcher;
    long sinceMs = w.state.match.sinceMs[0];
    int since = Math.max(log.indexOf(sinceMs), i - CORRECT_FACTS_MAX);
    boolean off = !matcher.onRoute;
    int from = off ? since : retrace(line, log, i, since, w);
    int changedFrom = i;
    for (int j = i - 1; j >= from; j--) {
      changedFrom = tell(log, j, off ? Float.NaN : w.traced[i - j], out) ? j : changedFrom;
    }
    if (!off) {
      changedFrom = Math.min(changedFrom, disown(log, from, i, w.traced[i - from], out));
    }
    if (changedFrom < i) {
      judgeAgain(log, changedFrom, i, w);
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
    if (moved && covers(log.timeMs(j))) {
      alongs[j] = along;
      out.onMatch(planRef, log.seq(j), log.timeMs(j), along, !off);
      return true;
    }
    return false;
  }

  /**
   * Follows the path backwards from a place at index i through the facts before it, into the
   * matcher's {@code traced}, and tells from which index on the new places hold: {@code since}, or
   * a few facts earlier where the step from the old place to the new one is easier to drive.
   */
  private int retrace(PathLine line, FactLog log, int i, int since, Workbench w) {
    Matcher matcher = w.matcher;
    Fix past = w.past;
    PathLine.Foot foot = w.foot;
    double s = matcher.along;
    double x = w.fix.x;
    double y = w.fix.y;
    int best = i;
    double bestCost = Double.POSITIVE_INFINITY;
    int last = Math.max(Math.max(0, since - SWITCH_FACTS_MAX), i - CORRECT_FACTS_MAX);
    w.traced[0] = (float) matcher.along;
    for (int j = i; j >= last; j--) {
      if (j < i) {
        load(past, log, j, w);
        double step = Geo.length(past.x - x, past.y - y);
        double back = Matcher.DETOUR_FACTOR * step + 2 * past.sigma;
        line.project(past.x, past.y, Math.max(0, s - back), s + 2 * past.sigma, foot);
        if (j < since && foot.distance > 2 * past.sigma) {
          break;
        }
        if (foot.distance > Matcher.reach(past)) {
          w.traced[i - j] = Float.NaN;
        } else {
          s = foot.along;
          x = past.x;
          y = past.y;
          w.traced[i - j] = (float) s;
        }
      }
      if (j <= since) {
        double cost = j == 0 || Float.isNaN(alongs[j - 1]) ? 0 : stepCost(log, j, s, w);
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
  private double stepCost(FactLog log, int j, double s, Workbench w) {
    Fix past = w.past;
    double seconds = (log.timeMs(j) - log.timeMs(j - 1)) * 1e-3;
    load(past, log, j - 1, w);
    double px = past.x;
    double py = past.y;
    load(past, log, j, w);
    double d = Geo.length(past.x - px, past.y - py);
    double ds = s - alongs[j - 1];
    double over = ds < 0 ? d - ds : ds - d;
    double free = Matcher.DETOUR_FACTOR * d - d + 2 * past.sigma;
    return Math.max(0, over - free) / Math.max(50, 0.5 * Matcher.CITY_SPEED * seconds);
  }

  /** Takes a fact that was judged before, with the error as known now. */
  private void load(Fix fix, FactLog log, int i, Workbench w) {
    fix.load(log, i, plane);
    w.state.match.scatter.judge(fix);
  }

  private void judgeAgain(FactLog log, int from, int to, Workbench w) {
    List<int[]> kept = checkpoints();
    int slot = Math.min(from / checkpointEvery, kept.size());
    JudgeState judged = w.state.judge;
    if (slot > 0) {
      w.state.restoreJudge(this, kept.get(slot - 1));
    } else if (base != null) {
      w.state.restoreJudge(this, base);
    } else {
      w.state.clearJudge(this);
    }
    for (int j = slot * checkpointEvery; j < to; j++) {
      if (covers(log.timeMs(j))) {
        load(w.past, log, j, w);
        w.judge.onFix(w.past, alongs[j], true, places, judged);
        w.state.roundJudge(this);
      }
      if ((j + 1) % checkpointEvery == 0) {
        w.state.keepJudge(this, kept.get((j + 1) / checkpointEvery - 1));
      }
    }
  }

  /** Takes the last kept state at or before an index and tells that state's index. */
  private int restore(int index) {
    int kept = checkpoints == null ? 0 : checkpoints.size();
    int slot = Math.min(Math.max(0, index) / checkpointEvery, kept);
    int[] state = slot > 0 ? checkpoints().get(slot - 1) : base;
    if (state == null) {
      clear();
    } else {
      cells = state.clone();
      fresh = false;
    }
    return slot * checkpointEvery;
  }
}
