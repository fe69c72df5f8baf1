package kz.relog.route;

/** How an arrival, or the expected one, lies to the stop's window. */
public enum WindowState {
  /** No window and no planned arrival, or nothing to compare with yet. */
  UNKNOWN,
  /** Before the window. */
  EARLY,
  /** Within the window. */
  ON_TIME,
  /** After the window. */
  LATE
}
