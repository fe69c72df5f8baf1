package kz.relog.route;

import java.util.Arrays;

/**
 * The retained facts of one vehicle in columns, sorted by time and then by content, so that the
 * order of arrival leaves no trace. Owned by the engine's thread.
 */
final class FactLog {

  /** Answer of {@link #insert} for a fact that is here already. */
  static final int DUPLICATE = -1;

  private static final int INITIAL = 64;

  private long[] timeMs = new long[INITIAL];
  private long[] seq = new long[INITIAL];
  private int[] latE7 = new int[INITIAL];
  private int[] lonE7 = new int[INITIAL];
  private int[] odometer = new int[INITIAL];
  private short[] speed = new short[INITIAL];
  private short[] course = new short[INITIAL];
  private short[] accuracy = new short[INITIAL];
  private int size;
  private long droppedToMs = Long.MIN_VALUE;

  int size() {
    return size;
  }

  /** Facts up to this time are gone; a fact as old cannot be worked in. */
  long droppedToMs() {
    return droppedToMs;
  }

  long timeMs(int i) {
    return timeMs[i];
  }

  long seq(int i) {
    return seq[i];
  }

  int latE7(int i) {
    return latE7[i];
  }

  int lonE7(int i) {
    return lonE7[i];
  }

  /** Speed in 0.1 m/s, -1 unknown. */
  int speedDmps(int i) {
    return speed[i];
  }

  /** Course in degrees, 360 unknown. */
  int courseDegrees(int i) {
    return course[i];
  }

  /** Stated accuracy in metres, 0 unknown. */
  int accuracyMetres(int i) {
    return accuracy[i];
  }

  /** Puts a fact in its place and tells its index, or {@link #DUPLICATE}. */
  int insert(
      long time, long seqNo, int lat, int lon, int speedDmps, int courseDeg, int acc, long odo) {
    short v = (short) Math.max(-1, Math.min(Short.MAX_VALUE, speedDmps));
    short c = (short) (courseDeg < 0 || courseDeg > 360 ? 360 : courseDeg);
    short a = (short) Math.max(0, Math.min(Short.MAX_VALUE, acc));
    int o = (int) Math.max(0, Math.min(Integer.MAX_VALUE, odo));
    int at = size;
    while (at > 0) {
      int order = compare(at - 1, time, lat, lon, v, c, a, o);
      if (order == 0) {
        return DUPLICATE;
      }
      if (order < 0) {
        break;
      }
      at = at > 64 ? jump(at, time) : at - 1;
    }
    open(at);
    timeMs[at] = time;
    seq[at] = seqNo;
    latE7[at] = lat;
    lonE7[at] = lon;
    odometer[at] = o;
    speed[at] = v;
    course[at] = c;
    accuracy[at] = a;
    return at;
  }

  /** Puts all facts of another log in their places. */
  void insertAll(FactLog o) {
    for (int i = 0; i < o.size; i++) {
      insert(
          o.timeMs[i],
          o.seq[i],
          o.latE7[i],
          o.lonE7[i],
          o.speed[i],
          o.course[i],
          o.accuracy[i],
          o.odometer[i]);
    }
  }

  /** First index whose time is at or after the given one. */
  int indexOf(long time) {
    int lo = 0;
    int hi = size;
    while (lo < hi) {
      int mid = (lo + hi) >>> 1;
      if (timeMs[mid] < time) {
        lo = mid + 1;
      } else {
        hi = mid;
      }
    }
    return lo;
  }

  /** Drops the oldest facts. */
  void dropFirst(int count) {
    droppedToMs = timeMs[count - 1];
    int rest = size - count;
    System.arraycopy(timeMs, count, timeMs, 0, rest);
    System.arraycopy(seq, count, seq, 0, rest);
    System.arraycopy(latE7, count, latE7, 0, rest);
    System.arraycopy(lonE7, count, lonE7, 0, rest);
    System.arraycopy(odometer, count, odometer, 0, rest);
    System.arraycopy(speed, count, speed, 0, rest);
    System.arraycopy(course, count, course, 0, rest);
    System.arraycopy(accuracy, count, accuracy, 0, rest);
    size = rest;
  }

  /** From far behind: the index after the last fact of an earlier or equal time. */
  private int jump(int at, long time) {
    int next = indexOf(time + 1);
    return next < at ? next : at - 1;
  }

  private int compare(int i, long time, int lat, int lon, short v, short c, short a, int o) {
    int order = Long.compare(timeMs[i], time);
    order = order != 0 ? order : Integer.compare(latE7[i], lat);
    order = order != 0 ? order : Integer.compare(lonE7[i], lon);
    order = order != 0 ? order : Short.compare(speed[i], v);
    order = order != 0 ? order : Short.compare(course[i], c);
    order = order != 0 ? order : Short.compare(accuracy[i], a);
    return order != 0 ? order : Integer.compare(odometer[i], o);
  }

  private void open(int at) {
    if (size == timeMs.length) {
      int capacity = size + (size >> 1);
      timeMs = Arrays.copyOf(timeMs, capacity);
      seq = Arrays.copyOf(seq, capacity);
      latE7 = Arrays.copyOf(latE7, capacity);
      lonE7 = Arrays.copyOf(lonE7, capacity);
      odometer = Arrays.copyOf(odometer, capacity);
      speed = Arrays.copyOf(speed, capacity);
      course = Arrays.copyOf(course, capacity);
      accuracy = Arrays.copyOf(accuracy, capacity);
    }
    int moved = size - at;
    if (moved > 0) {
      System.arraycopy(timeMs, at, timeMs, at + 1, moved);
      System.arraycopy(seq, at, seq, at + 1, moved);
      System.arraycopy(latE7, at, latE7, at + 1, moved);
      System.arraycopy(lonE7, at, lonE7, at + 1, moved);
      System.arraycopy(odometer, at, odometer, at + 1, moved);
      System.arraycopy(speed, at, speed, at + 1, moved);
      System.arraycopy(course, at, course, at + 1, moved);
      System.arraycopy(accuracy, at, accuracy, at + 1, moved);
    }
    size++;
  }
}
