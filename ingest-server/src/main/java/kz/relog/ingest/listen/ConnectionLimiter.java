package kz.relog.ingest.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import kz.relog.ingest.ConnectionOutcome;
import kz.relog.ingest.IngestClock;
import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.count.Counters;

/**
 * Turns away connections beyond the limits before they cost anything, over all listening sockets.
 * Thread: the accepting loop, one for all of them.
 */
@ChannelHandler.Sharable
// What becomes of a write or a close is told by the pipeline, not by its future.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionLimiter extends ChannelInboundHandlerAdapter {

  private final IngestLimits.Tcp limits;
  private final IngestClock clock;
  private final Counters counters;
  private final AddressBuckets buckets;
  private int open;

  ConnectionLimiter(IngestLimits.Tcp limits, IngestClock clock, Counters counters) {
    this.limits = limits;
    this.clock = clock;
    this.counters = counters;
    this.buckets = new AddressBuckets(limits, clock.nanoTime());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Channel child = (Channel) message;
    if (!(child.remoteAddress() instanceof InetSocketAddress peer)) {
      child.unsafe().closeForcibly();
      return;
    }
    if (open >= limits.connectionsMax()) {
      refuse(child, ConnectionOutcome.REFUSED_TOTAL);
      return;
    }
    InetAddress address = peer.getAddress();
    if (!buckets.tryOpen(address, clock.nanoTime())) {
      refuse(child, ConnectionOutcome.REFUSED_ADDRESS);
      return;
    }
    open++;
    child
        .closeFuture()
        .addListener(
            closed ->
                ctx.channel()
                    .eventLoop()
                    .execute(
                        () -> {
                          open--;
                          buckets.close(address);
                        }));
    ctx.fireChannelRead(child);
  }

  private void refuse(Channel child, ConnectionOutcome why) {
    counters.connection(why);
    child.unsafe().closeForcibly();
  }
}
