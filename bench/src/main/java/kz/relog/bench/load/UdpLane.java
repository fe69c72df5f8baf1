package kz.relog.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DatagramPacket;
import kz.relog.proto.frame.FrameDescriptor;

/** A connected datagram socket. Thread: the load's event loop. */
// What becomes of a write is told by the acks.
@SuppressWarnings("FutureReturnValueIgnored")
final class UdpLane extends Lane {

  UdpLane(int window, boolean repeats) {
    super(window, repeats);
  }

  @Override
  void write(Channel out, FrameTape from, int frames) {
    long nowNs = System.nanoTime();
    for (int i = 0; i < frames && !from.isAtEnd(); i++) {
      sampleNext(from, nowNs);
      out.write(from.nextFrame(), out.voidPromise());
      countSent();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    ByteBuf ack = packet.content();
    if (ack.readableBytes() >= FrameDescriptor.FRAME_BYTES_MIN) {
      onAck(ack, ack.readerIndex(), ack.readableBytes(), System.nanoTime());
    }
    packet.release();
  }
}
