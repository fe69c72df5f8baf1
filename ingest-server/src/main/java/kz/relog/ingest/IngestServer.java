package kz.relog.ingest;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kz.relog.ingest.ack.AckLane;
import kz.relog.ingest.ack.AckSealer;
import kz.relog.ingest.admit.Admission;
import kz.relog.ingest.admit.IntakeGate;
import kz.relog.ingest.count.AckLatency;
import kz.relog.ingest.count.Counters;
import kz.relog.ingest.count.KernelDrops;
import kz.relog.ingest.count.SummedMetrics;
import kz.relog.ingest.device.KeyTable;
import kz.relog.ingest.gate.Subject;
import kz.relog.ingest.gate.SubjectTable;
import kz.relog.ingest.listen.IoLoop;
import kz.relog.ingest.listen.Listeners;
import kz.relog.ingest.sequence.Parking;
import kz.relog.ingest.sequence.Recovery;
import kz.relog.ingest.sequence.RoadState;
import kz.relog.ingest.sequence.Sequencer;
import kz.relog.journal.Journal;
import kz.relog.proto.v1.SubjectState;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The road in: frames arrive over UDP and TCP, are opened and validated on the event loops,
 * ordered, journalled and forced by one sequencer thread, and only then acknowledged.
 *
 * <pre>
 *   sockets ─► IoLoop ─► FrameSplitter ─► Admission ══ring══► Sequencer ─► journal, force
 *      ▲                                                          │
 *      └──── AckSealer ◄══════════════ lane ══════════════════════┘
 * </pre>
 *
 * <p>The journal's writer is the server's from {@link #start} until {@link #close()} has returned;
 * the journal itself stays the caller's, who closes it afterwards. Methods may be called by any
 * thread.
 */
public final class IngestServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IngestServer.class);

  private final Listeners listeners;
  private final List<AckLane> lanes;
  private final Sequencer sequencer;
  private final Thread sequencerThread;
  private final SubjectTable subjects;
  private final IngestMetrics metrics;
  private final CompletableFuture<IngestFailure> failure;
  private Supplier<CompletableFuture<Void>> scrub = () -> CompletableFuture.completedFuture(null);
  private boolean closed;

  private IngestServer(
      Listeners listeners,
      List<AckLane> lanes,
      Sequencer sequencer,
      Thread sequencerThread,
      SubjectTable subjects,
      IngestMetrics metrics) {
    this.listeners = listeners;
    this.lanes = lanes;
    this.sequencer = sequencer;
    this.sequencerThread = sequencerThread;
    this.subjects = subjects;
    this.metrics = metrics;
    this.failure =
        sequencer
            .failure()
            .thenApplyAsync(
                why -> {
                  close();
                  return why;
                });
  }

  /**
   * Rebuilds the state from the journal, opens the sockets and starts.
   *
   * @param config where and with what; every problem of it is told at once
   * @param journal open, nothing else writes to it
   * @param secrets of the device keys
   * @param clock usually {@link IngestClock#SYSTEM}
   * @return a running server
   * @throws IllegalArgumentException if the configuration has problems
   * @throws kz.relog.journal.JournalFailure if the journal is damaged
   */
  public static IngestServer start(
      IngestConfig config, Journal journal, DeviceSecrets secrets, IngestClock clock) {
    List<String> problems = config.problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    RoadState state = new RoadState(config.limits());
    long beganNs = clock.nanoTime();
    Recovery.Read recovered = Recovery.rebuild(journal, state);
    LOG.info(
        "rebuilt {} keys from {} entries in {} ms",
        state.keys().size(),
        recovered.entries(),
        (clock.nanoTime() - beganNs) / 1_000_000);
    return wire(config, journal, secrets, clock, state, recovered);
  }

  private static IngestServer wire(
      IngestConfig config,
      Journal journal,
      DeviceSecrets secrets,
      IngestClock clock,
      RoadState state,
      Recovery.Read recovered) {
    IngestLimits limits = config.limits();
    KeyTable keys = state.keys();
    ManyToOneRingBuffer ring =
        new ManyToOneRingBuffer(
            new UnsafeBuffer(
                ByteBuffer.allocateDirect(
                    limits.queue().ringBytes() + RingBufferDescriptor.TRAILER_LENGTH)));
    IntakeGate gate = new IntakeGate(ring);
    Parking parking = new Parking();
    Listeners listeners = new Listeners(config);
    List<Counters> counters = new ArrayList<>();
    List<AckLatency> latencies = new ArrayList<>();
    List<IoLoop> loops = new ArrayList<>();
    List<AckLane> lanes = new ArrayList<>();
    for (EventLoop eventLoop : listeners.eventLoops()) {
      Counters own = new Counters();
      AckLatency latency = new AckLatency();
      Admission admission =
          new Admission(loops.size(), keys, state.tags(), secrets, clock, limits, ring, own);
      IoLoop loop = new IoLoop(eventLoop, clock, limits, admission, gate, parking::signal, own);
      AckSealer sealer = new AckSealer(keys, journal.boot(), clock, own, latency, loop);
      lanes.add(new AckLane(limits.queue().ackRingBytes(), eventLoop, sealer, loop::flush));
      loops.add(loop);
      counters.add(own);
      latencies.add(latency);
    }
    Counters sequencerCounters = new Counters();
    Counters acceptCounters = new Counters();
    counters.add(sequencerCounters);
    counters.add(acceptCounters);
    List<Runnable> relax = new ArrayList<>();
    loops.forEach(loop -> relax.add(loop::relax));
    Sequencer sequencer =
        new Sequencer(
            journal,
            state,
            recovered,
            secrets,
            clock,
            limits,
            new Sequencer.Queues(ring, gate, parking),
            lanes,
            relax,
            sequencerCounters);
    Thread thread = new Thread(sequencer, "relog-sequencer");
    IngestMetrics metrics =
        new SummedMetrics(
            counters,
            latencies,
            keys::size,
            ring::size,
            () -> KernelDrops.ofPort(listeners.udpAddress().getPort()));
    IngestServer server =
        new IngestServer(listeners, lanes, sequencer, thread, state.subjects(), metrics);
    server.scrub =
        () ->
            CompletableFuture.allOf(
                Stream.concat(loops.stream().map(IoLoop::scrub), Stream.of(sequencer.scrub()))
                    .toArray(CompletableFuture[]::new));
    server.open(loops, clock, acceptCounters);
    return server;
  }

  private void open(List<IoLoop> loops, IngestClock clock, Counters acceptCounters) {
    sequencerThread.start();
    try {
      listeners.open(loops, clock, acceptCounters);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Where datagrams are received. */
  public InetSocketAddress udpAddress() {
    return listeners.udpAddress();
  }

  /** Where connections are accepted. */
  public InetSocketAddress tcpAddress() {
    return listeners.tcpAddress();
  }

  /**
   * Where connections with TLS are accepted.
   *
   * @throws IllegalStateException if TLS is not on
   */
  public InetSocketAddress tlsAddress() {
    return listeners.tlsAddress();
  }

  /** The way in for admin commands. */
  public CommandPort commands() {
    return sequencer.commands();
  }

  /**
   * What fixes of a subject may be stored for now, as bits of {@link
   * kz.relog.ingest.gate.Purposes}, hours aside. Any thread, cheap; perhaps a moment before the
   * change is durable.
   */
  public int openPurposes(long subjectRef) {
    return subjects.openNow(subjectRef);
  }

  /**
   * What the gate knows of a subject, behind everything that was submitted before: to judge facts
   * that a correction gives to them.
   *
   * @return completes with a copy for one thread of the caller's, or with a {@link CommandRefused}
   */
  public CompletableFuture<GateLook> askGate(long subjectRef) {
    CompletableFuture<SubjectState> state = new CompletableFuture<>();
    return commands()
        .submit(new Command.AskGate(subjectRef, state::complete))
        .thenCombine(state, (seq, known) -> new GateLook(seq, Subject.copyOf(known)));
  }

  /**
   * What the gate knew of a subject.
   *
   * @param seq of the entry that tells when
   * @param subject a copy for one thread
   */
  public record GateLook(long seq, Subject subject) {
    @Override
    public String toString() {
      return "GateLook[" + seq + "]";
    }
  }

  /**
   * Has every thread leave nothing of past frames in its buffers.
   *
   * @return completes when all have; never if the server stops before
   */
  public CompletableFuture<Void> scrub() {
    return scrub.get();
  }

  /** The counts. */
  public IngestMetrics metrics() {
    return metrics;
  }

  /**
   * Completes if the server has to stop by itself; its sockets are closed by then. Never completes
   * otherwise.
   */
  public CompletableFuture<IngestFailure> failure() {
    return failure.copy();
  }

  /**
   * Stops reading, lets the sequencer work off what was read, forces and acknowledges it, then
   * closes the sockets. Idempotent. The sequencer is waited for, never interrupted.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    listeners.stopReading();
    sequencer.stop();
    joinSequencer();
    listeners.runTasksUntil(() -> lanes.stream().allMatch(AckLane::isDrained));
    listeners.close();
    sequencer.dropRest();
  }

  private void joinSequencer() {
    boolean interrupted = false;
    while (sequencerThread.isAlive()) {
      try {
        sequencerThread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
