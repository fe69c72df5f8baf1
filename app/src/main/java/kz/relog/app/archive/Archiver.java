package kz.relog.app.archive;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import kz.relog.api.spi.RoadGate;
import kz.relog.journal.EntryKind;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalReader;
import kz.relog.proto.fix.FixBatchEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal up to the durable position on a thread of its own, gathers facts and writes
 * them every {@value TrackArchive#FLUSH_SECONDS} s, at stop and when asked to, together with the
 * position that it has come to, in one transaction. After a crash it goes on from there, so that
 * each fact is in the archive exactly once.
 */
final class Archiver implements AutoCloseable {
  /** Batches in memory at most, about 8 million facts; a burst is written earlier. */
  private static final int WAITING_BYTES_MAX = 32 << 20;

  private static final long IDLE_NS = 10_000_000;
  private static final long FLUSH_POLL_NS = 2_000_000;
  private static final long RETRY_NS = 1_000_000_000;
  private static final Logger log = LoggerFactory.getLogger(Archiver.class);

  private final Journal journal;
  private final ArchiveStore store;
  private final OpenRows open;
  private final Queue<CompletableFuture<Void>> scrubs = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile long flushWantedSeq;
  private volatile long seenSeq;
  private volatile boolean failed;
  private volatile boolean retrying;

  /** Goes on where the store has come to, once it is started. */
  Archiver(Journal journal, ArchiveStore store, OpenRows open) {
    this.journal = journal;
    this.store = store;
    this.open = open;
    this.seenSeq = store.archivedSeq();
    this.thread = new Thread(this::run, "archiver");
  }

  void start() {
    thread.start();
  }

  /** False while it cannot write, or has stopped by a failure. Any thread. */
  boolean isWorking() {
    return !failed && !retrying;
  }

  /**
   * Waits until everything durable now is in the archive. Any thread.
   *
   * @throws ArchiveFailure if that takes longer, or the archiver has failed
   */
  void flush(Duration waitMax) {
    long wanted = journal.durableSeq();
    long deadlineNs = System.nanoTime() + waitMax.toNanos();
    while (store.archivedSeq() < wanted) {
      flushWantedSeq = wanted;
      LockSupport.unpark(thread);
      if (failed || System.nanoTime() > deadlineNs) {
        throw new ArchiveFailure("the track archive does not keep up; see /health");
      }
      LockSupport.parkNanos(FLUSH_POLL_NS);
    }
  }

  /** As {@link TrackArchive#scrub}. */
  CompletableFuture<Void> scrub() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    scrubs.add(done);
    LockSupport.unpark(thread);
    return done;
  }

  private void run() {
    try (JournalReader reader = journal.reader(store.archivedSeq() + 1)) {
      follow(reader);
    } catch (RuntimeException | Error e) {
      failed = true;
      log.error(
          "The track archive stopped: {}. Facts stay in the journal; restart to archive them.",
          e.toString());
    }
  }

  private void follow(JournalReader reader) {
    byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
    long flushedNs = System.nanoTime();
    while (true) {
      // Read before the drain: what is durable when a stop is asked for is still archived.
      boolean last = stopping;
      CompletableFuture<Void> scrub = scrubs.poll();
      if (scrub != null) {
        Arrays.fill(plain, (byte) 0);
        open.scrub();
        scrub.complete(null);
      }
      boolean due =
          System.nanoTime() - flushedNs > Duration.ofSeconds(TrackArchive.FLUSH_SECONDS).toNanos();
      boolean wanted = flushWantedSeq > store.archivedSeq() && seenSeq >= flushWantedSeq;
      boolean full = open.bytes() >= WAITING_BYTES_MAX;
      boolean write = (due || wanted || full) && seenSeq > store.archivedSeq();
      boolean any = false;
      // A write that is due waits for the disk to have the journal that far; until then stand
      // still.
      while ((!write || last) && open.bytes() < WAITING_BYTES_MAX && reader.poll()) {
        any = true;
        take(reader, plain);
      }
      if ((write || last) && seenSeq > store.archivedSeq() && journal.forcedSeq() >= seenSeq) {
        insert(open.take(), seenSeq);
        any = true;
      }
      if (due && !write) {
        flushedNs = System.nanoTime();
      }
      if (last && !any) {
        return;
      }
      if (!any) {
        LockSupport.parkNanos(IDLE_NS);
      }
    }
  }

  /** Writes rows; while the disk does not take them it tries again each second. */
  private void insert(List<ArchiveRow> rows, long seq) {
    while (true) {
      try {
        store.insert(rows, seq);
        retrying = false;
        return;
      } catch (ArchiveFailure e) {
        if (stopping) {
          throw e;
        }
        if (!retrying) {
          log.error(
              "The track archive cannot be written; trying again each second: {}", e.toString());
        }
        retrying = true;
        LockSupport.parkNanos(RETRY_NS);
      }
    }
  }

  private void take(JournalReader reader, byte[] plain) {
    seenSeq = reader.seq();
    if (reader.kind() != EntryKind.FACTS) {
      return;
    }
    for (int i = 0; i < reader.sectionCount(); i++) {
      // Tracks are kept to compare plan and fact; what may only be looked at live is not kept.
      if ((reader.sectionPurposeMask(i) & RoadGate.PLAN_FACT) == 0) {
        continue;
      }
      int length = reader.openSection(i, plain, 0);
      if (length == JournalReader.KEY_GONE) {
        continue;
      }
      open.add(
          reader.seq(),
          reader.sectionSubjectRef(i),
          reader.deviceRef(),
          reader.sectionPurposeMask(i),
          plain,
          length);
    }
  }

  /** Archives what is durable, then ends the thread. */
  @Override
  public void close() {
    stopping = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
