package kz.relog.app.serve;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import kz.relog.ingest.IngestClock;

/** Wall clocks for a server: the machine's, or one that runs faster for a demonstration. */
public final class Clocks {
  private static final long NOT_STARTED = Long.MIN_VALUE;

  private Clocks() {}

  /**
   * A clock that stands at a moment until it is started, and then runs so many times faster than
   * the machine's. Any thread.
   */
  public static final class Accelerated extends Clock {
    private final long startMs;
    private final double speed;
    private volatile long startNs = NOT_STARTED;

    /**
     * A clock that stands.
     *
     * @param startMs its time now, Unix epoch ms
     * @param speed 1 or more
     */
    public Accelerated(long startMs, double speed) {
      this.startMs = startMs;
      this.speed = speed;
    }

    /** Lets it run, from now on. */
    public Accelerated start() {
      startNs = System.nanoTime();
      return this;
    }

    @Override
    public long millis() {
      long since = startNs;
      return since == NOT_STARTED
          ? startMs
          : startMs + (long) ((System.nanoTime() - since) / 1e6 * speed);
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this; // only UTC is asked for
    }
  }

  /** The ingest server's view of a clock: wall time from it, intervals from the machine. */
  static IngestClock forIngest(Clock clock) {
    return new IngestClock() {
      @Override
      public long nowMs() {
        return clock.millis();
      }

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }
    };
  }
}
