package kz.relog.route;

import java.util.Arrays;
import java.util.Map;
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

  private static final float[] NO_PLACES = {};

  final Plan plan;
  final long planRef;
  final int stopCount;
  final Plane plane;
  final StopPlaces places;
  final Timetable times;
  final @Nullable PathLine path;
  final Life life;

  /** Null while there is none: most plans have one version. */
  private @Nullable History history;

  /** The next plan of the same vehicle. */
  @Nullable PlanRun beside;

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

  final int checkpointEvery;
  private @Nullable Checkpoints kept;
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
    this.publisher = new Publisher(this);
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
    history().older = old;
    if (isHandedOver(old)) {
      fromMs = Math.max(fromMs, sinceMs + 1);
    }
  }

  /** Whether another vehicle had the plan; before its first vehicle there is nothing to share. */
  private boolean isHandedOver(PlanRun before) {
    PlanRun run = before;
    while (run != null && run.plan.vehicleRef() == 0) {
      run = run.older();
    }
    return run != null && run.plan.vehicleRef() != plan.vehicleRef();
  }

  /** What earlier versions have seen; made when first asked for. */
  History history() {
    History past = history;
    if (past == null) {
      past = new History();
      history = past;
    }
    return past;
  }

  /** The version before that is still open; null when there is none. */
  @Nullable PlanRun older() {
    return history == null ? null : history.older;
  }

  /** Visits by stop id that earlier versions have seen. */
  Map<Integer, Span> pastVisits(RunState scratch) {
    return history == null ? Map.of() : history.visits(scratch);
  }

  /** What is told is what the cells say: no earlier version counts, and no silence. */
  boolean isSeenAsJudged() {
    return !silenceTold && (history == null || history.isEmpty());
  }

  /** Forgets what versions no longer open have seen. */
  void forgetPast() {
    if (history != null) {
      history.past = Map.of();
    }
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
        changed = w.correction.onSwitch(this, path, log, i, w, listener);
      }
    }
    alongs[i] = (float) along;
    changed |= w.judge.onFix(w.fix, along, path != null, places, judged);
    listener.onMatch(planRef, log.seq(i), timeMs, along, onRoute);
    return changed;
  }

  private void keep(int i) {
    if ((i + 1) % checkpointEvery == 0) {
      checkpoints().keep((i + 1) / checkpointEvery, cells);
    }
  }

  /** The states kept of this run. */
  Checkpoints checkpoints() {
    Checkpoints states = kept;
    if (states == null) {
      states = new Checkpoints(checkpointEvery);
      kept = states;
    }
    return states;
  }

  /**
   * The judgement as seen at a time: a long silence and what earlier versions have seen are worked
   * in; the state itself stays.
   */
  JudgeState asOf(long nowMs, Workbench w) {
    RunState state = w.seen;
    state.open(this);
    silenceTold = Judge.isSilent(state.judge, nowMs);
    History past = history;
    boolean hasPast = past != null && !past.isEmpty();
    if (silenceTold || hasPast) {
      state.openCopy(this);
    }
    if (silenceTold) {
      w.judge.onSilence(state.judge);
    }
    if (past != null && hasPast) {
      past.overlay(this, state.judge, w.earlier);
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
    kept = null;
    beyondHorizon = 0;
    clear();
  }

  private void clear() {
    publisher.hold(null);
    Arrays.fill(cells, 0);
    fresh = true;
    offRoute = null;
    unplanned = null;
    gpsGaps = null;
  }

  /** Forgets the oldest facts; their number is a multiple of the facts between checkpoints. */
  void dropFirst(int facts, int sizeBefore) {
    checkpoints().dropFirst(facts / checkpointEvery);
    System.arraycopy(alongs, facts, alongs, 0, sizeBefore - facts);
  }

  /** Corrects the place of one fact and tells it; false when it did not move. */
  boolean correct(FactLog log, int i, float along, EngineListener listener) {
    boolean off = Float.isNaN(along);
    boolean moved =
        off != Float.isNaN(alongs[i]) || (!off && Math.abs(along - alongs[i]) > TOLD_METRES);
    if (!moved || !covers(log.timeMs(i))) {
      return false;
    }
    alongs[i] = along;
    listener.onMatch(planRef, log.seq(i), log.timeMs(i), along, !off);
    return true;
  }

  /** Reads the lines of memory that the run itself takes, and tells nothing. */
  long touch() {
    return stopCount + toMs + (fresh ? 1 : 0) + (kept == null ? 1 : 0);
  }

  /** Reads the lines to which the run leads, and tells nothing. */
  float touchState(int facts) {
    int sum = 0;
    for (int i = 0; i < RunState.USUAL_CELLS; i += 16) {
      sum += cells[i];
    }
    float placed = facts < alongs.length ? alongs[facts] : alongs.length;
    PathLine line = path;
    return sum + placed + plane.touch() + places.size() + (line == null ? 0 : line.touch());
  }

  /** Takes the last kept state at or before an index and tells that state's index. */
  private int restore(int index) {
    Checkpoints states = kept;
    int slot = states == null ? 0 : states.lastBefore(index);
    int[] state = states == null ? null : states.find(slot);
    if (state == null) {
      clear();
    } else {
      publisher.hold(null);
      System.arraycopy(state, 0, cells, 0, cells.length);
      fresh = false;
    }
    return slot * checkpointEvery;
  }
}
