package kz.relog.ingest.listen;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;

/** Hands each datagram to its loop. Thread: that loop. */
final class DatagramReader extends ChannelInboundHandlerAdapter {

  private final IoLoop loop;

  DatagramReader(IoLoop loop) {
    this.loop = loop;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    try {
      loop.onDatagram(packet.sender(), packet.content());
    } finally {
      packet.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    loop.signal();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // A peer that is gone is told as an error of the next call (ICMP); the socket itself goes on.
  }
}
