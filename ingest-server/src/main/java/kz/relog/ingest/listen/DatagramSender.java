package kz.relog.ingest.listen;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import kz.relog.ingest.AckOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Writes acks to the datagram socket of one loop.
 *
 * <p>Why segments: acks of one length to one address, as a gateway of many trackers gets them,
 * leave as one long datagram that the kernel cuts (UDP generic segmentation offload). A way through
 * the network stack for each ack was a fifth of what a frame cost the server. Acks to one address
 * leave in the order written. Where the kernel or the network device refuses, it stops trying; the
 * acks of that one packet are lost like any datagram. Thread: the loop.
 */
// What becomes of a write is told by the pipeline, but for one that was to be cut.
@SuppressWarnings("FutureReturnValueIgnored")
final class DatagramSender {

  /** UDP_MAX_SEGMENTS of the kernel. */
  private static final int SEGMENTS_MAX = 64;

  /** Addresses collected for at a time; where two share a place the earlier leaves. */
  private static final int PLACES = 64;

  private static final int MIX = 0x9E3779B9;

  private final Channel channel;
  private final Waiting[] places = new Waiting[PLACES];
  private boolean segmenting;
  private boolean unflushed;

  DatagramSender(Channel channel) {
    this.channel = channel;
    this.segmenting =
        channel instanceof EpollDatagramChannel
            && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
    for (int i = 0; i < PLACES; i++) {
      places[i] = new Waiting();
    }
  }

  /** Acks of one length to one address, not yet handed to the channel. */
  private static final class Waiting {
    private @Nullable InetSocketAddress peer;
    private @Nullable ByteBuf content;
    private int length;

    boolean isEmpty() {
      return content == null;
    }

    boolean isFull() {
      return content != null && content.readableBytes() == length * SEGMENTS_MAX;
    }

    boolean takes(int ackLength, InetSocketAddress to) {
      return length == ackLength && to.equals(peer);
    }
  }

  /** Takes an ack; it leaves with {@link #flush()} at the latest. */
  AckOutcome send(byte[] frame, int length, InetSocketAddress peer) {
    if (!channel.isActive()) {
      return AckOutcome.GONE;
    }
    if (!channel.isWritable()) {
      flush();
      if (!channel.isWritable()) {
        return AckOutcome.BACKLOG;
      }
    }
    unflushed = true;
    Waiting place = places[((peer.hashCode() * MIX) >>> 16) & (PLACES - 1)];
    if (!place.isEmpty() && !place.takes(length, peer)) {
      write(place);
    }
    ByteBuf content = place.content;
    if (content == null) {
      content = channel.alloc().directBuffer(length, length * SEGMENTS_MAX);
      place.content = content;
      place.peer = peer;
      place.length = length;
    }
    content.writeBytes(frame, 0, length);
    if (!segmenting || place.isFull()) {
      write(place);
    }
    return AckOutcome.SENT;
  }

  private void write(Waiting place) {
    ByteBuf content = place.content;
    InetSocketAddress peer = place.peer;
    place.content = null;
    place.peer = null;
    if (content == null || peer == null) {
      return;
    }
    if (content.readableBytes() == place.length) {
      channel.write(new DatagramPacket(content, peer), channel.voidPromise());
    } else {
      channel
          .write(new SegmentedDatagramPacket(content, place.length, peer))
          .addListener(done -> segmenting &= done.isSuccess());
    }
  }

  /** Sends what waits. */
  void flush() {
    if (unflushed) {
      unflushed = false;
      for (Waiting place : places) {
        write(place);
      }
      channel.flush();
    }
  }
}
