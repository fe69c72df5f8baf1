package kz.relog.device;

import kz.relog.proto.fix.FixLimits;

/** The range of each value of a fix that the wire can say. */
final class FixBounds {
  /** Beyond the year 280,000: whoever offers more has another unit in mind. */
  private static final long TIME_MS_MAX = 1L << 53;

  private FixBounds() {}

  static boolean hold(
      long timeMs, int latE7, int lonE7, int speedDmps, int courseDegrees, int accuracyMetres) {
    return timeMs > 0
        && timeMs <= TIME_MS_MAX
        && within(latE7, -FixLimits.LAT_E7_MAX, FixLimits.LAT_E7_MAX)
        && within(lonE7, -FixLimits.LON_E7_MAX, FixLimits.LON_E7_MAX)
        && within(speedDmps, FixLimits.SPEED_UNKNOWN, FixLimits.SPEED_DMPS_MAX)
        && within(courseDegrees, 0, FixLimits.COURSE_UNKNOWN)
        && within(accuracyMetres, 0, FixLimits.ACCURACY_METRES_MAX);
  }

  private static boolean within(int value, int least, int most) {
    return value >= least && value <= most;
  }
}
