package kz.relog.bench.sink;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import kz.relog.ingest.IngestLimits;
import kz.relog.proto.frame.FrameDescriptor;

/**
 * The most that the server could do if its own work cost nothing: sockets with the same options as
 * the server's, the same number of event loops, and one datagram of an ack's size back for each
 * that comes, with the first bytes of what it answers. No cipher, no disk, no state. Ends with
 * SIGTERM.
 */
// What becomes of a write is told by the pipeline, not by its future.
@SuppressWarnings("FutureReturnValueIgnored")
public final class NettySink extends ChannelInboundHandlerAdapter {
  /** As in the server's listeners. */
  private static final int DATAGRAM_BYTES_MAX = IngestLimits.UDP_FRAME_BYTES_MAX + 8;

  private static final int READS_PER_TURN = 4;

  private final int answerBytes;
  private final byte[] answer;

  private NettySink(int answerBytes) {
    this.answerBytes = answerBytes;
    this.answer = new byte[answerBytes];
  }

  /**
   * Runs a sink.
   *
   * @param arguments udp or tcp, number of event loops, bytes of an answer
   */
  public static void main(String[] arguments) {
    int loops = Integer.parseInt(arguments[1]);
    int answerBytes = Integer.parseInt(arguments[2]);
    Epoll.ensureAvailability();
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            loops, new DefaultThreadFactory("sink-loop"), EpollIoHandler.newFactory());
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (arguments[0].equals("tcp")) {
      int port = StreamAnswer.listen(group, address, answerBytes);
      System.out.println("ready tcp=127.0.0.1:" + port);
      return;
    }
    for (EventExecutor loop : group) {
      Channel channel =
          bootstrap(new NettySink(answerBytes))
              .group((EventLoopGroup) loop)
              .bind(address)
              .syncUninterruptibly()
              .channel();
      address = (InetSocketAddress) channel.localAddress();
    }
    System.out.println("ready udp=127.0.0.1:" + address.getPort());
  }

  private static Bootstrap bootstrap(NettySink handler) {
    IngestLimits.Udp limits = IngestLimits.DEFAULTS.udp();
    return new Bootstrap()
        .channel(EpollDatagramChannel.class)
        .option(ChannelOption.SO_RCVBUF, limits.receiveBufferBytes())
        .option(ChannelOption.SO_SNDBUF, limits.sendBufferBytes())
        .option(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(limits.ackBacklogBytesMax() / 2, limits.ackBacklogBytesMax()))
        .option(UnixChannelOption.SO_REUSEPORT, true)
        .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM_BYTES_MAX)
        .option(
            ChannelOption.RECVBUF_ALLOCATOR,
            new FixedRecvByteBufAllocator(DATAGRAM_BYTES_MAX * limits.batchDatagrams())
                .maxMessagesPerRead(READS_PER_TURN * limits.batchDatagrams()))
        .handler(handler);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    try {
      ByteBuf content = packet.content();
      if (content.readableBytes() >= FrameDescriptor.HEADER_BYTES) {
        content.getBytes(content.readerIndex(), answer, 0, FrameDescriptor.HEADER_BYTES);
        ByteBuf reply = ctx.alloc().directBuffer(answerBytes);
        reply.writeBytes(answer);
        ctx.channel().write(new DatagramPacket(reply, packet.sender()), ctx.voidPromise());
      }
    } finally {
      packet.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.channel().flush();
  }
}
