package kz.relog.route;

/**
 * When a plan takes facts and when it closes. Immutable.
 *
 * @param fromMs facts before are not the plan's
 * @param toMs facts after are not the plan's, and the plan closes
 */
record Life(long fromMs, long toMs) {

  /** Before its start a plan takes the facts of a shift's preparation and the way to it. */
  static final long EARLY_MS = 6 * 3_600_000L;

  /** A plan without an end is taken to last a day. */
  static final long UNKNOWN_LENGTH_MS = 24 * 3_600_000L;

  /** After its end a plan waits so long for a late vehicle and for late facts. */
  static final long CLOSE_AFTER_MS = 24 * 3_600_000L;

  /**
   * Days from the first planned moment to the last. With the hours before and the days after it a
   * plan takes facts for 21.25 days then, less than the 24 that {@link Cells} can hold.
   */
  static final int LENGTH_DAYS_MAX = 20;

  static final long LENGTH_MS_MAX = LENGTH_DAYS_MAX * 86_400_000L;

  static Life of(Plan plan) {
    long start = plan.startMs();
    long end = plan.endMs();
    for (PlanStop stop : plan.stops()) {
      long first = stop.arriveMs() != 0 ? stop.arriveMs() : stop.departMs();
      if (first != 0) {
        start = start == 0 ? first : Math.min(start, first);
        end = Math.max(end, Math.max(stop.arriveMs(), stop.departMs()));
      }
    }
    if (start == 0 && end == 0) {
      return new Life(Long.MIN_VALUE, Long.MAX_VALUE);
    }
    long from = start == 0 ? end - UNKNOWN_LENGTH_MS : start;
    long to = end == 0 ? start + UNKNOWN_LENGTH_MS : end;
    return new Life(from - EARLY_MS, to + CLOSE_AFTER_MS);
  }

  /** A plan without any times takes the facts of so many ms around its first one. */
  static final long UNTIMED_MS_MAX = 20 * 86_400_000L;

  /** False for a plan without any times. */
  boolean isBounded() {
    return fromMs != Long.MIN_VALUE;
  }

  boolean covers(long timeMs) {
    return timeMs >= fromMs && timeMs <= toMs;
  }

  boolean isOver(long nowMs) {
    return nowMs > toMs;
  }
}
