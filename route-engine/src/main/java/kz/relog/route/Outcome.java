package kz.relog.route;

/**
 * Everything that events are made of: compared with what was published to find what is new,
 * corrected or taken back. Times are Unix epoch ms, 0 for "did not happen".
 */
final class Outcome {

  /** Marks per stop, in the order of their numbers. */
  static final EventType[] STOP_MARKS = {
    EventType.ARRIVED, EventType.DEPARTED, EventType.MISSED, EventType.LATE
  };

  static final int ARRIVED = 0;
  static final int DEPARTED = 1;
  static final int MISSED = 2;

  /** Follows from the others and the clock; never marked. */
  static final int LATE = 3;

  final StopMarks stops;
  Spans offRoute = new Spans();
  Spans unplanned = new Spans();
  Spans gpsGaps = new Spans();

  Outcome(StopMarks stops) {
    this.stops = stops;
  }

  long mark(int stop, int kind) {
    return stops.mark(stop, kind);
  }

  void mark(int stop, int kind, long timeMs) {
    stops.mark(stop, kind, timeMs);
  }
}
