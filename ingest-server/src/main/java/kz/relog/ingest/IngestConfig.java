package kz.relog.ingest;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the server listens and with what.
 *
 * @param udp address for datagrams; port 0 picks a free one
 * @param tcp address for connections; port 0 picks a free one
 * @param eventLoops event loops, 1 to 64
 * @param sockets which socket implementation
 * @param limits every limit
 * @param tls TLS in front of TCP, if wanted
 */
public record IngestConfig(
    InetSocketAddress udp,
    InetSocketAddress tcp,
    int eventLoops,
    Sockets sockets,
    IngestLimits limits,
    Optional<TlsFiles> tls) {

  /** Socket implementations. */
  public enum Sockets {
    /** Epoll where it loads, else NIO. */
    AUTO,
    /** Epoll; the start fails where it does not load. */
    EPOLL,
    /** The JDK's selectors, one UDP channel. */
    NIO
  }

  /** Loopback, free ports, half of the processors as event loops, default limits. */
  public static IngestConfig loopback() {
    InetAddress host = InetAddress.getLoopbackAddress();
    return new IngestConfig(
        new InetSocketAddress(host, 0),
        new InetSocketAddress(host, 0),
        eventLoopsFor(Runtime.getRuntime().availableProcessors()),
        Sockets.AUTO,
        IngestLimits.DEFAULTS,
        Optional.empty());
  }

  /** The other half is for the sequencer, the engine and the kernel's own work per datagram. */
  static int eventLoopsFor(int processors) {
    return Math.max(1, Math.min(16, processors / 2));
  }

  /** The same with these addresses. */
  public IngestConfig withAddresses(InetSocketAddress udpAddress, InetSocketAddress tcpAddress) {
    return new IngestConfig(udpAddress, tcpAddress, eventLoops, sockets, limits, tls);
  }

  /** The same with this number of event loops. */
  public IngestConfig withEventLoops(int loops) {
    return new IngestConfig(udp, tcp, loops, sockets, limits, tls);
  }

  /** The same with this socket implementation. */
  public IngestConfig withSockets(Sockets implementation) {
    return new IngestConfig(udp, tcp, eventLoops, implementation, limits, tls);
  }

  /** The same with these limits. */
  public IngestConfig withLimits(IngestLimits newLimits) {
    return new IngestConfig(udp, tcp, eventLoops, sockets, newLimits, tls);
  }

  /** The same with TLS in front of TCP, on an address of its own. */
  public IngestConfig withTls(TlsFiles files) {
    return new IngestConfig(udp, tcp, eventLoops, sockets, limits, Optional.of(files));
  }

  /** Everything that is wrong with it, one sentence each; empty if nothing is. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (eventLoops < 1 || eventLoops > 64) {
      problems.add("eventLoops is " + eventLoops + "; allowed: 1 to 64");
    }
    if (udp.isUnresolved()) {
      problems.add("the UDP address is unresolved; allowed: an address of this machine");
    }
    if (tcp.isUnresolved()) {
      problems.add("the TCP address is unresolved; allowed: an address of this machine");
    }
    tls.ifPresent(files -> problems.addAll(files.problems()));
    problems.addAll(limits.problems());
    return List.copyOf(problems);
  }
}
