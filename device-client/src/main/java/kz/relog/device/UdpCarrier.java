package kz.relog.device;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import kz.relog.proto.frame.FrameDescriptor;

/** Devices share a few connected sockets; acks find their device by the key id. */
final class UdpCarrier implements Carrier {
  /** Acks read from one socket before frames are sent again. */
  private static final int READS_MAX = 256;

  /** A burst of acks to thousands of devices waits here. */
  private static final int SOCKET_BUFFER_BYTES = 4 << 20;

  private final Tally tally;
  private final Link[] links;
  private final byte[] frame = new byte[FrameDescriptor.UDP_FRAME_BYTES_MAX];
  private final byte[] inbound = new byte[2048];
  private final ByteBuffer inboundBuffer = ByteBuffer.allocateDirect(inbound.length);

  UdpCarrier(InetSocketAddress server, int sockets, Selector selector, Tally tally)
      throws IOException {
    this.tally = tally;
    this.links = new Link[sockets];
    try {
      for (int i = 0; i < sockets; i++) {
        links[i] = new Link(server, selector);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public void add() {}

  @Override
  public int send(int device, Sender sender, long nowNs) {
    Link link = links[device % links.length];
    if (link.isBlocked() && !write(link)) {
      return BLOCKED;
    }
    int length = sender.nextFrame(nowNs, frame, 0);
    if (length == 0) {
      return 0;
    }
    Buffers.clear(link.out);
    link.out.put(frame, 0, length);
    Buffers.flip(link.out);
    write(link);
    return 1;
  }

  @Override
  public long dueNs(int device, Sender sender, long nowNs) {
    return sender.dueNs(nowNs);
  }

  @Override
  public int receive(long nowNs, Sink sink) {
    int frames = 0;
    for (Link link : links) {
      if (link.isBlocked()) {
        write(link);
      }
      for (int i = 0; i < READS_MAX && read(link, nowNs, sink); i++) {
        frames++;
      }
    }
    return frames;
  }

  @Override
  public void close() throws IOException {
    for (Link link : links) {
      if (link != null) {
        link.channel.close();
      }
    }
  }

  private boolean read(Link link, long nowNs, Sink sink) {
    Buffers.clear(inboundBuffer);
    try {
      if (link.channel.read(inboundBuffer) <= 0) {
        return false;
      }
    } catch (IOException e) {
      tally.sendErrors++; // what the network says of an earlier datagram, such as: nobody listens
      return false;
    }
    int length = inboundBuffer.position();
    Buffers.flip(inboundBuffer);
    inboundBuffer.get(inbound, 0, length);
    int device = KeyIdMap.ABSENT;
    if (length >= FrameDescriptor.FRAME_BYTES_MIN) {
      device = sink.deviceOf(FrameDescriptor.keyId(inbound, 0));
    }
    if (device == KeyIdMap.ABSENT) {
      sink.onStray();
    } else {
      sink.onFrame(device, inbound, 0, length, nowNs);
    }
    return true;
  }

  /**
   * True when the link has nothing left to write; a frame that the network refuses counts as lost
   * on the way.
   */
  private boolean write(Link link) {
    try {
      link.channel.write(link.out);
    } catch (IOException e) {
      tally.sendErrors++;
      Buffers.clear(link.out);
      Buffers.flip(link.out);
    }
    boolean blocked = link.isBlocked();
    if (blocked != link.waitsToWrite) {
      link.waitsToWrite = blocked;
      link.key.interestOps(
          blocked ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
    return !blocked;
  }

  /** One socket and the frame that it could not take yet. */
  private static final class Link {
    final DatagramChannel channel;
    final SelectionKey key;
    final ByteBuffer out = ByteBuffer.allocateDirect(FrameDescriptor.UDP_FRAME_BYTES_MAX);
    boolean waitsToWrite;

    Link(InetSocketAddress server, Selector selector) throws IOException {
      channel = DatagramChannel.open();
      try {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
        channel.connect(server);
        key = channel.register(selector, SelectionKey.OP_READ);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      Buffers.flip(out);
    }

    boolean isBlocked() {
      return out.hasRemaining();
    }
  }
}
