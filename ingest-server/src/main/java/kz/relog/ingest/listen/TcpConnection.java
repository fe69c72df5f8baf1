package kz.relog.ingest.listen;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import kz.relog.ingest.ConnectionOutcome;
import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.frame.FrameSink;
import kz.relog.ingest.frame.FrameSplitter;
import org.jspecify.annotations.Nullable;

/** One connection: its bytes, its deadlines, its end. Thread: its event loop. */
// What becomes of a write or a close is told by the pipeline, not by its future.
@SuppressWarnings("FutureReturnValueIgnored")
final class TcpConnection extends ChannelInboundHandlerAdapter implements FrameSink {

  private final IoLoop loop;
  private final Channel channel;
  private final long id;
  private final FrameSplitter splitter;
  private final long openedNs;
  private long lastAuthenticNs;
  private boolean authentic;
  private boolean touched;
  private ConnectionOutcome end = ConnectionOutcome.CLOSED_BY_PEER;

  TcpConnection(IoLoop loop, Channel channel, long id, long nowNs) {
    this.loop = loop;
    this.channel = channel;
    this.id = id;
    this.splitter = new FrameSplitter(loop.partials());
    this.openedNs = nowNs;
    this.lastAuthenticNs = nowNs;
  }

  long id() {
    return id;
  }

  Channel channel() {
    return channel;
  }

  /** Whether something was written since the last flush. */
  boolean isTouched() {
    return touched;
  }

  void touched(boolean value) {
    touched = value;
  }

  ConnectionOutcome end() {
    return end;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      // Bytes that were read before the connection was closed from here say nothing any more.
      if (end == ConnectionOutcome.CLOSED_BY_PEER) {
        loop.admission().fromConnection(id);
        if (!splitter.split(in, loop.scratch(), loop.nowNs(), this)) {
          close(ConnectionOutcome.CLOSED_LENGTH);
        }
      }
    } finally {
      in.release();
    }
    loop.pauseIfCongested(this);
  }

  @Override
  public void onFrame(byte[] frame, int offset, int length) {
    if (loop.admission().admit(frame, offset, length)) {
      authentic = true;
      lastAuthenticNs = loop.nowNs();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    loop.signal();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    splitter.close();
    loop.closed(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // The peer's reset, or our own close while acks were on their way.
    ctx.close();
  }

  void close(ConnectionOutcome why) {
    if (end == ConnectionOutcome.CLOSED_BY_PEER) {
      end = why;
      channel.close();
    }
  }

  /** Closes the connection if one of its deadlines has passed. */
  void sweep(long nowNs, IngestLimits.Tcp limits) {
    ConnectionOutcome late = findLate(nowNs, limits);
    if (late != null) {
      close(late);
    }
  }

  /** Whether there is no question any more whether its first frame comes in time. */
  boolean isProvenOrClosed() {
    return authentic || end != ConnectionOutcome.CLOSED_BY_PEER || !channel.isActive();
  }

  /** Whether its first authentic frame should have come by now. */
  boolean isUnprovenTooLong(long nowNs, IngestLimits.Tcp limits) {
    return nowNs - openedNs > ns(limits.firstFrameMs());
  }

  private @Nullable ConnectionOutcome findLate(long nowNs, IngestLimits.Tcp limits) {
    // While we ourselves do not read, the rest of a frame cannot come.
    if (channel.config().isAutoRead()
        && splitter.isMidFrame()
        && nowNs - splitter.partialSinceNs() > ns(limits.frameMs())) {
      return ConnectionOutcome.CLOSED_SLOW_FRAME;
    }
    return nowNs - lastAuthenticNs > ns(limits.idleMs()) ? ConnectionOutcome.CLOSED_IDLE : null;
  }

  private static long ns(long ms) {
    return TimeUnit.MILLISECONDS.toNanos(ms);
  }
}
