package kz.relog.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
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

  private final Plan plan;
  private final Timetable times;
  private final ToldMarks marks;

  /** Null until there is something to tell. */
  private @Nullable ToldSpans toldOff;

  private @Nullable ToldSpans toldUnplanned;
  private @Nullable ToldSpans toldGaps;
  private long toldFinishedMs;
  private int finishedVersion;

  /** When the clock alone will change something next. */
  private long timerMs = Long.MIN_VALUE;

  Publisher(Plan plan, Timetable times) {
    this.plan = plan;
    this.times = times;
    this.marks = new ToldMarks(plan.stops().size() * KINDS);
  }

  /** When the clock alone will change something next, Unix epoch ms. */
  long timerMs() {
    return timerMs;
  }

  /** Takes over what an earlier version of the plan has told, as far as the stops are the same. */
  void adopt(Publisher older) {
    for (int i = 0; i < plan.stops().size(); i++) {
      int before = older.indexOf(plan.stops().get(i).stopId());
      if (before >= 0) {
        for (int kind = 0; kind < KINDS; kind++) {
          marks.adopt(i * KINDS + kind, older.marks, before * KINDS + kind);
        }
      }
    }
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
    for (int i = 0; i < marks.size(); i++) {
      if (marks.timeMs(i) != 0 && !kept.contains(plan.stops().get(i / KINDS).stopId())) {
        EventType type = Outcome.STOP_MARKS[i % KINDS];
        emit(listener, type, i / KINDS, 0, marks.nextVersion(i), true, marks.timeMs(i));
      }
    }
  }

  /** All events that hold, as last told, in order of time. */
  List<PlanEvent> told() {
    List<PlanEvent> events = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      if (marks.timeMs(i) != 0) {
        EventType type = Outcome.STOP_MARKS[i % KINDS];
        events.add(event(type, i / KINDS, 0, marks.version(i), false, marks.timeMs(i)));
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
    for (int i = 0; i < plan.stops().size(); i++) {
      if (plan.stops().get(i).stopId() == stopId) {
        return i;
      }
    }
    return -1;
  }

  /** Tells what is new. */
  void publish(JudgeState st, long nowMs, long closedMs, EngineListener listener) {
    timerMs = Long.MAX_VALUE;
    Outcome now = st.outcome;
    for (int i = 0; i < marks.size(); i++) {
      int stop = i / KINDS;
      int kind = i % KINDS;
      long time =
          kind == Outcome.LATE
              ? lateMs(stop, now, nowMs)
              : kind == Outcome.MISSED ? missedMs(stop, st, closedMs) : now.mark(stop, kind);
      if (time != marks.timeMs(i)) {
        boolean retracted = time == 0;
        long told = retracted ? marks.timeMs(i) : time;
        emit(listener, Outcome.STOP_MARKS[kind], stop, 0, marks.nextVersion(i), retracted, told);
        marks.timeMs(i, time);
      }
    }
    toldOff = spans(now.offRoute, toldOff, EventType.OFF_ROUTE, EventType.ON_ROUTE, listener);
    toldUnplanned = spans(now.unplanned, toldUnplanned, EventType.UNPLANNED_STOP, null, listener);
    if (st.factCount > 0 && st.lastFactMs + Judge.GPS_LOST_MS >= nowMs) {
      timerMs = Math.min(timerMs, st.lastFactMs + Judge.GPS_LOST_MS + 1);
    }
    toldGaps = spans(now.gpsGaps, toldGaps, EventType.GPS_LOST, EventType.GPS_BACK, listener);
    finished(st, closedMs, listener);
  }

  /** The moment a stop became late: fixed by the plan, seen when time passes it. */
  private long lateMs(int stop, Outcome now, long nowMs) {
    long deadline = times.deadlineMs(stop);
    if (deadline == 0) {
      return 0;
    }
    long arrived = now.mark(stop, Outcome.ARRIVED);
    long missed = now.mark(stop, Outcome.MISSED);
    long until = arrived != 0 ? arrived : missed != 0 ? missed : nowMs;
    if (arrived == 0 && missed == 0 && deadline >= nowMs) {
      timerMs = Math.min(timerMs, deadline + 1);
    }
    return deadline < until ? deadline : 0;
  }

  private static long missedMs(int stop, JudgeState st, long closedMs) {
    boolean open = st.visit.isOpen(stop) && !st.visit.isBehind(stop);
    return open && closedMs != 0 ? closedMs : st.outcome.mark(stop, Outcome.MISSED);
  }

  private void finished(JudgeState st, long closedMs, EngineListener listener) {
    long time = closedMs;
    boolean open = false;
    long last = 0;
    for (int i = 0; i < plan.stops().size(); i++) {
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
        plan.planRef(),
        plan.vehicleRef(),
        type,
        stop,
        stop < 0 ? 0 : plan.stops().get(stop).stopId(),
        occurrence,
        version,
        retracted,
        timeMs);
  }

  /** One event, for those who ask. */
  PlanEvent event(
      EventType type, int stop, int occurrence, int version, boolean retracted, long timeMs) {
    return new PlanEvent(
        plan.planRef(),
        plan.vehicleRef(),
        type,
        stop,
        stop < 0 ? 0 : plan.stops().get(stop).stopId(),
        occurrence,
        version,
        retracted,
        timeMs);
  }
}
