package kz.relog.route;

/**
 * Facts of one vehicle from elsewhere, read one after the other in any order; {@link
 * RouteEngine#onFix} tells what the values mean. Used by one thread.
 */
public interface FactCursor {

  /** Moves to the next fact; false when there is none. */
  boolean next();

  /** Sequence number that comes back in {@link EngineListener#onMatch}. */
  long seq();

  /** Unix epoch ms UTC. */
  long timeMs();

  /** Latitude in 10^-7 degrees. */
  int latE7();

  /** Longitude in 10^-7 degrees. */
  int lonE7();

  /** Speed in 0.1 m/s, -1 unknown. */
  int speedDmps();

  /** Course over ground in degrees, 360 unknown. */
  int courseDegrees();

  /** Stated accuracy in metres, 0 unknown. */
  int accuracyMetres();

  /** The vehicle's odometer in metres, 0 unknown. */
  long odometerMetres();
}
