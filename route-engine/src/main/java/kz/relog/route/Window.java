package kz.relog.route;

/**
 * When a stop is to be reached, Unix epoch ms UTC; a side that is 0 is open.
 *
 * @param fromMs earlier than this is early
 * @param toMs later than this is late
 */
public record Window(long fromMs, long toMs) {

  /** Any time. */
  public static final Window ANY = new Window(0, 0);

  /**
   * Grace around a planned arrival that has no window of its own, ms: the usual one of delivery
   * windows and of bus timetables.
   */
  static final long GRACE_MS = 300_000;

  /** The stop's own window, or else its planned arrival with the grace on both sides. */
  static Window of(PlanStop stop) {
    boolean own = stop.window().fromMs() != 0 || stop.window().toMs() != 0;
    return own || stop.arriveMs() == 0
        ? stop.window()
        : new Window(stop.arriveMs() - GRACE_MS, stop.arriveMs() + GRACE_MS);
  }

  /** End of the window that {@link #of} gives. */
  static long endMsOf(PlanStop stop) {
    boolean own = stop.window().fromMs() != 0 || stop.window().toMs() != 0;
    return own || stop.arriveMs() == 0 ? stop.window().toMs() : stop.arriveMs() + GRACE_MS;
  }

  /** How a moment lies to this window; 0 is no moment. */
  WindowState stateAt(long timeMs) {
    if (timeMs == 0 || (fromMs == 0 && toMs == 0)) {
      return WindowState.UNKNOWN;
    }
    if (timeMs < fromMs) {
      return WindowState.EARLY;
    }
    return toMs != 0 && timeMs > toMs ? WindowState.LATE : WindowState.ON_TIME;
  }
}
