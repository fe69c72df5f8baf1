package kz.relog.api.retain;

import java.time.Clock;
import java.time.Duration;
import kz.relog.api.store.RetentionRecords;

/**
 * Whether the clock may be believed: what is removed by a wrong clock does not come back. The
 * highest time seen is remembered durably. A clock that was set back makes nothing due that was
 * not; one that is more than a day ahead of what was seen last is not believed before the operator
 * says so, which also holds after a server stood still for longer.
 */
final class SweepClock {
  /** A jump above this needs a person. */
  static final Duration JUMP_MAX = Duration.ofDays(1);

  private final RetentionRecords records;
  private final Clock clock;

  SweepClock(RetentionRecords records, Clock clock) {
    this.records = records;
    this.clock = clock;
  }

  /** What to make of the clock. */
  enum Verdict {
    /** It goes as it should. */
    RIGHT,
    /** It is before a time that was seen; what is due by it was due before. */
    SET_BACK,
    /** It is far ahead of what was seen. */
    AHEAD
  }

  /** Judges the clock of now, and remembers it if it may be believed. */
  Verdict look() {
    long nowMs = clock.millis();
    RetentionRecords.Clock known = records.clock();
    Verdict verdict = judge(known, nowMs);
    if (verdict == Verdict.RIGHT) {
      records.note(new RetentionRecords.Clock(nowMs, 0, 0));
    }
    return verdict;
  }

  /** The same without remembering. */
  Verdict judge() {
    return judge(records.clock(), clock.millis());
  }

  private static Verdict judge(RetentionRecords.Clock known, long nowMs) {
    long trusted = Math.max(known.highestMs(), known.confirmedMs());
    if (known.highestMs() != 0 && nowMs > trusted + JUMP_MAX.toMillis()) {
      return Verdict.AHEAD;
    }
    return nowMs < known.highestMs() ? Verdict.SET_BACK : Verdict.RIGHT;
  }

  /** The time to sweep by, Unix epoch ms UTC. */
  long nowMs() {
    return clock.millis();
  }

  /** Whether a day has passed since the last sweep. */
  boolean isDayOver() {
    return clock.millis() - records.clock().sweptMs() >= Duration.ofDays(1).toMillis();
  }

  /** A sweep by this time is done. */
  void swept(long nowMs) {
    records.note(new RetentionRecords.Clock(0, nowMs, 0));
  }

  /** The operator says that the clock is right. */
  void confirm() {
    records.note(new RetentionRecords.Clock(0, 0, clock.millis()));
  }
}
