package kz.relog.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kz.relog.bench.process.CpuTimes;

/**
 * Drives one server or sink over several sockets from one thread, many datagrams per system call. A
 * closed loop: rates are what the pair of generator and target can sustain, latencies are those
 * under that full load.
 */
public final class LoadGenerator implements AutoCloseable {
  private static final int ACK_BYTES_MAX = 128;
  private static final int ACKS_PER_CALL = 64;
  private static final int SOCKET_BUFFER_BYTES = 4 << 20;
  private static final long TICK_MS = 250;
  private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(2);

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("bench-load", true), EpollIoHandler.newFactory());
  private final List<Lane> lanes = new ArrayList<>();
  private final long targetPid;

  private LoadGenerator(long targetPid) {
    this.targetPid = targetPid;
  }

  /**
   * Opens datagram sockets.
   *
   * @param target where to send
   * @param targetPid whose CPU time is told
   * @param laneCount sockets
   * @param window frames on their way on each socket at most
   * @param repeats whether frames are sent again when they run out; only a sink takes that
   */
  public static LoadGenerator udp(
      InetSocketAddress target, long targetPid, int laneCount, int window, boolean repeats) {
    Epoll.ensureAvailability();
    LoadGenerator generator = new LoadGenerator(targetPid);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(generator.group)
            .channel(EpollDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
            .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, ACK_BYTES_MAX)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(ACK_BYTES_MAX * ACKS_PER_CALL)
                    .maxMessagesPerRead(4 * ACKS_PER_CALL));
    for (int i = 0; i < laneCount; i++) {
      generator.add(bootstrap, target, new UdpLane(window, repeats));
    }
    return generator;
  }

  /** Opens connections; parameters as for datagrams. */
  public static LoadGenerator tcp(
      InetSocketAddress target, long targetPid, int laneCount, int window, boolean repeats) {
    Epoll.ensureAvailability();
    LoadGenerator generator = new LoadGenerator(targetPid);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(generator.group)
            .channel(EpollSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true);
    for (int i = 0; i < laneCount; i++) {
      generator.add(bootstrap, target, new TcpLane(window, repeats));
    }
    return generator;
  }

  // The timer ends with the loop.
  @SuppressWarnings("FutureReturnValueIgnored")
  private void add(Bootstrap bootstrap, InetSocketAddress target, Lane lane) {
    Channel channel =
        bootstrap.clone().handler(lane).connect(target).syncUninterruptibly().channel();
    lanes.add(lane);
    if (channel instanceof EpollDatagramChannel) {
      // A connection loses nothing.
      channel.eventLoop().scheduleAtFixedRate(lane::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Sends for a while and measures all but the ramp.
   *
   * @param tapes one for each lane; stay the caller's
   * @param rampSeconds not measured
   * @param seconds measured
   */
  LoadResult run(List<FrameTape> tapes, double rampSeconds, double seconds) {
    LoadTotals atBegin = totals();
    onLoop(
        () -> {
          for (int i = 0; i < lanes.size(); i++) {
            lanes.get(i).begin(tapes.get(i));
          }
        });
    pause(rampSeconds);
    onLoop(() -> lanes.forEach(Lane::resetSamples));
    CpuTimes target0 = CpuTimes.ofProcess(targetPid);
    CpuTimes own0 = CpuTimes.ofThisProcess();
    CpuTimes machine0 = CpuTimes.ofMachine();
    LoadTotals from = totals();
    pause(seconds);
    LoadTotals to = totals();
    CpuTimes target = CpuTimes.ofProcess(targetPid).since(target0);
    CpuTimes own = CpuTimes.ofThisProcess().since(own0);
    double others =
        Math.max(0, CpuTimes.ofMachine().since(machine0).total() - target.total() - own.total());
    onLoop(() -> lanes.forEach(Lane::stop));
    drain();
    LoadTotals atEnd = totals();
    long sent = atEnd.sent() - atBegin.sent();
    return new LoadResult(
        (to.takenNs() - from.takenNs()) / 1e9,
        to.acked() - from.acked(),
        to.ackBytes() - from.ackBytes(),
        sent,
        sent - (atEnd.acked() - atBegin.acked()),
        to.isExhausted(),
        target,
        own,
        others,
        to.ackMicros());
  }

  /** Sends every frame of the tapes and waits for the acks; for preparing, not for measuring. */
  LoadResult runToEnd(List<FrameTape> tapes, double secondsMax) {
    LoadTotals atBegin = totals();
    onLoop(
        () -> {
          for (int i = 0; i < lanes.size(); i++) {
            lanes.get(i).begin(tapes.get(i));
          }
        });
    long frames = tapes.stream().mapToLong(FrameTape::count).sum();
    long deadlineNs = System.nanoTime() + (long) (secondsMax * 1e9);
    LoadTotals now = totals();
    while (now.sent() - atBegin.sent() < frames && System.nanoTime() < deadlineNs) {
      pause(0.1);
      now = totals();
    }
    onLoop(() -> lanes.forEach(Lane::stop));
    drain();
    LoadTotals to = totals();
    long sent = to.sent() - atBegin.sent();
    long acked = to.acked() - atBegin.acked();
    CpuTimes none = new CpuTimes(0, 0);
    return new LoadResult(
        (to.takenNs() - atBegin.takenNs()) / 1e9,
        acked,
        to.ackBytes() - atBegin.ackBytes(),
        sent,
        sent - acked,
        false,
        none,
        none,
        0,
        to.ackMicros());
  }

  private void drain() {
    long deadlineNs = System.nanoTime() + DRAIN_NS;
    while (totals().sent() > totals().acked() && System.nanoTime() < deadlineNs) {
      pause(0.02);
    }
  }

  private LoadTotals totals() {
    LoadTotals totals = new LoadTotals();
    onLoop(() -> lanes.forEach(lane -> lane.addTo(totals)));
    return totals;
  }

  private void onLoop(Runnable task) {
    group.submit(task).syncUninterruptibly();
  }

  private static void pause(double seconds) {
    long endNs = System.nanoTime() + (long) (seconds * 1e9);
    for (long left = endNs - System.nanoTime(); left > 0; left = endNs - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
