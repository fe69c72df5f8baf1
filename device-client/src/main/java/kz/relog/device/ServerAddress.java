package kz.relog.device;

import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * Where the server listens and how frames travel there. Immutable.
 *
 * @param carriage datagrams or a stream
 * @param socket the address; resolved when it is used if it is unresolved
 */
public record ServerAddress(Carriage carriage, InetSocketAddress socket) {
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

  /**
   * Reads {@code udp://HOST:PORT} or {@code tcp://HOST:PORT}; an IPv6 host stands in brackets. The
   * host is resolved here.
   *
   * @throws IllegalArgumentException with what is expected, if the text is neither
   */
  public static ServerAddress parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    Carriage carriage;
    if (lower.startsWith("udp://")) {
      carriage = Carriage.UDP;
    } else if (lower.startsWith("tcp://")) {
      carriage = Carriage.TCP;
    } else {
      throw expected(text);
    }
    String rest = text.substring(6);
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

  @Override
  public String toString() {
    return carriage.name().toLowerCase(Locale.ROOT)
        + "://"
        + socket.getHostString()
        + ":"
        + socket.getPort();
  }

  private static IllegalArgumentException expected(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no server address; expected udp://HOST:PORT or tcp://HOST:PORT, port 1 to 65535");
  }
}
