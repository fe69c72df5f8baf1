package kz.relog.app.drill.rig;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Loopback ports for a server that dies and comes back at the same place.
 *
 * @param udp for datagrams
 * @param tcp for connections
 */
public record Ports(int udp, int tcp) {
  /** Two that are free now. */
  public static Ports free() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, 0));
        ServerSocket tcp = new ServerSocket(0, 1, loopback)) {
      return new Ports(udp.getLocalPort(), tcp.getLocalPort());
    }
  }

  /** Where devices send datagrams. */
  public InetSocketAddress udpAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), udp);
  }

  /** Where devices connect. */
  public InetSocketAddress tcpAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp);
  }
}
