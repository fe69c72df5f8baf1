package kz.relog.ingest.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class KernelDropsTest {

  private static final String TABLE =
      """
         sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
        100: 0100007F:1C84 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 11 2 0000000000000000 7
        101: 00000000:1C84 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 12 2 0000000000000000 5
        102: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 13 2 0000000000000000 3
      """;

  @Test
  void theDropsOfAllSocketsOnAPortAreAddedUp() {
    assertThat(KernelDrops.ofPort(TABLE, 7300)).isEqualTo(12);
    assertThat(KernelDrops.ofPort(TABLE, 68)).isEqualTo(3);
    assertThat(KernelDrops.ofPort(TABLE, 69)).isEqualTo(KernelDrops.UNKNOWN);
  }

  @Test
  void datagramsThatASmallBufferCannotHoldAreTold() throws IOException {
    Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/net/udp")));
    try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket sender = new DatagramSocket()) {
      receiver.setReceiveBufferSize(4_096);
      assertThat(KernelDrops.ofPort(receiver.getLocalPort())).isZero();
      byte[] bytes = new byte[1_000];
      for (int i = 0; i < 100; i++) {
        sender.send(new DatagramPacket(bytes, bytes.length, receiver.getLocalSocketAddress()));
      }
      assertThat(KernelDrops.ofPort(receiver.getLocalPort())).isBetween(1L, 100L);
    }
  }
}
