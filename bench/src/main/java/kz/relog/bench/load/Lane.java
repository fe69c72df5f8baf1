package kz.relog.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import kz.relog.proto.frame.FrameDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * One socket of the load: keeps so many frames on their way and sends the next when acks come. A
 * window smaller than the lane's number of devices means at most one frame of a device on its way,
 * so one ack for each frame. Thread: the load's event loop.
 */
abstract class Lane extends ChannelInboundHandlerAdapter {
  private final int window;
  private final boolean repeats;
  private final Samples samples = new Samples();
  private @Nullable Channel channel;
  private @Nullable FrameTape tape;
  private boolean running;
  private long sent;
  private long acked;
  private long ackBytes;
  private long lost;
  private long sentAtTick;
  private long sentAtTickBefore;

  /**
   * A lane without a socket.
   *
   * @param window frames on their way at most
   * @param repeats whether the tape starts again when it ends
   */
  Lane(int window, boolean repeats) {
    this.window = window;
    this.repeats = repeats;
  }

  /** Writes so many of the next frames; does not flush. */
  abstract void write(Channel out, FrameTape from, int frames);

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    channel = ctx.channel();
  }

  /** Begins to send a tape. */
  final void begin(FrameTape next) {
    tape = next;
    running = true;
    // What came late was not lost; what is still missing now is.
    lost = sent - acked;
    sentAtTick = sent;
    sentAtTickBefore = sent;
    pump();
  }

  final void stop() {
    running = false;
  }

  /** Starts the histogram anew. */
  final void resetSamples() {
    samples.reset();
  }

  /** Adds what it has done to a sum. */
  final void addTo(LoadTotals totals) {
    samples.addTo(totals.ackMicros());
    totals.add(sent, acked, ackBytes, lost, isExhausted());
  }

  private boolean isExhausted() {
    return tape != null && tape.isAtEnd() && !repeats;
  }

  /** Frames sent and neither acked nor given up. */
  final long onTheWay() {
    return sent - acked - lost;
  }

  /** Gives up what was sent two ticks ago and is not acked, so that the window opens again. */
  final void tick() {
    long missing = sentAtTickBefore - acked - lost;
    if (missing > 0) {
      lost += missing;
      pump();
    }
    sentAtTickBefore = sentAtTick;
    sentAtTick = sent;
  }

  final void onAck(ByteBuf ack, int at, int length, long nowNs) {
    acked++;
    ackBytes += length;
    int keyAt = at + FrameDescriptor.KEY_ID_OFFSET;
    if (Samples.isSampled(ack.getUnsignedByte(keyAt))) {
      long keyId =
          ack.getUnsignedIntLE(keyAt) | (long) ack.getUnsignedByte(keyAt + Integer.BYTES) << 32;
      samples.acked(keyId, nowNs);
    }
  }

  final void sampleNext(FrameTape from, long nowNs) {
    if (Samples.isSampled(from.peekKeyByte())) {
      samples.sent(from.peekKeyId(), nowNs);
    }
  }

  /** Sends what the window allows. */
  final void pump() {
    Channel out = channel;
    FrameTape from = tape;
    if (!running || out == null || from == null) {
      return;
    }
    long room = window - onTheWay();
    if (room <= 0) {
      return;
    }
    if (from.isAtEnd()) {
      if (!repeats) {
        return;
      }
      from.rewind();
    }
    int before = from.position();
    write(out, from, (int) room);
    if (from.position() != before) {
      out.flush();
    }
  }

  final void countSent() {
    sent++;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    pump();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // What a dead peer swallows is counted as lost; the socket itself goes on.
  }
}
