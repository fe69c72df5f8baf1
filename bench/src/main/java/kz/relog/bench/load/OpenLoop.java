package kz.relog.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
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
import org.HdrHistogram.Histogram;

/**
 * Sends at a steady rate whatever comes back: an open loop, so that a server that stalls is seen in
 * the latencies and not in fewer frames. Each frame has a time at which it is due; its latency
 * counts from there, be it the load or the server that was late. One thread sends, that of its
 * event loop.
 */
public final class OpenLoop implements AutoCloseable {
  private static final int ACK_BYTES_MAX = 128;
  private static final int ACKS_PER_CALL = 64;
  private static final int SOCKET_BUFFER_BYTES = 4 << 20;
  private static final long PUMP_EVERY_US = 200;
  private static final long LEAD_NS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(3);

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("bench-open-loop", true), EpollIoHandler.newFactory());
  private final List<PacedLane> lanes = new ArrayList<>();
  private final LoadFleet fleet;
  private final long targetPid;

  private OpenLoop(LoadFleet fleet, long targetPid) {
    this.fleet = fleet;
    this.targetPid = targetPid;
  }

  /**
   * Opens a datagram socket for each of the fleet's lanes.
   *
   * @param target where to send
   * @param targetPid whose CPU time is told
   */
  public static OpenLoop udp(LoadFleet fleet, InetSocketAddress target, long targetPid) {
    return new OpenLoop(fleet, targetPid)
        .connect(
            new Bootstrap()
                .channel(EpollDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
                .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, ACK_BYTES_MAX)
                .option(
                    ChannelOption.RECVBUF_ALLOCATOR,
                    new FixedRecvByteBufAllocator(ACK_BYTES_MAX * ACKS_PER_CALL)
                        .maxMessagesPerRead(4 * ACKS_PER_CALL)),
            target,
            false);
  }

  /** Opens a connection for each of the fleet's lanes; parameters as for datagrams. */
  public static OpenLoop tcp(LoadFleet fleet, InetSocketAddress target, long targetPid) {
    return new OpenLoop(fleet, targetPid)
        .connect(
            new Bootstrap()
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true),
            target,
            true);
  }

  private OpenLoop connect(Bootstrap bootstrap, InetSocketAddress target, boolean overTcp) {
    for (int i = 0; i < fleet.laneCount(); i++) {
      PacedLane lane = new PacedLane(overTcp);
      Channel channel =
          bootstrap
              .clone()
              .group(group)
              .handler(lane)
              .connect(target)
              .syncUninterruptibly()
              .channel();
      lane.open(channel);
      lanes.add(lane);
    }
    return this;
  }

  /**
   * Seals the frames, then sends them as they fall due.
   *
   * @param fixesPerFrame size of each batch
   * @param perSecond frames due, all devices together
   * @param rampSeconds before the measured stretch
   * @param seconds measured
   */
  public OpenLoopResult run(
      int fixesPerFrame, double perSecond, double rampSeconds, double seconds) {
    int perLane = (int) Math.ceil(perSecond * (rampSeconds + seconds) / lanes.size());
    List<PacedLane.Schedule> schedules = new ArrayList<>();
    for (int i = 0; i < lanes.size(); i++) {
      schedules.add(PacedLane.Schedule.before(fleet, i));
    }
    List<FrameTape> tapes = fleet.seal(perLane, fixesPerFrame);
    double intervalNs = 1e9 * lanes.size() / perSecond;
    long beginNs = System.nanoTime() + LEAD_NS;
    long measuredFromNs = beginNs + (long) (rampSeconds * 1e9);
    try {
      onLoop(
          () -> {
            for (int i = 0; i < lanes.size(); i++) {
              // The lanes' frames fall due one after the other.
              long laneBeginNs = beginNs + (long) (i * intervalNs / lanes.size());
              lanes
                  .get(i)
                  .begin(tapes.get(i), schedules.get(i), laneBeginNs, intervalNs, measuredFromNs);
            }
            pumpAll();
          });
      pauseUntil(measuredFromNs);
      CpuTimes target0 = CpuTimes.ofProcess(targetPid);
      CpuTimes own0 = CpuTimes.ofThisProcess();
      CpuTimes machine0 = CpuTimes.ofMachine();
      long fromNs = System.nanoTime();
      long settled0 = settled();
      pauseUntil(measuredFromNs + (long) (seconds * 1e9));
      long settled = settled() - settled0;
      double took = (System.nanoTime() - fromNs) / 1e9;
      CpuTimes target = CpuTimes.ofProcess(targetPid).since(target0);
      CpuTimes own = CpuTimes.ofThisProcess().since(own0);
      double others =
          Math.max(0, CpuTimes.ofMachine().since(machine0).total() - target.total() - own.total());
      drain();
      Histogram micros = new Histogram(AckClock.MICROS_MAX, 3);
      long[] lost = new long[1];
      onLoop(() -> lanes.forEach(lane -> lost[0] += lane.end(System.nanoTime(), micros)));
      long lateNs = lanes.stream().mapToLong(PacedLane::latestNs).max().orElse(0);
      return new OpenLoopResult(
          perSecond,
          settled / took,
          (long) perLane * lanes.size(),
          lost[0],
          lateNs / 1e6,
          took,
          settled,
          target,
          others,
          micros);
    } finally {
      onLoop(() -> lanes.forEach(PacedLane::forget));
      tapes.forEach(FrameTape::release);
    }
  }

  private void pumpAll() {
    long nowNs = System.nanoTime();
    boolean more = false;
    for (PacedLane lane : lanes) {
      more |= lane.pump(nowNs);
    }
    if (more) {
      schedulePump();
    }
  }

  // The timer ends with the loop.
  @SuppressWarnings("FutureReturnValueIgnored")
  private void schedulePump() {
    group.next().schedule(this::pumpAll, PUMP_EVERY_US, TimeUnit.MICROSECONDS);
  }

  private long settled() {
    long[] sum = new long[1];
    onLoop(() -> lanes.forEach(lane -> sum[0] += lane.settled()));
    return sum[0];
  }

  private void drain() {
    long deadlineNs = System.nanoTime() + DRAIN_NS;
    boolean[] waiting = {true};
    while (waiting[0] && System.nanoTime() < deadlineNs) {
      onLoop(() -> waiting[0] = lanes.stream().anyMatch(PacedLane::isWaiting));
      LockSupport.parkNanos(5_000_000);
    }
  }

  private void onLoop(Runnable task) {
    group.submit(task).syncUninterruptibly();
  }

  private static void pauseUntil(long endNs) {
    for (long left = endNs - System.nanoTime(); left > 0; left = endNs - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
