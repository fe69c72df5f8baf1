package kz.relog.route;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Growable list of spans of time with one value each. Only the last span changes, so that an
 * earlier state is the length of the list then and the end of its last span.
 */
final class Spans {

  /** Cells of the packed form. */
  static final int CELLS = 2;

  /** Most vehicles have none: the empty list is shared, so that it costs a vehicle nothing. */
  private static final long[] NO_TIMES = {};

  private static final float[] NO_VALUES = {};

  int size;
  long[] fromMs = NO_TIMES;
  long[] toMs = NO_TIMES;
  float[] value = NO_VALUES;

  void open(long from, double v) {
    if (size == fromMs.length) {
      int capacity = Math.max(2, size * 2);
      fromMs = Arrays.copyOf(fromMs, capacity);
      toMs = Arrays.copyOf(toMs, capacity);
      value = Arrays.copyOf(value, capacity);
    }
    fromMs[size] = from;
    toMs[size] = 0;
    value[size++] = (float) v;
  }

  /** Ends the last span. */
  void close(long to) {
    toMs[size - 1] = to;
  }

  void write(Cells to) {
    to.putInt(size);
    to.putTime(size == 0 ? 0 : toMs[size - 1]);
  }

  void read(Cells from) {
    size = from.getInt();
    long last = from.getTime();
    if (size > 0) {
      toMs[size - 1] = last;
    }
  }

  /** A list, closed at a moment, and another after it; neither is changed. */
  static Spans joined(@Nullable Spans earlier, Spans later, long untilMs) {
    Spans all = earlier == null ? new Spans() : earlier.copy();
    if (all.size > 0 && all.toMs[all.size - 1] == 0) {
      all.close(untilMs);
    }
    for (int i = 0; i < later.size; i++) {
      all.open(later.fromMs[i], later.value[i]);
      all.close(later.toMs[i]);
    }
    return all;
  }

  Spans copy() {
    Spans o = new Spans();
    o.copyFrom(this);
    return o;
  }

  void copyFrom(Spans o) {
    if (fromMs.length < o.size) {
      fromMs = new long[o.fromMs.length];
      toMs = new long[o.fromMs.length];
      value = new float[o.fromMs.length];
    }
    System.arraycopy(o.fromMs, 0, fromMs, 0, o.size);
    System.arraycopy(o.toMs, 0, toMs, 0, o.size);
    System.arraycopy(o.value, 0, value, 0, o.size);
    size = o.size;
  }
}
