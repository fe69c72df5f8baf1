package kz.relog.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import kz.relog.proto.frame.FrameDescriptor;
import org.HdrHistogram.Histogram;
import org.agrona.collections.Long2LongHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One socket of an open loop. The devices of a lane take turns, so a frame's place on the tape
 * follows from its device and counter, and when it was due follows from its place: an ack needs no
 * record of the frame. Thread: the load's event loop.
 */
// What becomes of a write is told by the acks.
@SuppressWarnings("FutureReturnValueIgnored")
final class PacedLane extends ChannelInboundHandlerAdapter {
  private static final long UNKNOWN = -1;

  private final boolean overTcp;
  private final ByteToMessageDecoder.Cumulator cumulator = ByteToMessageDecoder.MERGE_CUMULATOR;
  private final Histogram micros = new Histogram(AckClock.MICROS_MAX, 3);
  private @Nullable Channel channel;
  private @Nullable FrameTape tape;
  private Schedule schedule = Schedule.NONE;
  private ByteBuf rest = Unpooled.EMPTY_BUFFER;
  private long beginNs;
  private long measuredFromNs;
  private double intervalNs;
  private long sent;
  private long settled;
  private long latestNs;

  PacedLane(boolean overTcp) {
    this.overTcp = overTcp;
  }

  /** Whose frames lie where on a tape, and how far each device's are settled. */
  static final class Schedule {
    static final Schedule NONE = new Schedule(0);

    /** A device's place in the order of turns, by its key id. */
    private final Long2LongHashMap slots;

    /** Counter of the last frame before the tape, by slot. */
    private final long[] counters;

    /** Frames of the tape that are settled, by slot. */
    private final int[] settled;

    private Schedule(int devices) {
      slots = new Long2LongHashMap(Math.max(16, 2 * devices), 0.55f, UNKNOWN);
      counters = new long[devices];
      settled = new int[devices];
    }

    /** Of the tape that is sealed next for a lane. */
    static Schedule before(LoadFleet fleet, int lane) {
      List<LoadDevice> devices = fleet.lane(lane);
      int count = devices.size();
      Schedule schedule = new Schedule(count);
      for (int i = 0; i < count; i++) {
        int slot = Math.floorMod(i - fleet.turn(lane), count);
        schedule.slots.put(devices.get(i).keyId(), slot);
        schedule.counters[slot] = devices.get(i).batches();
      }
      return schedule;
    }
  }

  void open(Channel to) {
    channel = to;
  }

  void begin(
      FrameTape next, Schedule of, long firstDueNs, double everyNs, long latenciesCountFromNs) {
    tape = next;
    schedule = of;
    beginNs = firstDueNs;
    intervalNs = everyNs;
    measuredFromNs = latenciesCountFromNs;
    sent = 0;
    settled = 0;
    latestNs = 0;
    micros.reset();
  }

  /** Sends what is due; returns whether more will be. */
  boolean pump(long nowNs) {
    FrameTape from = tape;
    Channel out = channel;
    if (from == null || out == null) {
      return false;
    }
    int begin = from.position();
    while (!from.isAtEnd() && nowNs - dueNs(sent) >= 0) {
      latestNs = Math.max(latestNs, nowNs - dueNs(sent));
      if (overTcp) {
        from.skip();
      } else {
        out.write(from.nextFrame(), out.voidPromise());
      }
      sent++;
    }
    if (from.position() != begin) {
      if (overTcp) {
        out.write(from.since(begin), out.voidPromise());
      }
      out.flush();
    }
    return !from.isAtEnd();
  }

  private long dueNs(long place) {
    return beginNs + (long) (place * intervalNs);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    long nowNs = System.nanoTime();
    if (message instanceof DatagramPacket packet) {
      ByteBuf ack = packet.content();
      if (ack.readableBytes() >= FrameDescriptor.FRAME_BYTES_MIN) {
        onAck(ack, ack.readerIndex(), nowNs);
      }
      packet.release();
      return;
    }
    ByteBuf bytes = (ByteBuf) message;
    rest = rest.isReadable() ? cumulator.cumulate(ctx.alloc(), rest, bytes) : bytes;
    while (rest.readableBytes() >= FrameDescriptor.TCP_LENGTH_BYTES) {
      int length = rest.getUnsignedShortLE(rest.readerIndex());
      if (rest.readableBytes() < FrameDescriptor.TCP_LENGTH_BYTES + length) {
        break;
      }
      onAck(rest, rest.readerIndex() + FrameDescriptor.TCP_LENGTH_BYTES, nowNs);
      rest.skipBytes(FrameDescriptor.TCP_LENGTH_BYTES + length);
    }
    if (!rest.isReadable()) {
      rest.release();
      rest = Unpooled.EMPTY_BUFFER;
    }
  }

  private void onAck(ByteBuf ack, int at, long nowNs) {
    int keyAt = at + FrameDescriptor.KEY_ID_OFFSET;
    long keyId =
        ack.getUnsignedIntLE(keyAt) | (long) ack.getUnsignedByte(keyAt + Integer.BYTES) << 32;
    long slot = schedule.slots.get(keyId);
    if (slot != UNKNOWN) {
      settle((int) slot, ack.getUnsignedByte(at + FrameDescriptor.ANSWERED_OFFSET), nowNs);
    }
  }

  /** An ack settles the frame that it answers and all of its device's before it. */
  private void settle(int slot, int answeredLow, long nowNs) {
    int done = schedule.settled[slot];
    long nextCounter = schedule.counters[slot] + 1 + done;
    int ahead = (answeredLow - (int) nextCounter) & 0xFF;
    int devices = schedule.counters.length;
    if (slot + (long) (done + ahead) * devices >= sent) {
      return; // came twice
    }
    for (int i = done; i <= done + ahead; i++) {
      count(slot + (long) i * devices, nowNs);
    }
    schedule.settled[slot] = done + ahead + 1;
    settled += ahead + 1;
  }

  private void count(long place, long nowNs) {
    long due = dueNs(place);
    if (due - measuredFromNs >= 0) {
      AckClock.record(micros, nowNs - due);
    }
  }

  long settled() {
    return settled;
  }

  /** How late a frame left at most. */
  long latestNs() {
    return latestNs;
  }

  boolean isWaiting() {
    FrameTape from = tape;
    return from != null && (!from.isAtEnd() || settled < sent);
  }

  /**
   * Gives up what has no ack yet; it counts with its age.
   *
   * @return how many frames that are
   */
  long end(long nowNs, Histogram all) {
    int devices = schedule.counters.length;
    for (int slot = 0; slot < devices; slot++) {
      for (long i = schedule.settled[slot]; slot + i * devices < sent; i++) {
        count(slot + i * devices, nowNs);
      }
    }
    all.add(micros);
    return sent - settled;
  }

  /** Lets go of the tape. */
  void forget() {
    tape = null;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // What a dead peer swallows is counted as lost; the socket itself goes on.
  }
}
