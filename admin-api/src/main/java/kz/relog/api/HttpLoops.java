package kz.relog.api;

import com.linecorp.armeria.common.util.ThreadFactories;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Event loops that stop without a quiet period. Armeria stops its groups only after every request
 * is answered and every connection closed; Netty's default would then wait 2 s per group for work
 * that nobody gives it any more. A subclass, since Armeria reaches the accepting group through its
 * loops and so passes by any wrapper. NIO serves it: the API's bytes are few.
 */
final class HttpLoops extends MultiThreadIoEventLoopGroup {
  HttpLoops(String name, int threads) {
    super(
        threads, ThreadFactories.newEventLoopThreadFactory(name, false), NioIoHandler.newFactory());
  }

  @Override
  public Future<?> shutdownGracefully() {
    return shutdownGracefully(0, AdminServer.STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
