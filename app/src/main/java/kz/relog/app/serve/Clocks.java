package kz.relog.app.serve;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import kz.relog.ingest.IngestClock;

/** Wall clocks for a server: the machine's, or one that runs faster for a demonstration. */
public final class Clocks {
  private Clocks() {}

  /**
   * A clock that starts at a moment and runs so many times faster than the machine's.
   *
   * @param startMs its time now, Unix epoch ms
   * @param speed 1 or more
   */
  public static Clock accelerated(long startMs, double speed) {
    long startNs = System.nanoTime();
    return new Clock() {
      @Override
      public long millis() {
        return startMs + (long) ((System.nanoTime() - startNs) / 1e6 * speed);
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
    };
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
