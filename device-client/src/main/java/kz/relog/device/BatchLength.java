package kz.relog.device;

import kz.relog.proto.fix.FixLimits;

/**
 * About how long the message of the open batch will be, known fix by fix without encoding it: the
 * lengths of the columns in first and in second order are summed side by side. One thread.
 */
final class BatchLength {
  /** Every scalar field and the head of every column. */
  private static final int HEAD_BYTES = 64;

  private final int tickMs;
  private final int unitE7;
  private int fixes;
  private int correction;
  private long firstOrder;
  private long secondOrder;
  private long times;
  private boolean constant;
  private long interval;
  private int speeds;
  private int courses;
  private int accuracies;
  private boolean anySpeed;
  private boolean anyCourse;
  private boolean sameAccuracy;
  private long lastTick;
  private int lastLat;
  private int lastLon;
  private long lastDlat;
  private long lastDlon;
  private int lastSpeed;
  private int lastCourse;
  private int lastAccuracy;

  BatchLength(BatchPolicy policy) {
    tickMs = policy.tickMs();
    int unit = 1;
    for (int digits = FixLimits.DIGITS_MAX; digits > policy.digits(); digits--) {
      unit *= 10;
    }
    unitE7 = unit;
  }

  void clear() {
    fixes = 0;
  }

  /** Counts the fixes of a batch anew. */
  void recount(OpenBatch open) {
    clear();
    for (int i = 0; i < open.count(); i++) {
      add(open, i);
    }
  }

  /** Counts one fix more. */
  void add(OpenBatch open, int i) {
    long tick = (open.timeMs(i) + tickMs / 2) / tickMs;
    int lat = open.latE7(i) / unitE7;
    int lon = open.lonE7(i) / unitE7;
    if (fixes++ == 0) {
      begin(open, i);
    } else {
      long dlat = (long) lat - lastLat;
      long dlon = (long) lon - lastLon;
      long step = tick - lastTick;
      firstOrder += signed(dlat) + signed(dlon);
      secondOrder += signed(dlat - lastDlat) + signed(dlon - lastDlon);
      times += unsigned(Math.max(0, step));
      constant &= fixes == 2 || step == interval;
      interval = step;
      speeds += signed((long) open.speedDmps(i) - lastSpeed);
      courses += signed((long) open.course(i) - lastCourse);
      accuracies += unsigned(open.accuracyMetres(i));
      sameAccuracy &= open.accuracyMetres(i) == lastAccuracy;
      lastDlat = dlat;
      lastDlon = dlon;
    }
    anySpeed |= open.speedDmps(i) != FixLimits.SPEED_UNKNOWN;
    anyCourse |= open.course(i) != FixLimits.COURSE_UNKNOWN;
    lastTick = tick;
    lastLat = lat;
    lastLon = lon;
    lastSpeed = open.speedDmps(i);
    lastCourse = open.course(i);
    lastAccuracy = open.accuracyMetres(i);
  }

  /** The length was found to be this; what follows is estimated from here. */
  void correct(int exactBytes) {
    correction += exactBytes - bytes();
  }

  /** The estimate. */
  int bytes() {
    return (int)
        Math.min(
            Integer.MAX_VALUE,
            HEAD_BYTES
                + correction
                + Math.min(firstOrder, secondOrder)
                + (constant ? 0 : times)
                + (anySpeed ? speeds : 0)
                + (anyCourse ? courses : 0)
                + (sameAccuracy ? 4 : accuracies));
  }

  private void begin(OpenBatch open, int i) {
    correction = 0;
    firstOrder = 0;
    secondOrder = 0;
    times = 0;
    constant = true;
    interval = 0;
    speeds = 3;
    courses = 2;
    accuracies = unsigned(open.accuracyMetres(i));
    anySpeed = false;
    anyCourse = false;
    sameAccuracy = true;
    lastDlat = 0;
    lastDlon = 0;
  }

  private static int signed(long value) {
    return unsigned(value << 1 ^ value >> 63);
  }

  private static int unsigned(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }
}
