package kz.relog.api.plan;

/**
 * One stop as the planner wrote it. Immutable; its text form leaves out position and name.
 *
 * @param seq its place in the order of the plan, from 1
 * @param id the planner's identifier, which a loop may repeat; "" when not given
 * @param name what people call it; "" when not given
 * @param latE7 latitude in 10<sup>-7</sup> degrees
 * @param lonE7 longitude in 10<sup>-7</sup> degrees
 * @param arriveMs planned arrival, Unix epoch ms UTC; 0 unknown
 * @param departMs planned departure, Unix epoch ms UTC; 0 unknown
 * @param serviceSeconds planned service time; 0 unknown
 * @param radiusMetres radius of the stop; 0 means the engine's default
 * @param windowFromMs when the customer expects the vehicle at the earliest, Unix epoch ms UTC; 0
 *     open
 * @param windowToMs and at the latest; 0 open
 */
public record StopRecord(
    int seq,
    String id,
    String name,
    int latE7,
    int lonE7,
    long arriveMs,
    long departMs,
    int serviceSeconds,
    int radiusMetres,
    long windowFromMs,
    long windowToMs) {

  @Override
  public String toString() {
    return "StopRecord[seq=" + seq + "]";
  }
}
