package kz.relog.bench.scenario;

/**
 * How much load, and for how long. Immutable.
 *
 * @param devices that send
 * @param rounds of each pair
 * @param seconds measured in each round
 * @param lanes sockets of the load, where devices share them
 * @param window frames on their way in all, in a closed loop
 * @param seed of everything random
 */
public record LoadShape(int devices, int rounds, double seconds, int lanes, int window, long seed) {
  private static final double RAMP_SECONDS_MAX = 1;

  /** Frames on their way on each socket. */
  public int windowPerLane() {
    return Math.max(1, window / lanes);
  }

  /** Before each measured stretch. */
  public double rampSeconds() {
    return Math.min(RAMP_SECONDS_MAX, seconds / 2);
  }

  /** The same with another number of devices; the window stays within it. */
  public LoadShape withDevices(int count) {
    return new LoadShape(
        count, rounds, seconds, Math.min(lanes, count), Math.min(window, count), seed);
  }
}
