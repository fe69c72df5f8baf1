package kz.relog.bench.load;

import java.util.List;

/**
 * Rounds of load by one fleet: seals enough frames, sends them, sizes the next round by what was
 * reached. One thread.
 */
public final class LoadRun {
  private static final double HEADROOM = 1.5;
  private static final int FRAMES_PER_LANE_MIN = 2_000;

  /** A rate that was bounded by what was prepared says little: much more is prepared next. */
  private static final double AFTER_RUN_OUT = 4;

  private static final double WARM_UP_SECONDS_MAX = 4;

  private final LoadFleet fleet;
  private final int fixesPerFrame;
  private final double rampSeconds;
  private final double seconds;
  private double rateGuess;
  private List<FrameTape> lastTapes = List.of();

  /**
   * A run of rounds.
   *
   * @param fleet who sends
   * @param fixesPerFrame size of a batch
   * @param rampSeconds of each round, not measured
   * @param seconds of each round, measured
   * @param rateGuess frames per second to prepare for at first
   */
  public LoadRun(
      LoadFleet fleet, int fixesPerFrame, double rampSeconds, double seconds, double rateGuess) {
    this.fleet = fleet;
    this.fixesPerFrame = fixesPerFrame;
    this.rampSeconds = rampSeconds;
    this.seconds = seconds;
    this.rateGuess = rateGuess;
  }

  /** Seals new frames and sends them for one round. */
  public LoadResult fresh(LoadGenerator generator) {
    return fresh(generator, seconds);
  }

  /** A round that shows how much the next ones have to prepare, and is not long. */
  public LoadResult warmUp(LoadGenerator generator) {
    return fresh(generator, Math.min(seconds, WARM_UP_SECONDS_MAX));
  }

  private LoadResult fresh(LoadGenerator generator, double measuredSeconds) {
    release();
    double frames = HEADROOM * rateGuess * (rampSeconds + measuredSeconds) / fleet.laneCount();
    lastTapes = fleet.seal(Math.max(FRAMES_PER_LANE_MIN, (int) frames), fixesPerFrame);
    LoadResult result = generator.run(lastTapes, rampSeconds, measuredSeconds);
    rateGuess = result.exhausted() ? AFTER_RUN_OUT * rateGuess : Math.max(rateGuess, result.rate());
    return result;
  }

  /** Sends the frames of the last round once more; for a sink, which does not mind. */
  public LoadResult again(LoadGenerator generator) {
    lastTapes.forEach(FrameTape::rewind);
    return generator.run(lastTapes, rampSeconds, seconds);
  }

  /** Each device sends one frame; not measured, for preparing. */
  public LoadResult oneFrameEach(LoadGenerator generator, double secondsMax) {
    return framesOfEach(1, generator, secondsMax);
  }

  /** Each device sends so many frames; the time runs from the first to the last ack. */
  public LoadResult framesOfEach(int frames, LoadGenerator generator, double secondsMax) {
    release();
    int perLane = -Math.floorDiv(-fleet.size(), fleet.laneCount());
    lastTapes = fleet.seal(Math.multiplyExact(perLane, frames), fixesPerFrame);
    return generator.runToEnd(lastTapes, secondsMax);
  }

  /** Mean length of the frames prepared last, without the lengths between them. */
  public double frameBytesMean() {
    long frames = lastTapes.stream().mapToLong(FrameTape::count).sum();
    long bytes = lastTapes.stream().mapToLong(FrameTape::bytes).sum();
    return frames == 0 ? 0 : (double) bytes / frames - 2;
  }

  /** Gives the frames' memory back. */
  public void release() {
    lastTapes.forEach(FrameTape::release);
    lastTapes = List.of();
  }
}
