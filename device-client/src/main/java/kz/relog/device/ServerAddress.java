package kz.relog.device;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the server listens and how frames travel there. Immutable.
 *
 * @param carriage datagrams or a stream
 * @param socket the address; resolved when it is used if it is unresolved
 * @param fallback where streams go while datagrams do not get through; empty for one way only
 */
public record ServerAddress(
    Carriage carriage, InetSocketAddress socket, Optional<InetSocketAddress> fallback) {
  private static final int SCHEME_CHARS = 6;

  /** How frames travel. */
  public enum Carriage {
    /** One frame per datagram, at most 1200 bytes. */
    UDP(1200),
    /** A stream of frames, each after its two-byte length, at most 4096 bytes. */
    TCP(4096);

    private final int frameBytesMax;

    Carriage(int frameBytesMax) {
      this.frameBytesMax = frameBytesMax;
    }

    /** Longest frame this carriage takes, bytes. */
    public int frameBytesMax() {
      return frameBytesMax;
    }
  }

  /** Checks that a stream falls back on nothing. */
  public ServerAddress {
    if (fallback.isPresent() && carriage != Carriage.UDP) {
      throw new IllegalArgumentException("only UDP has something to fall back on");
    }
  }

  /** Datagrams only or a stream only. */
  public ServerAddress(Carriage carriage, InetSocketAddress socket) {
    this(carriage, socket, Optional.empty());
  }

  /** UDP with TCP as the fallback. */
  public static ServerAddress auto(InetSocketAddress udp, InetSocketAddress tcp) {
    return new ServerAddress(Carriage.UDP, udp, Optional.of(tcp));
  }

  /**
   * Reads {@code udp://HOST:PORT}, {@code tcp://HOST:PORT}, or both with a comma between them: UDP
   * with TCP as the fallback. An IPv6 host stands in brackets. The host is resolved here.
   *
   * @throws IllegalArgumentException with what is expected, if the text is neither
   */
  public static ServerAddress parse(String text) {
    int comma = text.indexOf(',');
    if (comma < 0) {
      return parseOne(text, text);
    }
    ServerAddress udp = parseOne(text.substring(0, comma).trim(), text);
    ServerAddress tcp = parseOne(text.substring(comma + 1).trim(), text);
    if (udp.carriage != Carriage.UDP || tcp.carriage != Carriage.TCP) {
      throw expected(text);
    }
    return auto(udp.socket, tcp.socket);
  }

  private static ServerAddress parseOne(String one, String text) {
    String lower = one.toLowerCase(Locale.ROOT);
    Carriage carriage;
    if (lower.startsWith("udp://")) {
      carriage = Carriage.UDP;
    } else if (lower.startsWith("tcp://")) {
      carriage = Carriage.TCP;
    } else {
      throw expected(text);
    }
    String rest = one.substring(SCHEME_CHARS);
    int colon = rest.lastIndexOf(':');
    if (colon <= 0) {
      throw expected(text);
    }
    String host = rest.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    int port;
    try {
      port = Integer.parseInt(rest.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw expected(text);
    }
    if (port < 1 || port > 65535 || host.isEmpty()) {
      throw expected(text);
    }
    return new ServerAddress(carriage, new InetSocketAddress(host, port));
  }

  /** The address for datagrams, of a carriage that sends them. */
  InetSocketAddress udp() {
    return resolved(socket);
  }

  /** The address for streams, of a carriage that has them. */
  InetSocketAddress tcp() {
    return resolved(fallback.orElse(socket));
  }

  @Override
  public String toString() {
    String first = text(carriage.name().toLowerCase(Locale.ROOT), socket);
    return fallback.map(tcp -> first + "," + text("tcp", tcp)).orElse(first);
  }

  private static InetSocketAddress resolved(InetSocketAddress address) {
    return address.isUnresolved()
        ? new InetSocketAddress(address.getHostString(), address.getPort())
        : address;
  }

  private static String text(String scheme, InetSocketAddress address) {
    return scheme + "://" + address.getHostString() + ":" + address.getPort();
  }

  private static IllegalArgumentException expected(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no server address; expected udp://HOST:PORT or tcp://HOST:PORT, or both with a"
            + " comma between them, port 1 to 65535");
  }
}
