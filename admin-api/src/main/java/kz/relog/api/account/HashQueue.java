package kz.relog.api.account;

import java.time.Duration;
import java.util.Optional;

/**
 * Judges who may wait for a hash, by how long those before will take, and gives turns to those who
 * may not: the first of them comes back when the next place is free, the second a hash later, so
 * that a crowd comes back one by one instead of all at once. Turns are no reservations, and reach
 * {@link #TURN_MAX} ahead: who never comes back keeps nobody out. Any thread.
 */
final class HashQueue {
  /** No turn is further away, however many ask for one. */
  static final Duration TURN_MAX = Duration.ofSeconds(60);

  /** How much the newest work counts in the mean: a slow one in eight is forgotten soon. */
  private static final double NEWEST = 1.0 / 8;

  private final int threads;
  private final long patienceNs;
  private double meanNs;
  private int inside;
  private long nextTurnNs = Long.MIN_VALUE;

  /**
   * An empty queue.
   *
   * @param threads that hash side by side
   * @param patience nobody waits longer
   * @param firstGuessNs what one work takes
   */
  HashQueue(int threads, Duration patience, long firstGuessNs) {
    this.threads = threads;
    this.patienceNs = patience.toNanos();
    this.meanNs = Math.max(1, firstGuessNs);
  }

  /** Enters; or, where those inside take longer than the patience, after what time to ask again. */
  synchronized Optional<Duration> enter(long nowNs) {
    if (inside >= threads && inside * meanNs / threads > patienceNs) {
      return Optional.of(turn(nowNs));
    }
    inside++;
    return Optional.empty();
  }

  /** The next turn of somebody who could not wait. */
  synchronized Duration turn(long nowNs) {
    long free = nextTurnNs == Long.MIN_VALUE ? nowNs : Math.max(nextTurnNs, nowNs);
    long turnNs = Math.min(free + (long) (meanNs / threads), nowNs + TURN_MAX.toNanos());
    nextTurnNs = turnNs;
    return Duration.ofNanos(turnNs - nowNs);
  }

  /** Somebody who entered has been worked for, or went. */
  synchronized void leave() {
    inside--;
  }

  /** A work took this long. */
  synchronized void took(long tookNs) {
    meanNs += NEWEST * (Math.max(1, tookNs) - meanNs);
  }
}
