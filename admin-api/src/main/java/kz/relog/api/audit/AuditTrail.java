package kz.relog.api.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import kz.relog.api.store.AuditRecords;
import kz.relog.api.store.AuditRow;

/**
 * The audit of these records. Any thread. Callers that come together share a transaction: the first
 * one through the lock writes the rows of all that wait.
 */
public final class AuditTrail implements AuditLog {
  /** How long it is known from which network somebody came; long enough to see an attack. */
  static final Duration PEER_TERM = Duration.ofDays(30);

  private static final Duration SWEEP_EVERY = Duration.ofHours(1);

  private final AuditRecords records;
  private final Clock clock;
  private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writer = new ReentrantLock();
  private long sweptMs;

  /** An audit over these records. */
  public AuditTrail(AuditRecords records, Clock clock) {
    this.records = records;
    this.clock = clock;
  }

  /** One caller; what it holds is guarded by the writer's lock. */
  private static final class Waiting {
    final AuditEntry entry;
    boolean ended;
    Optional<RuntimeException> failure = Optional.empty();

    Waiting(AuditEntry entry) {
      this.entry = entry;
    }
  }

  @Override
  public void record(AuditEntry entry) {
    Waiting mine = new Waiting(entry);
    queue.add(mine);
    writer.lock();
    try {
      if (!mine.ended) {
        writeAll();
      }
    } finally {
      writer.unlock();
    }
    if (mine.failure.isPresent()) {
      throw new IllegalStateException("the audit cannot be written", mine.failure.get());
    }
  }

  private void writeAll() {
    List<Waiting> together = new ArrayList<>();
    for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
      together.add(next);
    }
    long nowMs = clock.millis();
    try {
      records.append(together.stream().map(waiting -> row(waiting.entry, nowMs)).toList());
    } catch (RuntimeException failed) {
      together.forEach(waiting -> waiting.failure = Optional.of(failed));
    }
    together.forEach(waiting -> waiting.ended = true);
    if (nowMs - sweptMs >= SWEEP_EVERY.toMillis()) {
      sweptMs = nowMs;
      records.clearPeersBefore(nowMs - PEER_TERM.toMillis());
    }
  }

  private static AuditRow row(AuditEntry entry, long nowMs) {
    return new AuditRow(
        0,
        nowMs,
        entry.actor().name(),
        entry.companyRef(),
        entry.personRef(),
        entry.sessionRef(),
        entry.action().name(),
        entry.objectKind().name(),
        entry.objectRef(),
        entry.subjectRef(),
        entry.purpose(),
        entry.outcome().name(),
        entry.peer().map(PeerNetwork::of));
  }
}
