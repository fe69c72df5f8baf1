package kz.relog.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Connections that send one byte of a frame each second and never finish one; who closes them gets
 * the next one at once. They come from many loopback addresses. A program of its own, with one
 * event loop.
 */
// A connection that fails is opened again; the timers end with the loop.
@SuppressWarnings("FutureReturnValueIgnored")
public final class DripFleet {
  private static final int ADDRESSES = 50;

  /** So many are open when it says that it is ready. */
  private static final double OPEN_SHARE = 0.9;

  /** A length within the limits; its frame never comes to its end. */
  private static final byte[] FRAME = {0, 8, 0x11, 1, 2, 3, 4, 5};

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("bench-drip", true), EpollIoHandler.newFactory());
  private final Bootstrap bootstrap;
  private final InetSocketAddress target;
  private final AtomicInteger open = new AtomicInteger();

  /**
   * Opens them, says so, and goes on until the process ends.
   *
   * @param arguments host, port, how many
   */
  public static void main(String[] arguments) {
    int drips = Integer.parseInt(arguments[2]);
    DripFleet fleet =
        new DripFleet(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])), drips);
    while (fleet.open.get() < drips * OPEN_SHARE) {
      LockSupport.parkNanos(10_000_000);
    }
    System.out.println("ready drips=" + fleet.open.get());
    fleet.group.terminationFuture().awaitUninterruptibly();
  }

  /** Opens them, one each millisecond. */
  private DripFleet(InetSocketAddress target, int drips) {
    this.target = target;
    this.bootstrap =
        new Bootstrap().group(group).channel(EpollSocketChannel.class).handler(new Placeholder());
    for (int i = 0; i < drips; i++) {
      int number = i;
      group.schedule(() -> connect(number), i, TimeUnit.MILLISECONDS);
    }
  }

  /** Replaced for each connection. */
  private static final class Placeholder extends ChannelInboundHandlerAdapter {}

  private final class Drip extends ChannelInboundHandlerAdapter {
    private final int number;
    private int sent;

    Drip(int number) {
      this.number = number;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      open.incrementAndGet();
      drip(ctx.channel());
    }

    private void drip(Channel channel) {
      if (channel.isActive()) {
        byte[] one = {sent < FRAME.length ? FRAME[sent] : 0};
        sent++;
        channel.writeAndFlush(Unpooled.wrappedBuffer(one), channel.voidPromise());
        channel.eventLoop().schedule(() -> drip(channel), 1, TimeUnit.SECONDS);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      open.decrementAndGet();
      connect(number);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  private void connect(int number) {
    InetSocketAddress local = new InetSocketAddress("127.0.1." + (1 + number % ADDRESSES), 0);
    ChannelFuture connecting = bootstrap.clone().handler(new Drip(number)).connect(target, local);
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            group.schedule(() -> connect(number), 100, TimeUnit.MILLISECONDS);
          }
        });
  }
}
