package kz.relog.ingest.sequence;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import kz.relog.ingest.CommandPort;
import kz.relog.ingest.DeviceSecrets;
import kz.relog.ingest.FixOutcome;
import kz.relog.ingest.FrameOutcome;
import kz.relog.ingest.IngestClock;
import kz.relog.ingest.IngestFailure;
import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.ack.AckLane;
import kz.relog.ingest.admit.IntakeGate;
import kz.relog.ingest.admit.RingEntry;
import kz.relog.ingest.count.Counters;
import kz.relog.journal.Journal;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that gives everything its order and the only writer of the journal. A group is:
 * commands, then frames from the ring, then a share of a checkpoint; one force; and only then the
 * acks of the group and the answers to the commands. While it forces, the next group gathers in the
 * ring, so groups grow with the load by themselves.
 *
 * <p>It is never interrupted: {@link #stop()} and {@link Parking#signal()} reach it through
 * variables.
 */
public final class Sequencer implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
  private static final long KEYS_RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Journal journal;
  private final ManyToOneRingBuffer ring;
  private final IntakeGate gate;
  private final List<Runnable> relax;
  private final Parking parking;
  private final int groupFramesMax;
  private final EntryWriter writer;
  private final AckBatch acks;
  private final FrameSequencer frames;
  private final CommandSequencer commands;
  private final Checkpointer checkpointer;
  private final Duties duties;
  private final MonthKeys months;
  private final IngestClock clock;
  private final Counters counters;
  private final BooleanSupplier wakeful = this::hasWork;
  private final CompletableFuture<IngestFailure> failure = new CompletableFuture<>();
  private volatile boolean stopping;
  private final Queue<CompletableFuture<Void>> scrubs = new ConcurrentLinkedQueue<>();

  /**
   * Ready to run on a thread of its own.
   *
   * @param journal whose writer it is
   * @param state rebuilt from the journal
   * @param recovered what that has read
   * @param secrets of the keys
   * @param clock both clocks
   * @param limits every limit
   * @param queues ring, gate and wake-up between it and the loops
   * @param lanes acks to each loop
   * @param relax for each loop, lets it read its connections again if it stopped
   * @param counters its own
   */
  public Sequencer(
      Journal journal,
      RoadState state,
      Recovery.Read recovered,
      DeviceSecrets secrets,
      IngestClock clock,
      IngestLimits limits,
      Queues queues,
      List<AckLane> lanes,
      List<Runnable> relax,
      Counters counters) {
    IngestLimits.Journalling use = limits.journal();
    this.journal = journal;
    this.counters = counters;
    this.ring = queues.ring();
    this.gate = queues.gate();
    this.parking = queues.parking();
    this.relax = List.copyOf(relax);
    this.groupFramesMax = use.groupFramesMax();
    this.writer = new EntryWriter(journal.writer(), state, counters);
    this.acks =
        new AckBatch(state.keys(), lanes, counters, groupFramesMax, use.slowDownRetrySeconds());
    KeyChanges changes = new KeyChanges(state, writer);
    this.clock = clock;
    this.months = new MonthKeys(state.keys(), journal.writer(), limits.device());
    GateChanges gateChanges = new GateChanges(state, writer, months, limits.gate().hoursBytesMax());
    this.frames =
        new FrameSequencer(
            state, writer, acks, changes, counters, new FactsGate(state.erasures()), limits);
    this.commands =
        new CommandSequencer(
            limits.queue().commands(),
            state,
            writer,
            changes,
            gateChanges,
            months,
            clock,
            parking::signal);
    this.checkpointer = new Checkpointer(state, writer, clock, use, recovered.bytes());
    this.duties = new Duties(state, writer, months, secrets, clock, use);
  }

  /**
   * What lies between the loops and the sequencer.
   *
   * @param ring frames
   * @param gate whether connections are read
   * @param parking wakes the sequencer
   */
  public record Queues(ManyToOneRingBuffer ring, IntakeGate gate, Parking parking) {}

  /** Where commands come in. */
  public CommandPort commands() {
    return commands;
  }

  /** Completes if it ends by itself. */
  public CompletableFuture<IngestFailure> failure() {
    return failure;
  }

  /**
   * Has it leave nothing of past frames in its buffers, nor in the journal's of what destroyed keys
   * have sealed. Any thread.
   *
   * @return completes when that is done
   */
  public CompletableFuture<Void> scrub() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    scrubs.add(done);
    parking.signal();
    return done;
  }

  /** Asks it to end once nothing waits. Any thread; intake has ended before. */
  public void stop() {
    stopping = true;
    parking.signal();
  }

  /**
   * Counts what was left in the ring as dropped. Any thread, after the sequencer's has ended and
   * intake too.
   */
  public void dropRest() {
    while (ring.read((type, buffer, at, length) -> drop(buffer, at)) > 0) {}
  }

  private void drop(DirectBuffer entry, int at) {
    counters.frame(FrameOutcome.STOPPING);
    counters.fixes(FixOutcome.FRAME_DROPPED, RingEntry.fixes(entry, at));
  }

  @Override
  public void run() {
    try {
      months.start(clock.nowMs());
      while (turn()) {}
      commands.stop();
    } catch (Throwable e) {
      // Fail-stop: whatever it is, nothing may be acked from here on.
      LOG.error("the sequencer stopped; nothing is acknowledged any more", e);
      commands.stop();
      String reason = e.getMessage();
      failure.complete(
          new IngestFailure(
              reason == null ? e.getClass().getName() : reason, "relog journal verify DIR", e));
    }
  }

  /** One group, or one idle step; false when it is time to end. */
  private boolean turn() {
    scrubBuffers();
    boolean last = stopping && ring.size() == 0 && !commands.hasWork();
    frames.beginGroup();
    int work = commands.drain() + ring.controlledRead(frames, groupFramesMax);
    duties.step();
    if (!writer.isDiskShort()) {
      work += checkpointer.step();
    }
    gate.diskShort(writer.isDiskShort());
    if (work > 0 || writer.hasPending()) {
      endGroup();
      parking.reset();
    } else if (!last) {
      relaxLoops();
      parking.idle(wakeful);
    }
    return !last;
  }

  /** Before a group begins: an entry that was begun must not lose its sections. */
  private void scrubBuffers() {
    CompletableFuture<Void> done = scrubs.poll();
    if (done != null) {
      frames.scrub();
      // Without anything new to force it forgets what keys have sealed that are destroyed since.
      writer.sync();
      for (; done != null; done = scrubs.poll()) {
        done.complete(null);
      }
    }
  }

  private void endGroup() {
    if (writer.hasPending()) {
      writer.sync();
      // New subject keys may find no space on a full disk: what they seal is not durable before
      // they are.
      while (journal.durableSeq() < writer.lastSeq()) {
        gate.diskShort(true);
        if (stopping) {
          throw new IllegalStateException("the disk is full; free some space, then start again");
        }
        LockSupport.parkNanos(KEYS_RETRY_NS);
        writer.sync();
      }
      writer.allDurable();
    }
    relaxLoops();
    acks.publish();
    commands.complete();
  }

  private void relaxLoops() {
    if (gate.isRelaxed()) {
      for (int i = 0; i < relax.size(); i++) {
        relax.get(i).run();
      }
    }
  }

  private boolean hasWork() {
    return ring.size() > 0 || commands.hasWork() || stopping || !scrubs.isEmpty();
  }
}
