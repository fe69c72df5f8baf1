package kz.relog.api.spi;

/**
 * Something that happened on a plan. A correction carries the same id and a higher version.
 *
 * @param id stable name of the event; same in a replay
 * @param version from 1
 * @param retracted true when a correction says that it did not happen after all
 * @param type what happened
 * @param timeMs when, Unix epoch ms UTC
 * @param deviceRef the device
 * @param planRef the plan
 * @param stop seq of the stop from 1, in the version of the plan that the event was told of; 0 when
 *     none is meant
 * @param stopId number by which the road knows the stop, in every version of the plan; 0 when none
 *     is meant
 */
public record PlanEvent(
    String id,
    int version,
    boolean retracted,
    Type type,
    long timeMs,
    long deviceRef,
    long planRef,
    int stop,
    int stopId) {

  /** The same event as another version of it. */
  public PlanEvent withVersion(int newVersion) {
    return new PlanEvent(id, newVersion, retracted, type, timeMs, deviceRef, planRef, stop, stopId);
  }

  /** The next version, which says that it did not happen after all. */
  public PlanEvent asRetracted() {
    return new PlanEvent(id, version + 1, true, type, timeMs, deviceRef, planRef, stop, stopId);
  }

  /** The kinds of events; their names in lower case stand in the API. */
  public enum Type {
    /** The vehicle is at a stop. */
    ARRIVED,
    /** The vehicle left a stop. */
    DEPARTED,
    /** A stop was passed without a visit; may be corrected. */
    MISSED,
    /** The vehicle is later than the plan allows. */
    LATE,
    /** The vehicle left its path. */
    OFF_ROUTE,
    /** The vehicle is back on its path. */
    ON_ROUTE,
    /** The vehicle stands where no stop is. */
    UNPLANNED_STOP,
    /** The plan is done. */
    FINISHED,
    /** Nothing was heard for too long. */
    GPS_LOST
  }
}
