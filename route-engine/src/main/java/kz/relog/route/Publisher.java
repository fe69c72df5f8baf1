package kz.relog.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns an outcome and the present time into events: whatever differs from what was told before is
 * told as new, corrected or retracted. What follows from the clock alone (late, lost GPS, missed at
 * the close) is derived here, so that it depends on the facts and the time, never on when a tick
 * came. Owned by one plan's run.
 */
final class Publisher {

  private static final int KINDS = Outcome.STOP_MARKS.length;

  private final PlanRun run;

  /**
   * Null while what was told of the stops is what the run's cells say, as it is between two facts
   * but for silences, plans that changed and corrections: see {@link #hold}.
   */
  private @Nullable ToldMarks marks;

  /** Null until there is something to tell. */
  private @Nullable ToldSpans toldOff;

  private @Nullable ToldSpans toldUnplanned;
  private @Nullable ToldSpans toldGaps;
  private long toldFinishedMs;
  private int finishedVersion;

  Publisher(PlanRun run) {
    this.run = run;
  }

  /**
   * Keeps what was told of the stops, before the run's cells that say it are changed.
   *
   * @param now a window on these cells, which may lend the memory; null when none is at hand
   */
  void hold(@Nullable StopMarks now) {
    if (marks == null) {
      marks = copyOf(now == null ? RunState.stopsOf(run) : now);
    }
  }

  private ToldMarks copyOf(StopMarks now) {
    ToldMarks told = now.lend(run.stopCount * KINDS);
    for (int stop = 0; stop < run.stopCount; stop++) {
      for (int kind = 0; kind < Outcome.LATE; kind++) {
        told.timeMs(stop * KINDS + kind, now.mark(stop, kind));
      }
      long late = now.toldLate(stop) ? run.times.deadlineMs(stop) : 0;
      told.timeMs(stop * KINDS + Outcome.LATE, late);
    }
    return told;
  }

  /** What was told of the stops, kept from now on. */
  private ToldMarks held() {
    hold(null);
    return Objects.requireNonNull(marks);
  }

  /** Lets the run's cells say what was told, when they do. */
  private void release(ToldMarks told, StopMarks now, StopMarks pool) {
    if (told.isPlain()) {
      for (int stop = 0; stop < run.stopCount; stop++) {
        now.toldLate(stop, told.timeMs(stop * KINDS + Outcome.LATE) != 0);
      }
      marks = null;
      pool.giveBack(told);
    }
  }

  /** Takes over what an earlier version of the plan has told, as far as the stops are the same. */
  void adopt(Publisher older) {
    ToldMarks before = older.held();
    ToldMarks told = new ToldMarks(run.stopCount * KINDS);
    for (int i = 0; i < run.stopCount; i++) {
      int was = older.indexOf(run.plan.stops().get(i).stopId());
      if (was >= 0) {
        for (int kind = 0; kind < KINDS; kind++) {
          told.adopt(i * KINDS + kind, before, was * KINDS + kind);
        }
      }
    }
    marks = told;
    toldOff = ToldSpans.copyOf(older.toldOff);
    toldUnplanned = ToldSpans.copyOf(older.toldUnplanned);
    toldGaps = ToldSpans.copyOf(older.toldGaps);
    toldFinishedMs = older.toldFinishedMs;
    finishedVersion = older.finishedVersion;
  }

  /** Takes back what an earlier version told about stops that the plan no longer has. */
  void retractGone(Plan newer, EngineListener listener) {
    Set<Integer> kept = new HashSet<>();
    newer.stops().forEach(stop -> kept.add(stop.stopId()));
    ToldMarks told = held();
    for (int i = 0; i < run.stopCount * KINDS; i++) {
      if (told.timeMs(i) != 0 && !kept.contains(run.plan.stops().get(i / KINDS).stopId())) {
        EventType type = Outcome.STOP_MARKS[i % KINDS];
        emit(listener, type, i / KINDS, 0, told.nextVersion(i), true, told.timeMs(i));
      }
    }
  }

  /** All events that hold, as last told, in order of time. */
  List<PlanEvent> told() {
    List<PlanEvent> events = new ArrayList<>();
    ToldMarks told = marks == null ? copyOf(RunState.stopsOf(run)) : marks;
    for (int i = 0; i < run.stopCount * KINDS; i++) {
      if (told.timeMs(i) != 0) {
        EventType type = Outcome.STOP_MARKS[i % KINDS];
        events.add(event(type, i / KINDS, 0, told.version(i), false, told.timeMs(i)));
      }
    }
    addEvents(toldOff, events);
    addEvents(toldUnplanned, events);
    addEvents(toldGaps, events);
    if (toldFinishedMs != 0) {
      events.add(event(EventType.FINISHED, -1, 0, finishedVersion, false, toldFinishedMs));
    }
    events.sort(
        Comparator.comparingLong(PlanEvent::timeMs)
            .thenComparing(PlanEvent::type)
            .thenComparingInt(PlanEvent::stopIndex));
    return events;
  }

  private void addEvents(@Nullable ToldSpans told, List<PlanEvent> events) {
    if (told != null) {
      told.addEvents(this, events);
    }
  }

  private int indexOf(int stopId) {
    for (int i = 0; i < run.stopCount; i++) {
      if (run.plan.stops().get(i).stopId() == stopId) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Tells what is new, and answers when the clock alone will change something next, Unix epoch ms.
   *
   * @param pool lends memory to publishers and takes it back
   */
  long publish(JudgeState st, long nowMs, long closedMs, StopMarks pool, EngineListener listener) {
    Outcome now = st.outcome;
    boolean asJudged = closedMs == 0 && run.isSeenAsJudged();
    if (!asJudged || isLateRetracted(now, nowMs)) {
      hold(pool.isOver(run) ? pool : null);
    }
    ToldMarks told = marks;
    if (told == null) {
      newlyLate(now, nowMs, listener);
    } else {
      stops(st, told, nowMs, closedMs, listener);
      if (asJudged) {
        release(told, now.stops, pool);
      }
    }
    toldOff = spans(now.offRoute, toldOff, EventType.OFF_ROUTE, EventType.ON_ROUTE, listener);
    toldUnplanned = spans(now.unplanned, toldUnplanned, EventType.UNPLANNED_STOP, null, listener);
    toldGaps = spans(now.gpsGaps, toldGaps, EventType.GPS_LOST, EventType.GPS_BACK, listener);
    finished(st, closedMs, listener);
    return wakeMs(st, nowMs);
  }

  /** Tells what is new of the stops. */
  private void stops(
      JudgeState st, ToldMarks told, long nowMs, long closedMs, EngineListener listener) {
    Outcome now = st.outcome;
    for (int i = 0; i < run.stopCount * KINDS; i++) {
      int stop = i / KINDS;
      int kind = i % KINDS;
      long time =
          kind == Outcome.LATE
              ? lateMs(stop, now, nowMs)
              : kind == Outcome.MISSED ? missedMs(stop, st, closedMs) : now.mark(stop, kind);
      long before = told.timeMs(i);
      if (time != before) {
        boolean retracted = time == 0;
        int version = told.nextVersion(i);
        EventType type = Outcome.STOP_MARKS[kind];
        emit(listener, type, stop, 0, version, retracted, retracted ? before : time);
        told.timeMs(i, time);
      }
    }
  }

  /** Tells the stops that the clock alone has made late: all else was told. */
  private void newlyLate(Outcome now, long nowMs, EngineListener listener) {
    for (int stop = 0; stop < run.stopCount; stop++) {
      long late = lateMs(stop, now, nowMs);
      if (late != 0 && !now.stops.toldLate(stop)) {
        emit(listener, EventType.LATE, stop, 0, 1, false, late);
        now.stops.toldLate(stop, true);
      }
    }
  }

  /** A stop that the run's cells say was told as late is not. */
  private boolean isLateRetracted(Outcome now, long nowMs) {
    boolean retracted = false;
    for (int stop = 0; marks == null && stop < run.stopCount; stop++) {
      retracted |= now.stops.toldLate(stop) && lateMs(stop, now, nowMs) == 0;
    }
    return retracted;
  }

  /** The moment a stop became late: fixed by the plan, seen when time passes it. */
  private long lateMs(int stop, Outcome now, long nowMs) {
    long deadline = run.times.deadlineMs(stop);
    if (deadline == 0) {
      return 0;
    }
    long arrived = now.mark(stop, Outcome.ARRIVED);
    long missed = now.mark(stop, Outcome.MISSED);
    long until = arrived != 0 ? arrived : missed != 0 ? missed : nowMs;
    return deadline < until ? deadline : 0;
  }

  private long wakeMs(JudgeState st, long nowMs) {
    long wakeMs = Long.MAX_VALUE;
    for (int stop = 0; stop < run.stopCount; stop++) {
      long deadline = run.times.deadlineMs(stop);
      boolean open =
          st.outcome.mark(stop, Outcome.ARRIVED) == 0 && st.outcome.mark(stop, Outcome.MISSED) == 0;
      if (open && deadline != 0 && deadline >= nowMs) {
        wakeMs = Math.min(wakeMs, deadline + 1);
      }
    }
    if (st.factCount > 0 && st.lastFactMs + Judge.GPS_LOST_MS >= nowMs) {
      wakeMs = Math.min(wakeMs, st.lastFactMs + Judge.GPS_LOST_MS + 1);
    }
    return wakeMs;
  }

  private static long missedMs(int stop, JudgeState st, long closedMs) {
    boolean open = st.visit.isOpen(stop) && !st.visit.isBehind(stop);
    return open && closedMs != 0 ? closedMs : st.outcome.mark(stop, Outcome.MISSED);
  }

  private void finished(JudgeState st, long closedMs, EngineListener listener) {
    long time = closedMs;
    boolean open = false;
    long last = 0;
    for (int i = 0; i < run.stopCount; i++) {
      open |= st.visit.isOpen(i) && !st.visit.isBehind(i);
      last = Math.max(last, st.outcome.mark(i, Outcome.ARRIVED));
    }
    if (!open && last != 0) {
      time = last;
    }
    if (time != toldFinishedMs) {
      boolean retracted = time == 0;
      long told = retracted ? toldFinishedMs : time;
      emit(listener, EventType.FINISHED, -1, 0, ++finishedVersion, retracted, told);
      toldFinishedMs = time;
    }
  }

  boolean isFinished() {
    return toldFinishedMs != 0;
  }

  /** Tells what is new of spans, and answers what is told then. */
  private @Nullable ToldSpans spans(
      Spans now,
      @Nullable ToldSpans before,
      EventType begin,
      @Nullable EventType end,
      EngineListener listener) {
    if (before == null && now.size == 0) {
      return null;
    }
    ToldSpans told = before == null ? new ToldSpans(begin, end) : before;
    told.publish(now, this, listener);
    return told;
  }

  /** Tells one event. */
  void emit(
      EngineListener listener,
      EventType type,
      int stop,
      int occurrence,
      int version,
      boolean retracted,
      long timeMs) {
    listener.onEvent(
        run.plan.planRef(),
        run.plan.vehicleRef(),
        type,
        stop,
        stop < 0 ? 0 : run.plan.stops().get(stop).stopId(),
        occurrence,
        version,
        retracted,
        timeMs);
  }

  /** One event, for those who ask. */
  PlanEvent event(
      EventType type, int stop, int occurrence, int version, boolean retracted, long timeMs) {
    return new PlanEvent(
        run.plan.planRef(),
        run.plan.vehicleRef(),
        type,
        stop,
        stop < 0 ? 0 : run.plan.stops().get(stop).stopId(),
        occurrence,
        version,
        retracted,
        timeMs);
  }
}
