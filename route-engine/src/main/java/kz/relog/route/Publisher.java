package kz.relog.route;

/**
 * Turns an outcome into events: whatever differs from what was published before is told as new,
 * corrected or retracted. Owned by one plan's run.
 */
final class Publisher {

  private final long planRef;
  private final long vehicleRef;
  private final Outcome told;
  private final int[] markVersions;
  private final java.util.HashMap<String, Integer> spanVersions = new java.util.HashMap<>();
  private int finishedVersion;

  Publisher(long planRef, long vehicleRef, int stops) {
    this.planRef = planRef;
    this.vehicleRef = vehicleRef;
    this.told = new Outcome(stops);
    this.markVersions = new int[told.marks.length];
  }

  void publish(Outcome now, EngineListener listener) {
    for (int i = 0; i < now.marks.length; i++) {
      if (now.marks[i] != told.marks[i]) {
        int kinds = Outcome.STOP_MARKS.length;
        long time = now.marks[i] != 0 ? now.marks[i] : told.marks[i];
        emit(
            listener,
            Outcome.STOP_MARKS[i % kinds],
            i / kinds,
            0,
            ++markVersions[i],
            now.marks[i] == 0,
            time);
        told.marks[i] = now.marks[i];
      }
    }
    spans(now.offRoute, told.offRoute, EventType.OFF_ROUTE, EventType.ON_ROUTE, listener);
    spans(now.unplanned, told.unplanned, EventType.UNPLANNED_STOP, null, listener);
    spans(now.gpsGaps, told.gpsGaps, EventType.GPS_LOST, EventType.GPS_BACK, listener);
    if (now.finishedMs != told.finishedMs) {
      boolean retracted = now.finishedMs == 0;
      long time = retracted ? told.finishedMs : now.finishedMs;
      emit(listener, EventType.FINISHED, -1, 0, ++finishedVersion, retracted, time);
      told.finishedMs = now.finishedMs;
    }
  }

  private void spans(
      Outcome.Spans now,
      Outcome.Spans before,
      EventType begin,
      @org.jspecify.annotations.Nullable EventType end,
      EngineListener listener) {
    int n = Math.max(now.size, before.size);
    for (int i = 0; i < n; i++) {
      edge(listener, begin, i, at(now.fromMs, now.size, i), at(before.fromMs, before.size, i));
      if (end != null) {
        edge(listener, end, i, at(now.toMs, now.size, i), at(before.toMs, before.size, i));
      }
    }
    before.copyFrom(now);
  }

  private static long at(long[] column, int size, int i) {
    return i < size ? column[i] : 0;
  }

  private void edge(EngineListener listener, EventType type, int i, long now, long before) {
    if (now != before) {
      int version = spanVersions.merge(type.name() + i, 1, Integer::sum);
      emit(listener, type, -1, i, version, now == 0, now == 0 ? before : now);
    }
  }

  private void emit(
      EngineListener listener,
      EventType type,
      int stop,
      int occurrence,
      int version,
      boolean retracted,
      long timeMs) {
    listener.onEvent(
        new PlanEvent(planRef, vehicleRef, type, stop, occurrence, version, retracted, timeMs));
  }
}
