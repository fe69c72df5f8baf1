package kz.relog.route;

import java.util.Arrays;

/**
 * Everything that events are made of, as plain columns: compared with what was published to find
 * what is new, corrected or taken back. Times are Unix epoch ms, 0 for "did not happen".
 */
final class Outcome {

  /** Marks per stop, in the order of the columns. */
  static final EventType[] STOP_MARKS = {
    EventType.ARRIVED, EventType.DEPARTED, EventType.LATE, EventType.MISSED
  };

  static final int ARRIVED = 0;
  static final int DEPARTED = 1;
  static final int LATE = 2;
  static final int MISSED = 3;

  final long[] marks;
  final Spans offRoute = new Spans();
  final Spans unplanned = new Spans();
  final Spans gpsGaps = new Spans();
  long finishedMs;

  Outcome(int stops) {
    marks = new long[stops * STOP_MARKS.length];
  }

  long mark(int stop, int kind) {
    return marks[stop * STOP_MARKS.length + kind];
  }

  void mark(int stop, int kind, long timeMs) {
    marks[stop * STOP_MARKS.length + kind] = timeMs;
  }

  void copyFrom(Outcome o) {
    System.arraycopy(o.marks, 0, marks, 0, marks.length);
    offRoute.copyFrom(o.offRoute);
    unplanned.copyFrom(o.unplanned);
    gpsGaps.copyFrom(o.gpsGaps);
    finishedMs = o.finishedMs;
  }

  /** Growable list of spans of time with one value each. */
  static final class Spans {
    int size;
    long[] fromMs = {};
    long[] toMs = {};
    double[] value = {};

    void open(long from, double v) {
      if (size == fromMs.length) {
        int capacity = Math.max(4, size * 2);
        fromMs = Arrays.copyOf(fromMs, capacity);
        toMs = Arrays.copyOf(toMs, capacity);
        value = Arrays.copyOf(value, capacity);
      }
      fromMs[size] = from;
      toMs[size] = 0;
      value[size++] = v;
    }

    /** Ends the last span. */
    void close(long to) {
      toMs[size - 1] = to;
    }

    boolean isOpen() {
      return size > 0 && toMs[size - 1] == 0;
    }

    void copyFrom(Spans o) {
      if (fromMs.length < o.size) {
        fromMs = new long[o.fromMs.length];
        toMs = new long[o.fromMs.length];
        value = new double[o.fromMs.length];
      }
      System.arraycopy(o.fromMs, 0, fromMs, 0, o.size);
      System.arraycopy(o.toMs, 0, toMs, 0, o.size);
      System.arraycopy(o.value, 0, value, 0, o.size);
      size = o.size;
    }
  }
}
