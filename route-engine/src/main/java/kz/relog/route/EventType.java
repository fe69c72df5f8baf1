package kz.relog.route;

/** What happened to a plan. */
public enum EventType {
  /** The vehicle served a stop (docs/plan-fact.md defines arrival). */
  ARRIVED,
  /** The vehicle left a stop at which it had arrived. */
  DEPARTED,
  /** A stop's window, or its planned arrival and the grace time, passed without an arrival. */
  LATE,
  /** A stop was passed by; taken back when the vehicle serves it after all. */
  MISSED,
  /** The vehicle left the path. */
  OFF_ROUTE,
  /** The vehicle is back on the path. */
  ON_ROUTE,
  /** The vehicle stood where no stop is planned. */
  UNPLANNED_STOP,
  /** The last stop was left, or the plan closed. */
  FINISHED,
  /** No fact for longer than the GPS-lost time. */
  GPS_LOST,
  /** Facts come again. */
  GPS_BACK
}
