package kz.relog.route;

/** Where the vehicle stands with one stop. */
public enum StopState {
  /**
   * Not reached yet; when a later stop was served or the plan is closed: passed in a silence in
   * which it may have been served, nobody knows.
   */
  PENDING,
  /** Inside the stop's circle, not arrived. */
  INSIDE,
  /** Arrived, not departed. */
  ARRIVED,
  /** Served and left. */
  DEPARTED,
  /** Passed by; may still be served while the plan is open. */
  MISSED
}
