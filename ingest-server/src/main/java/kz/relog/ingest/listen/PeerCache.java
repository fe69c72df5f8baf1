package kz.relog.ingest.listen;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The address objects of recent datagrams, so that an ack a moment later needs no new one. One
 * place per hash; a miss only costs an allocation. Thread: one event loop.
 */
final class PeerCache {

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final @Nullable InetSocketAddress[] peers;
  private final long[] highs;
  private final long[] lows;

  PeerCache(int entries) {
    peers = new InetSocketAddress[entries];
    highs = new long[entries];
    lows = new long[entries];
  }

  void remember(long high, long low, InetSocketAddress peer) {
    int at = at(high, low, peer.getPort());
    peers[at] = peer;
    highs[at] = high;
    lows[at] = low;
  }

  InetSocketAddress get(long high, long low, int port) {
    int at = at(high, low, port);
    InetSocketAddress peer = peers[at];
    return peer != null && highs[at] == high && lows[at] == low && peer.getPort() == port
        ? peer
        : new InetSocketAddress(PeerAddress.of(high, low), port);
  }

  private int at(long high, long low, int port) {
    long mixed = (high * MIX ^ low) * MIX + port * 0xBF58476D1CE4E5B9L;
    return (int) (mixed >>> 40) & peers.length - 1;
  }
}
