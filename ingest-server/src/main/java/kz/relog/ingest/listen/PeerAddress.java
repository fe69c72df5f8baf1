package kz.relog.ingest.listen;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * Addresses as two longs: IPv6, or IPv4 mapped into it ({@code ::ffff:a.b.c.d}). Stateless, any
 * thread.
 */
final class PeerAddress {

  private static final long MAPPED = 0xFFFFL << 32;

  /**
   * {@link InetAddress#getAddress()} copies an array each time. The hash code of an IPv4 address is
   * that address on every known JDK; it is not promised, so it is tried once.
   */
  private static final boolean HASH_IS_ADDRESS = hashIsAddress();

  private PeerAddress() {}

  static long high(InetAddress address) {
    return address instanceof Inet4Address ? 0 : ByteBuffer.wrap(address.getAddress()).getLong();
  }

  static long low(InetAddress address) {
    if (!(address instanceof Inet4Address)) {
      return ByteBuffer.wrap(address.getAddress()).getLong(Long.BYTES);
    }
    int v4 = HASH_IS_ADDRESS ? address.hashCode() : ByteBuffer.wrap(address.getAddress()).getInt();
    return MAPPED | (v4 & 0xFFFF_FFFFL);
  }

  static InetAddress of(long high, long low) {
    boolean v4 = high == 0 && low >>> 32 == 0xFFFF;
    byte[] bytes =
        v4
            ? ByteBuffer.allocate(Integer.BYTES).putInt((int) low).array()
            : ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are addresses", e);
    }
  }

  private static boolean hashIsAddress() {
    return of(0, MAPPED | 0x01020304).hashCode() == 0x01020304
        && of(0, MAPPED | 0xC0A8FF80L).hashCode() == 0xC0A8FF80;
  }
}
