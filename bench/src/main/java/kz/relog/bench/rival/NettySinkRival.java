package kz.relog.bench.rival;

import java.io.IOException;
import kz.relog.bench.process.SinkProcess;

/** The bare Netty sink: what sockets alone allow on this machine with the server's own library. */
public final class NettySinkRival implements Rival {
  private final boolean overTcp;

  /**
   * A sink.
   *
   * @param overTcp whether it takes connections rather than datagrams
   */
  public NettySinkRival(boolean overTcp) {
    this.overTcp = overTcp;
  }

  @Override
  public String name() {
    return "netty-sink";
  }

  @Override
  public String durability() {
    return "none: it keeps nothing";
  }

  @Override
  public String settings() {
    return "epoll, the server's socket options, event loops and JVM flags; one answer of an ack's"
        + " length for each frame; no cipher, no disk, no state";
  }

  @Override
  public RunningRival start(RivalWork work) throws IOException {
    return SinkRival.of(SinkProcess.netty(overTcp, work.loops(), work.ackBytes()), overTcp, work);
  }
}
