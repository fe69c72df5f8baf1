package kz.relog.app.feed;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import kz.relog.api.spi.Projector;
import kz.relog.api.spi.RoadChange;
import kz.relog.api.spi.RoadGate;
import kz.relog.app.archive.TrackArchive;
import kz.relog.app.live.LiveState;
import kz.relog.app.recompute.ArchivedFacts;
import kz.relog.app.recompute.PlanSpan;
import kz.relog.app.recompute.PlannedSpans;
import kz.relog.app.recompute.Recomputer;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalReader;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.v1.PlanEntry;
import kz.relog.route.PutOutcome;
import kz.relog.route.RouteEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal up to the durable position on one thread and hands each entry to the route
 * engine, to the live view and to the projector of the records. This thread owns the engine.
 *
 * <p>On a restart it begins at the earliest entry that somebody still needs and so rebuilds the
 * engine's state; what the records hold already is ignored by them.
 */
public final class Feed implements AutoCloseable {
  /** Entries between two ends of a group at most, so that a long replay shows progress. */
  private static final int GROUP_MAX = 4_096;

  private static final long IDLE_NS = 2_000_000;

  /** A restart reads at most what came in this time again, unless a plan needs more. */
  private static final long ADVANCE_EVERY_NS = 10_000_000_000L;

  private static final long FORGET_EVERY_NS = 3_600_000_000_000L;
  private static final long RETRY_NS = 1_000_000_000;
  private static final Logger log = LoggerFactory.getLogger(Feed.class);

  private final Journal journal;
  private final RouteEngine engine;
  private final LiveState live;
  private final Projector projector;
  private final Recomputer recomputer;
  private final TrackArchive archive;
  private final PlannedSpans planned = new PlannedSpans();

  /** What was there when we started has been applied from here on. */
  private final long caughtUpSeq;

  private final long fromSeq;
  private final Thread thread;
  private Runnable before = () -> {};
  private final byte[] plain = new byte[Math.max(FixBatchEncoder.ENCODED_BYTES_MAX, 1 << 16)];
  private FixBatchDecoder decoder = new FixBatchDecoder();
  private final Queue<Forgetting> forgetting = new ConcurrentLinkedQueue<>();
  private boolean caughtUp;
  private long receivedMs;
  private volatile boolean stopping;
  private volatile long appliedSeq;
  private volatile boolean failed;
  private volatile boolean recordsFailing;
  private long advancedNs = System.nanoTime();
  private long retryNs;
  private long forgotNs = System.nanoTime();

  /**
   * A feed that does not read yet.
   *
   * @param engine becomes the feed's own
   * @param recomputer reads archived facts for this feed
   * @param fromSeq first entry to read
   */
  public Feed(
      Journal journal,
      RouteEngine engine,
      LiveState live,
      Projector projector,
      Recomputer recomputer,
      TrackArchive archive,
      long fromSeq) {
    this.archive = archive;
    this.journal = journal;
    this.engine = engine;
    this.live = live;
    this.projector = projector;
    this.recomputer = recomputer;
    this.fromSeq = fromSeq;
    this.caughtUpSeq = journal.durableSeq();
    this.appliedSeq = fromSeq - 1;
    this.thread = new Thread(this::run, "feed");
  }

  /**
   * Starts the thread. Once.
   *
   * @param before runs first, on the feed's thread: for what the live state is to know from before
   */
  public void start(Runnable before) {
    this.before = before;
    thread.start();
  }

  /** Every entry up to here has reached engine, live view and records. Any thread. */
  public long appliedSeq() {
    return appliedSeq;
  }

  /** False once it has stopped by a failure. Any thread. */
  public boolean isWorking() {
    return !failed;
  }

  /**
   * Forgets, in engine, live view and events, what followed from facts of a device in a time: plans
   * that still run are judged anew by the facts that the archive has now. Any thread; call it when
   * the archive holds no fact any more that must be forgotten.
   *
   * @param fromMs of the facts that are gone, Unix epoch ms UTC
   * @param toMs exclusive
   * @return completes on the feed's thread; with the error if the archive cannot be read now
   */
  public CompletableFuture<Void> forget(long deviceRef, long fromMs, long toMs) {
    return ask(new Forgetting(0, deviceRef, fromMs, toMs, new CompletableFuture<>()));
  }

  /**
   * Whether the last position shown of a device is of a time and not in the archive any more. Any
   * thread.
   */
  public boolean showsStale(long deviceRef, long fromMs, long toMs) {
    long shownMs = live.lastFactMs(deviceRef);
    if (shownMs < fromMs || shownMs >= toMs) {
      return false;
    }
    ArchivedFacts there = new ArchivedFacts();
    archive.read(deviceRef, shownMs, shownMs + 1, there);
    return there.count() == 0;
  }

  /**
   * Forgets the last position of a subject that is blocked, wherever it was, and what the feed's
   * buffers hold: facts that are not archived leave no other trace. Any thread.
   *
   * @return as {@link #forget}
   */
  public CompletableFuture<Void> forgetLast(long subjectRef) {
    return ask(new Forgetting(subjectRef, 0, 0, 0, new CompletableFuture<>()));
  }

  private CompletableFuture<Void> ask(Forgetting one) {
    if (stopping || failed) {
      one.done.completeExceptionally(new IllegalStateException("the feed does not run"));
    } else {
      forgetting.add(one);
    }
    return one.done;
  }

  /** Of a subject its last position, or of a device what followed from facts of a time. */
  private record Forgetting(
      long subjectRef, long deviceRef, long fromMs, long toMs, CompletableFuture<Void> done) {}

  /** Does what {@link #forget} asked for. */
  private void forgetErased() {
    Forgetting one;
    while ((one = forgetting.poll()) != null) {
      try {
        if (one.subjectRef != 0) {
          live.onPermission(one.subjectRef);
        } else {
          forgetErased(one);
        }
        Arrays.fill(plain, (byte) 0);
        decoder = new FixBatchDecoder();
        one.done.complete(null);
      } catch (RuntimeException e) {
        one.done.completeExceptionally(e);
      }
    }
  }

  private void forgetErased(Forgetting one) {
    recomputer.forget();
    ArchivedFacts kept = new ArchivedFacts();
    planned
        .spanOf(one.deviceRef)
        .ifPresent(span -> archive.read(one.deviceRef, span.fromMs(), span.toMs(), kept));
    live.forget(engine, one.deviceRef, engine.forget(one.deviceRef, one.fromMs, one.toMs, kept));
    archive.readLast(one.deviceRef, live::onLastFact);
  }

  /** What the live view knows from before is welcome, not needed. */
  private static void runFirst(Runnable before) {
    try {
      before.run();
    } catch (RuntimeException e) {
      log.warn("The last known positions are not shown: {}", e.toString());
    }
  }

  /** False while the records cannot be written. Any thread. */
  public boolean recordsWork() {
    return !recordsFailing;
  }

  private void run() {
    runFirst(before);
    try (JournalReader reader = journal.reader(fromSeq)) {
      follow(reader);
    } catch (RuntimeException | Error e) {
      failed = true;
      log.error(
          "The feed stopped: {}. Facts are still stored; run `relog journal verify` and restart.",
          e.toString());
    }
  }

  private void follow(JournalReader reader) {
    while (true) {
      boolean last = stopping;
      int group = 0;
      while (group < GROUP_MAX && reader.poll()) {
        apply(reader);
        group++;
      }
      if (group > 0) {
        engine.onGroupEnd(reader.receivedMs());
        appliedSeq = reader.seq();
        receivedMs = reader.receivedMs();
      }
      project(last);
      recompute();
      forgetErased();
      if (!caughtUp && appliedSeq >= caughtUpSeq) {
        caughtUp = true;
        live.onCaughtUp();
      }
      live.tellEvents(engine, last);
      if (System.nanoTime() - forgotNs > FORGET_EVERY_NS) {
        live.forgetClosed(engine);
        planned.forgetBefore(receivedMs);
        forgotNs = System.nanoTime();
      }
      live.publish(engine, group == 0);
      if (group == 0) {
        if (last) {
          return;
        }
        LockSupport.parkNanos(IDLE_NS);
      }
    }
  }

  /**
   * Moves the records on, but never beyond what the disk has of the journal. While they cannot be
   * written (a full disk, a locked file) it tries again each second and the rest goes on.
   */
  private void project(boolean last) {
    long nowNs = System.nanoTime();
    if (journal.forcedSeq() < appliedSeq || (recordsFailing && nowNs < retryNs && !last)) {
      return;
    }
    try {
      projector.flush();
      if (last || nowNs - advancedNs > ADVANCE_EVERY_NS) {
        projector.advance(appliedSeq);
        advancedNs = nowNs;
      }
      recordsFailing = false;
    } catch (RuntimeException e) {
      if (!recordsFailing) {
        log.error("The records cannot be written; trying again each second: {}", e.toString());
      }
      recordsFailing = true;
      retryNs = nowNs + RETRY_NS;
    }
  }

  private void apply(JournalReader reader) {
    switch (reader.kind()) {
      case FACTS -> facts(reader);
      case PLAN -> plan(reader);
      case DEVICE, CONSENT, BINDING -> change(reader);
      case TICK -> engine.onTick(reader.receivedMs());
      case ERASE, CHECKPOINT -> {
        // Not ours: what an ERASE means here comes through forget, once the archive is clean.
      }
    }
  }

  private void facts(JournalReader reader) {
    long vehicleRef = reader.deviceRef();
    long seq = reader.seq();
    for (int section = 0; section < reader.sectionCount(); section++) {
      int purposes = reader.sectionPurposeMask(section);
      if ((purposes & (RoadGate.PLAN_FACT | RoadGate.LIVE_VIEW)) == 0) {
        continue;
      }
      int length = reader.openSection(section, plain, 0);
      if (length == JournalReader.KEY_GONE) {
        // Erased whole, or in part: then what stays of the month is in the archive alone.
        if (!journal.isErasedWhole(reader.sectionSubjectRef(section))) {
          planned.spanOf(vehicleRef).ifPresent(span -> recomputer.request(vehicleRef, span));
        }
        continue;
      }
      BatchFault fault = decoder.decode(plain, 0, length);
      if (fault != BatchFault.NONE) {
        throw new IllegalStateException("journal entry " + seq + " is not a batch: " + fault);
      }
      if ((purposes & RoadGate.PLAN_FACT) != 0) {
        BatchFacts.give(engine, vehicleRef, seq, decoder);
      }
      if ((purposes & RoadGate.LIVE_VIEW) != 0) {
        live.onFacts(vehicleRef, reader.sectionSubjectRef(section), purposes, decoder);
      }
    }
  }

  private void plan(JournalReader reader) {
    // An assignment in a checkpoint repeats what is known; engine and records see that by version.
    byte[] bytes = new byte[reader.sectionPlainLength(0)];
    if (reader.openSection(0, bytes, 0) == JournalReader.KEY_GONE) {
      return;
    }
    try {
      PlanEntry entry = PlanEntry.parseFrom(bytes);
      put(entry, reader.receivedMs());
      live.onPlan(entry);
      projector.apply(
          reader.seq(), new RoadChange.PlanPut(PlanEntries.toRoadPlan(entry), reader.receivedMs()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("journal entry " + reader.seq() + " is not a plan", e);
    }
  }

  /**
   * Gives a plan to the engine. What came before it, or was another vehicle's plan before, the
   * engine does not have: a plan that comes when its time has begun is judged from the archive.
   */
  private void put(PlanEntry entry, long entryMs) {
    long planRef = entry.getPlanRef();
    PutOutcome outcome;
    try {
      outcome = engine.putPlan(PlanEntries.toEnginePlan(entry, entryMs));
    } catch (IllegalStateException refused) {
      log.error(
          "Plan {} cannot be followed: {}", String.format("%016x", planRef), refused.getMessage());
      return;
    }
    if (outcome != PutOutcome.ADDED && outcome != PutOutcome.REPLACED) {
      return;
    }
    PlanSpan span = PlanSpan.of(entry, entryMs);
    if (span.toMs() <= entryMs) {
      live.onPlanOver(planRef);
      return;
    }
    planned.put(planRef, entry.getDeviceRef(), span);
    if (span.fromMs() < entryMs) {
      requestRecompute(planRef);
    }
  }

  private void requestRecompute(long planRef) {
    planned
        .vehicleOf(planRef)
        .ifPresent(
            vehicleRef ->
                planned.spanOf(vehicleRef).ifPresent(span -> recomputer.request(vehicleRef, span)));
  }

  /**
   * Has plans judged anew that got facts older than the engine retains. One vehicle at a time: a
   * day of facts costs the engine some ten milliseconds.
   */
  private void recompute() {
    live.takeBeyondHorizon().forEach(this::requestRecompute);
    recomputer
        .poll()
        .ifPresent(
            ready -> {
              engine.recompute(ready.vehicleRef(), ready.facts());
              live.onRecomputed(ready.vehicleRef());
            });
  }

  /** What a device, a decision or a binding says goes into the records; a decision also hides. */
  private void change(JournalReader reader) {
    RoadChanges.find(reader)
        .ifPresent(
            change -> {
              if (change instanceof RoadChange.PermissionChanged changed) {
                live.onPermission(changed.subjectRef());
              }
              projector.apply(reader.seq(), change);
            });
  }

  /** Applies what is durable, then ends the thread. */
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
