package kz.relog.ingest.listen;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import kz.relog.ingest.AckOutcome;
import kz.relog.ingest.ConnectionOutcome;
import kz.relog.ingest.IngestClock;
import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.ack.AckSink;
import kz.relog.ingest.admit.Admission;
import kz.relog.ingest.admit.IntakeGate;
import kz.relog.ingest.count.Counters;
import kz.relog.ingest.frame.PartialPool;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one event loop owns: its datagram socket, its connections, its admission. Thread:
 * that event loop, but for {@link #relax()}.
 */
// What becomes of a write or a close is told by the pipeline, not by its future.
@SuppressWarnings("FutureReturnValueIgnored")
public final class IoLoop implements AckSink {

  /** Connections without an authentic frame are looked at so many times as often as all. */
  private static final int UNPROVEN_SWEEPS = 25;

  /** Ended by one look: so that a flood costs the others a moment, not a pause. */
  private static final int UNPROVEN_ENDED_MAX = 64;

  private final EventLoop eventLoop;
  private final IngestClock clock;
  private final IngestLimits limits;
  private final Admission admission;
  private final IntakeGate gate;
  private final Runnable signal;
  private final Counters counters;
  private final PeerCache peers;
  private final PartialPool partials = new PartialPool();
  private final byte[] scratch = new byte[IngestLimits.TCP_FRAME_BYTES_MAX];
  private final Long2ObjectHashMap<TcpConnection> connections = new Long2ObjectHashMap<>();

  /** Without an authentic frame, the one that came first at the head. */
  private final Deque<TcpConnection> unproven = new ArrayDeque<>();

  private final List<TcpConnection> written = new ArrayList<>();
  private final List<TcpConnection> paused = new ArrayList<>();
  private @Nullable Channel datagrams;
  private @Nullable DatagramSender sender;
  private boolean stopping;
  private long lastConnectionId;
  private volatile boolean anyPaused;

  /**
   * For one event loop.
   *
   * @param eventLoop the thread
   * @param clock both clocks
   * @param limits every limit
   * @param admission the loop's
   * @param gate whether connections may be read
   * @param signal wakes the sequencer
   * @param counters the loop's
   */
  public IoLoop(
      EventLoop eventLoop,
      IngestClock clock,
      IngestLimits limits,
      Admission admission,
      IntakeGate gate,
      Runnable signal,
      Counters counters) {
    this.eventLoop = eventLoop;
    this.clock = clock;
    this.limits = limits;
    this.admission = admission;
    this.gate = gate;
    this.signal = signal;
    this.counters = counters;
    this.peers = new PeerCache(limits.queue().peerCacheEntries());
  }

  /**
   * Has its thread leave nothing of past frames in its buffers. Any thread.
   *
   * @return completes when that is done
   */
  public CompletableFuture<Void> scrub() {
    return CompletableFuture.runAsync(
        () -> {
          admission.scrub();
          Arrays.fill(scratch, (byte) 0);
        },
        eventLoop);
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  Admission admission() {
    return admission;
  }

  PartialPool partials() {
    return partials;
  }

  byte[] scratch() {
    return scratch;
  }

  long nowNs() {
    return clock.nanoTime();
  }

  void signal() {
    signal.run();
  }

  /** Takes the datagram socket and begins to watch deadlines. */
  void start(@Nullable Channel datagramChannel) {
    datagrams = datagramChannel;
    sender = datagramChannel == null ? null : new DatagramSender(datagramChannel);
    long sweepMs = limits.tcp().sweepMs();
    eventLoop.scheduleWithFixedDelay(this::sweep, sweepMs, sweepMs, TimeUnit.MILLISECONDS);
    long unprovenMs = Math.max(1, sweepMs / UNPROVEN_SWEEPS);
    eventLoop.scheduleWithFixedDelay(
        this::sweepUnproven, unprovenMs, unprovenMs, TimeUnit.MILLISECONDS);
  }

  void onDatagram(InetSocketAddress sender, ByteBuf content) {
    int length = content.readableBytes();
    InetAddress address = sender.getAddress();
    long high = PeerAddress.high(address);
    long low = PeerAddress.low(address);
    peers.remember(high, low, sender);
    admission.fromDatagram(high, low, sender.getPort());
    content.getBytes(content.readerIndex(), scratch, 0, Math.min(length, scratch.length));
    admission.admit(scratch, 0, length);
  }

  TcpConnection opened(Channel channel) {
    TcpConnection connection =
        new TcpConnection(this, channel, ++lastConnectionId, clock.nanoTime());
    connections.put(connection.id(), connection);
    unproven.add(connection);
    counters.connection(ConnectionOutcome.ACCEPTED);
    if (stopping) {
      connection.close(ConnectionOutcome.CLOSED_STOPPING);
    }
    return connection;
  }

  void closed(TcpConnection connection) {
    if (connections.remove(connection.id()) != null) {
      counters.connection(connection.end());
    }
  }

  void pauseIfCongested(TcpConnection connection) {
    if (gate.isCongested() && connection.channel().config().isAutoRead()) {
      connection.channel().config().setAutoRead(false);
      paused.add(connection);
      anyPaused = true;
    }
  }

  /** Lets the paused connections be read again. Any thread. */
  public void relax() {
    if (anyPaused) {
      anyPaused = false;
      try {
        eventLoop.execute(this::resume);
      } catch (RejectedExecutionException e) {
        // The loop has ended with its connections.
        anyPaused = false;
      }
    }
  }

  private void resume() {
    if (!stopping) {
      paused.forEach(connection -> connection.channel().config().setAutoRead(true));
    }
    paused.clear();
  }

  /**
   * Ends connections that have shown no authentic frame in time. A flood of them is met in small
   * portions: ended together they would come back together, and honest acks would wait for both.
   */
  private void sweepUnproven() {
    long nowNs = clock.nanoTime();
    int ended = 0;
    TcpConnection first;
    while (ended < UNPROVEN_ENDED_MAX && (first = unproven.peek()) != null) {
      if (!first.isProvenOrClosed()) {
        if (!first.isUnprovenTooLong(nowNs, limits.tcp())) {
          return;
        }
        first.close(ConnectionOutcome.CLOSED_NO_FRAME);
        ended++;
      }
      unproven.poll();
    }
  }

  private void sweep() {
    long nowNs = clock.nanoTime();
    // Closing fires back into the table, so the late ones are closed after the walk.
    List<TcpConnection> all = new ArrayList<>(connections.values());
    all.forEach(connection -> connection.sweep(nowNs, limits.tcp()));
  }

  /** Reads no further; what was read before is in the ring when this returns. */
  void stopReading() {
    stopping = true;
    Channel channel = datagrams;
    if (channel != null) {
      channel.config().setAutoRead(false);
    }
    connections.values().forEach(connection -> connection.channel().config().setAutoRead(false));
    signal();
  }

  /** Closes the sockets; acks written before are flushed. */
  void closeAll() {
    flush();
    Channel channel = datagrams;
    if (channel != null) {
      channel.close();
    }
    List<TcpConnection> all = new ArrayList<>(connections.values());
    all.forEach(connection -> connection.close(ConnectionOutcome.CLOSED_STOPPING));
  }

  @Override
  public AckOutcome datagram(byte[] frame, int length, long peerHigh, long peerLow, int peerPort) {
    DatagramSender to = sender;
    return to == null
        ? AckOutcome.GONE
        : to.send(frame, length, peers.get(peerHigh, peerLow, peerPort));
  }

  @Override
  public AckOutcome connection(byte[] frame, int length, long connectionId) {
    TcpConnection connection = connections.get(connectionId);
    if (connection == null || !connection.channel().isActive()) {
      return AckOutcome.GONE;
    }
    Channel channel = connection.channel();
    if (!channel.isWritable()) {
      channel.flush();
      if (!channel.isWritable()) {
        connection.close(ConnectionOutcome.CLOSED_ACK_BACKLOG);
        return AckOutcome.BACKLOG;
      }
    }
    ByteBuf content = channel.alloc().directBuffer(Short.BYTES + length);
    content.writeShortLE(length).writeBytes(frame, 0, length);
    channel.write(content, channel.voidPromise());
    if (!connection.isTouched()) {
      connection.touched(true);
      written.add(connection);
    }
    return AckOutcome.SENT;
  }

  @Override
  public void flush() {
    DatagramSender to = sender;
    if (to != null) {
      to.flush();
    }
    for (int i = 0; i < written.size(); i++) {
      TcpConnection connection = written.get(i);
      connection.touched(false);
      connection.channel().flush();
    }
    written.clear();
  }
}
