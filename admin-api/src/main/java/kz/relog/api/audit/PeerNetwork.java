package kz.relog.api.audit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Shortens addresses to the network they are in: an address is personal. Stateless. */
public final class PeerNetwork {
  private static final int V4_BYTES = 3;
  private static final int V6_BYTES = 6;

  private PeerNetwork() {}

  /** The first 24 bits of an IPv4 address, the first 48 of an IPv6 one. */
  public static String of(InetAddress address) {
    int kept = address instanceof Inet4Address ? V4_BYTES : V6_BYTES;
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, kept, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + kept * 8;
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
