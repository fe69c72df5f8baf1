package kz.relog.app.drill.rig;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A wall clock that runs as the machine's does, and jumps when told to. Any thread. */
public final class MovableClock extends Clock {
  private volatile long offsetMs;

  /** A clock that shows a moment now. */
  public MovableClock(long nowMs) {
    set(nowMs);
  }

  /** Jumps to a moment. */
  public void set(long nowMs) {
    offsetMs = nowMs - System.currentTimeMillis();
  }

  @Override
  public long millis() {
    return System.currentTimeMillis() + offsetMs;
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
