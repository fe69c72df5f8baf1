package kz.relog.route;

/** The life of a plan in the engine. */
public enum PlanState {
  /** No fact yet. */
  WAITING,
  /** Facts come in. */
  RUNNING,
  /** Every stop is served or missed for good. */
  FINISHED,
  /** Closed: its time is over. */
  CLOSED,
  /** The engine failed on it; no facts are taken. */
  FAILED
}
