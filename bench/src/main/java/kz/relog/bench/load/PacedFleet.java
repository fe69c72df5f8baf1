package kz.relog.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kz.relog.device.DeviceIdentity;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.frame.FrameCipher;
import kz.relog.proto.frame.FrameDescriptor;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Devices with a connection each that send at a steady rate in all, one after the other, whatever
 * comes back: an open loop, so that a server that stalls is seen in the latencies and not in fewer
 * frames. A frame's latency counts from when it was due. One thread, that of its event loop.
 */
// What becomes of a write is told by the acks; the timer ends with the loop.
@SuppressWarnings("FutureReturnValueIgnored")
public final class PacedFleet implements AutoCloseable {
  private static final int CONNECTS_AT_ONCE = 250;
  private static final long CONNECT_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int FIXES = 10;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("bench-paced", true), EpollIoHandler.newFactory());
  private final List<Member> members = new ArrayList<>();
  private final FixBatchEncoder encoder = new FixBatchEncoder();
  private final FrameCipher cipher = new FrameCipher();
  private final byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
  private final byte[] frame = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
  private Histogram ackMicros = new Histogram(AckClock.MICROS_MAX, 3);
  private double intervalNs;
  private long beganNs;
  private long sent;
  private long acked;
  private long gone;
  private int next;

  /** One device and its connection. */
  private final class Member extends LengthFieldBasedFrameDecoder {
    private final LoadDevice device;
    private final AckClock clock = new AckClock();
    private @Nullable Channel channel;

    Member(LoadDevice device) {
      super(
          ByteOrder.LITTLE_ENDIAN,
          FrameDescriptor.TCP_FRAME_BYTES_MAX,
          0,
          FrameDescriptor.TCP_LENGTH_BYTES,
          0,
          FrameDescriptor.TCP_LENGTH_BYTES,
          true);
      this.device = device;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      channel = ctx.channel();
    }

    @Override
    protected @Nullable Object decode(ChannelHandlerContext ctx, ByteBuf in) throws Exception {
      Object ack = super.decode(ctx, in);
      if (ack instanceof ByteBuf frame) {
        int answered = frame.getUnsignedByte(frame.readerIndex() + FrameDescriptor.ANSWERED_OFFSET);
        acked += clock.acked(answered, System.nanoTime(), ackMicros);
        frame.release();
      }
      return null;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      channel = null;
      gone++;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  /**
   * What was measured.
   *
   * @param sent frames
   * @param acked of them
   * @param gone connections that the server has closed
   * @param ackMicros from when a frame was due to its ack
   */
  public record Measured(long sent, long acked, long gone, Histogram ackMicros) {}

  /** Connects them all, a few hundred at a time, and lets each say its first batch. */
  public PacedFleet(InetSocketAddress target, List<DeviceIdentity> identities, long nowMs) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(group)
            .channel(EpollSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true);
    List<ChannelFuture> connecting = new ArrayList<>();
    for (int i = 0; i < identities.size(); i++) {
      Member member = new Member(new LoadDevice(identities.get(i), i, nowMs - 86_400_000));
      members.add(member);
      connecting.add(bootstrap.clone().handler(member).connect(target));
      if (connecting.size() == CONNECTS_AT_ONCE || i + 1 == identities.size()) {
        connecting.forEach(ChannelFuture::syncUninterruptibly);
        List<Member> connected =
            List.copyOf(members.subList(members.size() - connecting.size(), members.size()));
        // The first frame must come within seconds of the connection.
        group.submit(() -> connected.forEach(each -> send(each, System.nanoTime())));
        connecting.clear();
        LockSupport.parkNanos(CONNECT_PAUSE_NS);
      }
    }
  }

  /** Begins to send so many frames a second in all. */
  public void begin(double perSecond) {
    group
        .submit(
            () -> {
              intervalNs = 1e9 / perSecond;
              beganNs = System.nanoTime();
              sent = 0;
              acked = 0;
              group.next().scheduleAtFixedRate(this::pump, 1, 1, TimeUnit.MILLISECONDS);
            })
        .syncUninterruptibly();
  }

  private void pump() {
    long nowNs = System.nanoTime();
    for (long due = beganNs + (long) (sent * intervalNs);
        nowNs - due >= 0;
        due = beganNs + (long) (sent * intervalNs)) {
      Member member = members.get(next);
      next = (next + 1) % members.size();
      sent++;
      send(member, due);
    }
  }

  private void send(Member member, long dueNs) {
    Channel channel = member.channel;
    if (channel == null) {
      return;
    }
    int length = member.device.seal(FIXES, encoder, cipher, plain, frame);
    ByteBuf out = channel.alloc().directBuffer(Short.BYTES + length);
    out.writeShortLE(length).writeBytes(frame, 0, length);
    member.clock.sent(member.device.batches(), dueNs);
    channel.writeAndFlush(out, channel.voidPromise());
  }

  /** Measures for so long; what was before does not count. */
  public Measured measure(double seconds) {
    long[] from = new long[2];
    group
        .submit(
            () -> {
              ackMicros = new Histogram(AckClock.MICROS_MAX, 3);
              from[0] = sent;
              from[1] = acked;
            })
        .syncUninterruptibly();
    long endNs = System.nanoTime() + (long) (seconds * 1e9);
    for (long left = endNs - System.nanoTime(); left > 0; left = endNs - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    // What waits now counts with the age that it has.
    group
        .submit(
            () -> {
              long nowNs = System.nanoTime();
              members.forEach(member -> member.clock.age(nowNs, ackMicros));
            })
        .syncUninterruptibly();
    return group
        .submit(() -> new Measured(sent - from[0], acked - from[1], gone, ackMicros.copy()))
        .syncUninterruptibly()
        .getNow();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
