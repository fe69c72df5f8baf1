package kz.relog.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kz.relog.device.ServerAddress.Carriage;
import org.junit.jupiter.api.Test;

class ServerAddressTest {
  @Test
  void carriage_host_and_port_are_read() {
    ServerAddress udp = ServerAddress.parse("udp://127.0.0.1:5511");
    assertThat(udp.carriage()).isEqualTo(Carriage.UDP);
    assertThat(udp.socket().getPort()).isEqualTo(5511);
    assertThat(udp).hasToString("udp://127.0.0.1:5511");
    ServerAddress tcp = ServerAddress.parse("TCP://[::1]:1");
    assertThat(tcp.carriage()).isEqualTo(Carriage.TCP);
    assertThat(tcp.socket().getAddress().getAddress()).hasSize(16);
  }

  @Test
  void anything_else_is_refused_with_what_is_expected() {
    for (String text :
        new String[] {
          "", "udp://", "udp://:1", "udp://h", "udp://h:0", "udp://h:65536", "http://h:1"
        }) {
      assertThatThrownBy(() -> ServerAddress.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected udp://HOST:PORT or tcp://HOST:PORT");
    }
  }
}
