package kz.relog.api.live;

import java.time.Duration;

/**
 * How often streams speak.
 *
 * @param tick time between two looks at the fleet; changes are told at most so often
 * @param heartbeat longest silence of a stream, so that a proxy does not cut it
 * @param slow a client that takes nothing for so long is closed
 */
public record LiveTiming(Duration tick, Duration heartbeat, Duration slow) {
  /** Once per second, a sign of life each 15 s, patience of 20 s. */
  public static final LiveTiming DEFAULT =
      new LiveTiming(Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofSeconds(20));
}
