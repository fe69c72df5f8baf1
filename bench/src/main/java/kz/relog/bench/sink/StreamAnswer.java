package kz.relog.bench.sink;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import kz.relog.proto.frame.FrameDescriptor;

/**
 * The sink's side of a connection: finds the frames by their lengths, as a server must, and answers
 * each with as many bytes as an ack has, behind their length. All answers of what was read at once
 * leave in one write.
 */
// What becomes of a write is told by the pipeline, not by its future.
@SuppressWarnings("FutureReturnValueIgnored")
final class StreamAnswer extends ChannelInboundHandlerAdapter {
  private static final int ACCEPT_BACKLOG = 4_096;

  private final ByteToMessageDecoder.Cumulator cumulator = ByteToMessageDecoder.MERGE_CUMULATOR;
  private final byte[] answer;
  private ByteBuf rest = Unpooled.EMPTY_BUFFER;

  private StreamAnswer(int answerBytes) {
    this.answer = new byte[answerBytes];
  }

  /** Listens on an address and gives the port. */
  static int listen(EventLoopGroup group, InetSocketAddress address, int answerBytes) {
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(EpollServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel child) {
                    child.pipeline().addLast(new StreamAnswer(answerBytes));
                  }
                })
            .bind(address)
            .syncUninterruptibly()
            .channel();
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    rest = rest.isReadable() ? cumulator.cumulate(ctx.alloc(), rest, bytes) : bytes;
    ByteBuf out = ctx.alloc().directBuffer();
    while (rest.readableBytes() >= FrameDescriptor.TCP_LENGTH_BYTES) {
      int length = rest.getUnsignedShortLE(rest.readerIndex());
      if (rest.readableBytes() < FrameDescriptor.TCP_LENGTH_BYTES + length) {
        break;
      }
      int from = rest.readerIndex() + FrameDescriptor.TCP_LENGTH_BYTES;
      rest.getBytes(from, answer, 0, Math.min(FrameDescriptor.HEADER_BYTES, answer.length));
      out.writeShortLE(answer.length).writeBytes(answer);
      rest.skipBytes(FrameDescriptor.TCP_LENGTH_BYTES + length);
    }
    if (!rest.isReadable()) {
      rest.release();
      rest = Unpooled.EMPTY_BUFFER;
    }
    ctx.write(out, ctx.voidPromise());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    rest.release();
    rest = Unpooled.EMPTY_BUFFER;
  }
}
