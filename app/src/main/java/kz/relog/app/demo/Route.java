package kz.relog.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a vehicle is meant to drive: streets, stops on them and the timetable. Immutable.
 *
 * @param crossings the crossings driven, in order
 * @param track the same as a line
 * @param stops in driving order
 */
record Route(List<City.Crossing> crossings, Track track, List<Stop> stops) {
  /** Speed of the timetable, in m/s: 36 km/h between stops, as in a city outside the rush hour. */
  static final double SPEED_METRES_PER_SECOND = 10;

  /** Stops lie beside the street, as addresses do. */
  private static final double KERB_METRES = 8;

  /** Blocks between stops. */
  private static final int BLOCKS_PER_STOP = 4;

  /**
   * A stop of the plan.
   *
   * @param metres where on the track
   * @param place the address, beside the track
   * @param arriveSecond planned arrival, in seconds from the start of the drive
   * @param serviceSeconds planned time for unloading
   */
  record Stop(double metres, Point place, int arriveSecond, int serviceSeconds) {}

  /** A route that takes about {@code seconds} by its timetable. */
  static Route plan(City city, SplittableRandom random, int seconds) {
    int serviceSeconds = Math.max(20, Math.min(90, seconds / 20));
    double secondsPerBlock =
        City.BLOCK_METRES / SPEED_METRES_PER_SECOND + (double) serviceSeconds / BLOCKS_PER_STOP;
    int blocks = Math.max(2 * BLOCKS_PER_STOP, (int) (seconds / secondsPerBlock));
    List<City.Crossing> crossings = city.walk(random, blocks);
    Track track = new Track(crossings.stream().map(city::place).toList());
    List<Stop> stops = new ArrayList<>();
    for (int block = 2; block < blocks; block += BLOCKS_PER_STOP) {
      double metres = track.metresOfVertex(block) + City.BLOCK_METRES / 2;
      double right = Math.toRadians(track.courseDegrees(metres) + 90);
      Point kerb =
          City.offset(
              track.at(metres), KERB_METRES * Math.sin(right), KERB_METRES * Math.cos(right));
      int arriveSecond = (int) (metres / SPEED_METRES_PER_SECOND) + stops.size() * serviceSeconds;
      stops.add(new Stop(metres, kerb, arriveSecond, serviceSeconds));
    }
    return new Route(crossings, track, stops);
  }

  /** Planned end of the drive, in seconds from its start. */
  int endSecond() {
    return (int) (track.lengthMetres() / SPEED_METRES_PER_SECOND)
        + stops.stream().mapToInt(Stop::serviceSeconds).sum();
  }
}
