package kz.relog.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kz.relog.device.DeviceIdentity;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.frame.FrameCipher;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Devices that connect, all at once or at a steady rate, each saying one batch as soon as it is
 * connected. A device's latency counts from when its connect was due to its ack; one whose connect
 * fails tries again after a moment, and its clock goes on. They come from many loopback addresses,
 * as a fleet does. One thread, that of its event loop.
 */
// What becomes of a write is told by the acks; the timers end with the loop.
@SuppressWarnings("FutureReturnValueIgnored")
public final class ConnectStorm implements AutoCloseable {
  private static final int ADDRESSES = 50;
  private static final long RETRY_MS = 50;
  private static final long PUMP_EVERY_US = 500;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("bench-connect", true), EpollIoHandler.newFactory());
  private final Bootstrap bootstrap =
      new Bootstrap()
          .group(group)
          .channel(EpollSocketChannel.class)
          .option(ChannelOption.TCP_NODELAY, true)
          .option(ChannelOption.SO_REUSEADDR, true);
  private final InetSocketAddress target;
  private final int fixes;
  private final List<Member> members = new ArrayList<>();
  private final FixBatchEncoder encoder = new FixBatchEncoder();
  private final FrameCipher cipher = new FrameCipher();
  private final byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
  private final byte[] frame = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];

  private final Histogram micros = new Histogram(AckClock.MICROS_MAX, 3);
  private boolean closesAfterAck;
  private double intervalNs;
  private long beginNs;
  private long endNs;
  private long due;
  private long acked;
  private long retries;
  private long skipped;
  private volatile boolean stopping;

  /** Nobody is connected yet. */
  public ConnectStorm(
      InetSocketAddress target, List<DeviceIdentity> identities, int fixes, long nowMs) {
    this.target = target;
    this.fixes = fixes;
    for (int i = 0; i < identities.size(); i++) {
      members.add(new Member(new LoadDevice(identities.get(i), i, nowMs - 86_400_000), i));
    }
  }

  /**
   * What happened.
   *
   * @param due connects
   * @param acked of them
   * @param retries connects that failed or were cut before their ack
   * @param skipped connects that fell due while the same device was still at its last one
   * @param seconds from the first that was due to the last ack
   * @param ackMicros from when a connect was due to its ack
   */
  public record Result(
      long due, long acked, long retries, long skipped, double seconds, Histogram ackMicros) {}

  /** One device and its connection. */
  private final class Member extends ChannelInboundHandlerAdapter {
    private final LoadDevice device;
    private final int number;
    private @Nullable Channel channel;
    private boolean busy;
    private long dueNs;

    Member(LoadDevice device, int number) {
      this.device = device;
      this.number = number;
    }

    @Override
    public boolean isSharable() {
      return true; // one connection at a time, another handler for each would be the same
    }

    void connect() {
      if (stopping) {
        return;
      }
      InetSocketAddress local = new InetSocketAddress("127.0.2." + (1 + number % ADDRESSES), 0);
      bootstrap
          .clone()
          .handler(this)
          .connect(target, local)
          .addListener(
              done -> {
                if (!done.isSuccess()) {
                  again();
                }
              });
    }

    private void again() {
      retries++;
      group.schedule(this::connect, RETRY_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      channel = ctx.channel();
      int length = device.seal(fixes, encoder, cipher, plain, frame);
      ByteBuf out = ctx.alloc().directBuffer(Short.BYTES + length);
      out.writeShortLE(length).writeBytes(frame, 0, length);
      ctx.writeAndFlush(out, ctx.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ((ByteBuf) message).release();
      if (busy) {
        busy = false;
        acked++;
        endNs = System.nanoTime();
        AckClock.record(micros, endNs - dueNs);
        if (closesAfterAck) {
          ctx.close();
        }
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      channel = null;
      if (busy && !stopping) {
        again();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  /** Connects all devices at once; they stay connected. */
  public Result allAtOnce(double secondsMax) {
    return run(members.size(), 0, false, secondsMax);
  }

  /** Connects one device after the other at a steady rate; each hangs up after its ack. */
  public Result atRate(double perSecond, double seconds, double secondsMax) {
    return run((long) (perSecond * seconds), 1e9 / perSecond, true, secondsMax);
  }

  /** Cuts every connection from the devices' side. */
  public void cutAll() {
    onLoop(
        () -> {
          for (Member member : members) {
            Channel channel = member.channel;
            if (channel != null) {
              channel.close();
            }
          }
        });
    boolean[] open = {true};
    while (open[0]) {
      onLoop(() -> open[0] = members.stream().anyMatch(member -> member.channel != null));
      LockSupport.parkNanos(1_000_000);
    }
  }

  private Result run(long connects, double everyNs, boolean hangUp, double secondsMax) {
    onLoop(
        () -> {
          micros.reset();
          acked = 0;
          due = 0;
          retries = 0;
          skipped = 0;
          closesAfterAck = hangUp;
          intervalNs = everyNs;
          beginNs = System.nanoTime();
          endNs = beginNs;
          pump(connects);
        });
    long deadlineNs = System.nanoTime() + (long) (secondsMax * 1e9);
    boolean[] waiting = {true};
    while (waiting[0] && System.nanoTime() - deadlineNs < 0) {
      LockSupport.parkNanos(5_000_000);
      onLoop(() -> waiting[0] = due < connects || acked + skipped < connects);
    }
    Result[] result = new Result[1];
    onLoop(
        () -> {
          long nowNs = System.nanoTime();
          for (Member member : members) {
            if (member.busy) {
              AckClock.record(micros, nowNs - member.dueNs);
            }
          }
          result[0] =
              new Result(due, acked, retries, skipped, (endNs - beginNs) / 1e9, micros.copy());
        });
    return result[0];
  }

  private void pump(long connects) {
    long nowNs = System.nanoTime();
    while (due < connects && nowNs - (beginNs + (long) (due * intervalNs)) >= 0) {
      Member member = members.get((int) (due % members.size()));
      if (member.busy) {
        skipped++;
      } else {
        member.busy = true;
        member.dueNs = beginNs + (long) (due * intervalNs);
        member.connect();
      }
      due++;
    }
    if (due < connects) {
      group.schedule(() -> pump(connects), PUMP_EVERY_US, TimeUnit.MICROSECONDS);
    }
  }

  private void onLoop(Runnable task) {
    group.submit(task).syncUninterruptibly();
  }

  @Override
  public void close() {
    stopping = true;
    cutAll();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
