package kz.relog.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import kz.relog.proto.frame.FrameDescriptor;

/**
 * A connection that carries the frames of its devices as a gateway would. Thread: the load's event
 * loop.
 */
// What becomes of a write is told by the acks.
@SuppressWarnings("FutureReturnValueIgnored")
final class TcpLane extends Lane {
  private final ByteToMessageDecoder.Cumulator cumulator = ByteToMessageDecoder.MERGE_CUMULATOR;
  private ByteBuf rest = Unpooled.EMPTY_BUFFER;

  TcpLane(int window, boolean repeats) {
    super(window, repeats);
  }

  @Override
  void write(Channel out, FrameTape from, int frames) {
    long nowNs = System.nanoTime();
    int begin = from.position();
    for (int i = 0; i < frames && !from.isAtEnd(); i++) {
      sampleNext(from, nowNs);
      from.skip();
      countSent();
    }
    // One write for all of them: they lie one after the other as TCP carries them.
    out.write(from.since(begin), out.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    rest = rest.isReadable() ? cumulator.cumulate(ctx.alloc(), rest, bytes) : bytes;
    long nowNs = System.nanoTime();
    while (rest.readableBytes() >= FrameDescriptor.TCP_LENGTH_BYTES) {
      int length = rest.getUnsignedShortLE(rest.readerIndex());
      if (rest.readableBytes() < FrameDescriptor.TCP_LENGTH_BYTES + length) {
        break;
      }
      rest.skipBytes(FrameDescriptor.TCP_LENGTH_BYTES);
      onAck(rest, rest.readerIndex(), length, nowNs);
      rest.skipBytes(length);
    }
    if (!rest.isReadable()) {
      rest.release();
      rest = Unpooled.EMPTY_BUFFER;
    }
  }
}
