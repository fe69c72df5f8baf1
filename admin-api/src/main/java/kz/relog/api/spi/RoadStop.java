package kz.relog.api.spi;

/**
 * A stop as the road knows it: no name, no address. Immutable; its text form leaves out the
 * position.
 *
 * @param stopId opaque number from 1, unique within its plan and kept by a stop from version to
 *     version
 * @param latE7 latitude in 10<sup>-7</sup> degrees
 * @param lonE7 longitude in 10<sup>-7</sup> degrees
 * @param arriveMs planned arrival, Unix epoch ms UTC; 0 unknown
 * @param departMs planned departure, Unix epoch ms UTC; 0 unknown
 * @param serviceSeconds planned service time; 0 unknown
 * @param radiusMetres radius; 0 means the engine's default
 * @param windowFromMs when the vehicle is expected at the earliest, Unix epoch ms UTC; 0 open
 * @param windowToMs and at the latest; 0 open
 */
public record RoadStop(
    int stopId,
    int latE7,
    int lonE7,
    long arriveMs,
    long departMs,
    int serviceSeconds,
    int radiusMetres,
    long windowFromMs,
    long windowToMs) {

  /** A stop without a window. */
  public RoadStop(
      int stopId,
      int latE7,
      int lonE7,
      long arriveMs,
      long departMs,
      int serviceSeconds,
      int radiusMetres) {
    this(stopId, latE7, lonE7, arriveMs, departMs, serviceSeconds, radiusMetres, 0, 0);
  }

  @Override
  public String toString() {
    return "RoadStop[" + stopId + "]";
  }
}
