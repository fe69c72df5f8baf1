package kz.relog.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until it is moved. Any thread. */
public final class TestClock extends Clock {
  private volatile Instant now = Instant.parse("2026-03-02T08:00:00Z");

  /** Moves it. */
  public void advance(Duration by) {
    now = now.plus(by);
  }

  /** Puts it. */
  public void set(Instant to) {
    now = to;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return now;
  }
}
