package kz.relog.device;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.UnresolvedAddressException;
import kz.relog.proto.frame.FrameDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Devices share a few connected sockets; acks find their device by the key id. A socket that cannot
 * be opened, because a phone has no network yet, is tried again; one on which nothing comes back is
 * made anew, because a phone that changes its network leaves its sockets bound to the old one.
 */
final class UdpCarrier implements Carrier {
  /** Acks read from one socket before frames are sent again. */
  private static final int READS_MAX = 256;

  /** A burst of acks to thousands of devices waits here. */
  private static final int SOCKET_BUFFER_BYTES = 4 << 20;

  private final ServerAddress server;
  private final RetryPolicy retry;
  private final Selector selector;
  private final Tally tally;
  private final Link[] links;
  private final byte[] frame = new byte[FrameDescriptor.UDP_FRAME_BYTES_MAX];
  private final byte[] inbound = new byte[2048];
  private final ByteBuffer inboundBuffer = ByteBuffer.allocateDirect(inbound.length);

  UdpCarrier(ServerAddress server, RetryPolicy retry, int sockets, Selector selector, Tally tally) {
    this.server = server;
    this.retry = retry;
    this.selector = selector;
    this.tally = tally;
    this.links = new Link[sockets];
    for (int i = 0; i < sockets; i++) {
      links[i] = new Link();
    }
  }

  @Override
  public void add() {}

  @Override
  public int send(int device, Sender sender, long nowNs) {
    Link link = links[device % links.length];
    if (!isReady(link, sender, nowNs)) {
      return 0;
    }
    if (link.isBlocked() && !write(link)) {
      return BLOCKED;
    }
    sender.meter().carriage(ServerAddress.Carriage.UDP);
    int length = sender.nextFrame(nowNs, frame, 0, frame.length);
    return length == 0 ? 0 : send(link, length);
  }

  /** Sends a question of a device, to see whether this way works. */
  void probe(int device, Sender sender, long nowNs) {
    Link link = links[device % links.length];
    if (isReady(link, sender, nowNs) && (!link.isBlocked() || write(link))) {
      sender.meter().carriage(ServerAddress.Carriage.UDP);
      int length = sender.probeFrame(nowNs, frame, 0);
      if (length > 0) {
        send(link, length);
      }
    }
  }

  @Override
  public long dueNs(int device, Sender sender, long nowNs) {
    Link link = links[device % links.length];
    long due = sender.dueNs(nowNs);
    return link.channel == null && due != Sender.NEVER ? Math.max(due, link.notBeforeNs) : due;
  }

  @Override
  public int receive(long nowNs, Sink sink) {
    int frames = 0;
    for (Link link : links) {
      if (link.channel == null) {
        continue;
      }
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
      if (link.channel != null) {
        link.channel.close();
      }
    }
  }

  private int send(Link link, int length) {
    Buffers.clear(link.out);
    link.out.put(frame, 0, length);
    Buffers.flip(link.out);
    write(link);
    return 1;
  }

  /** Opens the socket if there is none or nothing comes back on it; false while there is none. */
  private boolean isReady(Link link, Sender sender, long nowNs) {
    long deadNs = retry.deadMs() * Sender.NS_PER_MS;
    long since = sender.silence().sinceNs();
    boolean dead =
        since != Sender.NEVER
            && nowNs - since >= deadNs
            && nowNs - link.openedNs >= deadNs
            && nowNs - link.heardNs >= deadNs;
    if (link.channel != null && !dead) {
      return true;
    }
    if (link.channel == null && nowNs < link.notBeforeNs) {
      return false;
    }
    link.notBeforeNs = nowNs + retry.firstMs() * Sender.NS_PER_MS;
    try {
      link.open(server, selector, nowNs);
      return true;
    } catch (IOException | UnresolvedAddressException e) {
      tally.sendErrors++;
      return false;
    }
  }

  private boolean read(Link link, long nowNs, Sink sink) {
    DatagramChannel channel = link.channel;
    Buffers.clear(inboundBuffer);
    try {
      if (channel == null || channel.read(inboundBuffer) <= 0) {
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
    } else if (sink.onFrame(device, inbound, 0, length, nowNs)) {
      link.heardNs = nowNs;
    }
    return true;
  }

  /**
   * True when the link has nothing left to write; a frame that the network refuses counts as lost
   * on the way.
   */
  private boolean write(Link link) {
    DatagramChannel channel = link.channel;
    SelectionKey key = link.key;
    if (channel == null || key == null) {
      return true;
    }
    try {
      channel.write(link.out);
    } catch (IOException e) {
      tally.sendErrors++;
      Buffers.clear(link.out);
      Buffers.flip(link.out);
    }
    boolean blocked = link.isBlocked();
    if (blocked != link.waitsToWrite) {
      link.waitsToWrite = blocked;
      key.interestOps(
          blocked ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
    return !blocked;
  }

  /** One socket and the frame that it could not take yet. */
  private static final class Link {
    @Nullable DatagramChannel channel;
    @Nullable SelectionKey key;
    final ByteBuffer out = ByteBuffer.allocateDirect(FrameDescriptor.UDP_FRAME_BYTES_MAX);
    boolean waitsToWrite;
    long openedNs;
    long heardNs;
    long notBeforeNs = Long.MIN_VALUE;

    Link() {
      Buffers.flip(out);
    }

    void open(ServerAddress server, Selector selector, long nowNs) throws IOException {
      if (channel != null) {
        channel.close();
        channel = null;
      }
      Buffers.clear(out);
      Buffers.flip(out);
      waitsToWrite = false;
      DatagramChannel opened = DatagramChannel.open();
      try {
        opened.configureBlocking(false);
        opened.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
        opened.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
        opened.connect(server.udp());
        key = opened.register(selector, SelectionKey.OP_READ);
      } catch (IOException | RuntimeException e) {
        opened.close();
        throw e;
      }
      channel = opened;
      openedNs = nowNs;
      heardNs = nowNs;
    }

    boolean isBlocked() {
      return out.hasRemaining();
    }
  }
}
