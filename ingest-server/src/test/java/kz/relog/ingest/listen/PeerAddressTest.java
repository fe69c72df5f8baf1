package kz.relog.ingest.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "10.200.3.129",
        "::1",
        "2001:db8::ff00:42:8329"
      })
  void survivesTheWayThroughTwoLongs(String text) throws Exception {
    InetAddress address = InetAddress.getByName(text);
    assertThat(PeerAddress.of(PeerAddress.high(address), PeerAddress.low(address)))
        .isEqualTo(address);
  }

  @Test
  void theCacheGivesBackTheSameObjectOrAnEqualOne() throws Exception {
    PeerCache cache = new PeerCache(2);
    InetAddress host = InetAddress.getByName("10.1.2.3");
    long high = PeerAddress.high(host);
    long low = PeerAddress.low(host);
    InetSocketAddress first = new InetSocketAddress(host, 1);
    cache.remember(high, low, first);
    assertThat(cache.get(high, low, 1)).isSameAs(first);
    for (int port = 2; port < 40; port++) {
      cache.remember(high, low, new InetSocketAddress(host, port));
      assertThat(cache.get(high, low, port)).isEqualTo(new InetSocketAddress(host, port));
    }
    assertThat(cache.get(high, low, 1)).isEqualTo(first);
  }
}
