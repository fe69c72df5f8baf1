package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import kz.relog.ingest.kit.Await;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.TcpLink;
import kz.relog.ingest.kit.TestDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsIT {

  private static final long NEVER_MS = 3_600_000;

  @TempDir Path directory;

  @Test
  void anOversizedLengthClosesTheConnection() {
    try (Road road = open(10, 10, NEVER_MS, NEVER_MS, NEVER_MS);
        TcpLink link = new TcpLink(road.server().tcpAddress())) {
      link.sendRaw((byte) 0x01, (byte) 0x10);
      assertThat(link.isClosedByServer()).isTrue();
      assertEnds(road, ConnectionOutcome.CLOSED_LENGTH);
    }
  }

  @Test
  void aConnectionThatSaysNothingIsClosed() {
    try (Road road = open(10, 10, 100, NEVER_MS, NEVER_MS);
        TcpLink link = new TcpLink(road.server().tcpAddress())) {
      assertThat(link.isClosedByServer()).isTrue();
      assertEnds(road, ConnectionOutcome.CLOSED_NO_FRAME);
    }
  }

  @Test
  void forgedFramesDoNotKeepAConnectionOpen() {
    try (Road road = open(10, 10, 200, NEVER_MS, NEVER_MS);
        TcpLink link = new TcpLink(road.server().tcpAddress())) {
      link.send(road.stranger().hello());
      assertThat(link.isClosedByServer()).isTrue();
      assertEnds(road, ConnectionOutcome.CLOSED_NO_FRAME);
      assertThat(road.metrics().value(FrameOutcome.UNKNOWN_KEY)).isEqualTo(1);
    }
  }

  @Test
  void aSlowDripIsClosedAlthoughItsBytesKeepComing() {
    try (Road road = open(10, 10, NEVER_MS, 200, NEVER_MS);
        TcpLink link = new TcpLink(road.server().tcpAddress())) {
      TestDevice device = road.enrol();
      device.open(link.ask(device.hello()));
      byte[] frame = TcpLink.prefixed(device.hello());
      link.sendRaw(frame[0]);
      link.sendRaw(frame[1]);
      link.sendRaw(frame[2]);
      assertThat(link.isClosedByServer()).isTrue();
      assertEnds(road, ConnectionOutcome.CLOSED_SLOW_FRAME);
    }
  }

  @Test
  void anIdleConnectionIsClosed() {
    try (Road road = open(10, 10, 300, 300, 300);
        TcpLink link = new TcpLink(road.server().tcpAddress())) {
      TestDevice device = road.enrol();
      device.open(link.ask(device.hello()));
      assertThat(link.isClosedByServer()).isTrue();
      assertEnds(road, ConnectionOutcome.CLOSED_IDLE);
    }
  }

  @Test
  void connectionsBeyondTheLimitAreTurnedAwayAndAPlaceThatIsFreeIsGivenAgain() {
    try (Road road = open(2, 2, NEVER_MS, NEVER_MS, NEVER_MS)) {
      TestDevice device = road.enrol();
      InetSocketAddress server = road.server().tcpAddress();
      try (TcpLink one = new TcpLink(server);
          TcpLink two = new TcpLink(server)) {
        device.open(one.ask(device.hello()));
        device.open(two.ask(device.hello()));
        try (TcpLink three = new TcpLink(server)) {
          assertThat(three.isClosedByServer()).isTrue();
        }
        assertThat(road.metrics().value(ConnectionOutcome.REFUSED_TOTAL)).isEqualTo(1);
        assertThat(road.metrics().connectionsOpen()).isEqualTo(2);
      }
      assertEnds(road, ConnectionOutcome.CLOSED_BY_PEER, 2);
      try (TcpLink again = new TcpLink(server)) {
        device.open(again.ask(device.hello()));
      }
    }
  }

  @Test
  void connectionsBeyondAnAddressesShareAreTurnedAway() {
    try (Road road = open(5, 1, NEVER_MS, NEVER_MS, NEVER_MS);
        TcpLink one = new TcpLink(road.server().tcpAddress())) {
      TestDevice device = road.enrol();
      device.open(one.ask(device.hello()));
      try (TcpLink two = new TcpLink(road.server().tcpAddress())) {
        assertThat(two.isClosedByServer()).isTrue();
      }
      assertThat(road.metrics().value(ConnectionOutcome.REFUSED_ADDRESS)).isEqualTo(1);
    }
  }

  @Test
  void aReaderThatNeverReadsItsAcksIsClosed() throws IOException {
    try (Road road = open(10, 10, NEVER_MS, NEVER_MS, NEVER_MS);
        Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4_096);
      socket.connect(road.server().tcpAddress());
      TestDevice device = road.enrol();
      OutputStream out = socket.getOutputStream();
      boolean closed = false;
      for (int i = 0; i < 200_000 && !closed; i++) {
        try {
          out.write(TcpLink.prefixed(device.hello()));
        } catch (IOException e) {
          closed = true;
        }
      }
      assertThat(closed).isTrue();
      assertEnds(road, ConnectionOutcome.CLOSED_ACK_BACKLOG);
      assertThat(road.metrics().value(AckOutcome.BACKLOG)).isPositive();
    }
  }

  private Road open(int connections, int perAddress, long firstMs, long frameMs, long idleMs) {
    IngestLimits.Tcp tcp =
        new IngestLimits.Tcp(connections, perAddress, 1_000, firstMs, frameMs, idleMs, 20, 4_096);
    return Road.open(
        directory,
        IngestConfig.loopback().withLimits(IngestLimits.DEFAULTS.withTcp(tcp)),
        IngestClock.SYSTEM);
  }

  private static void assertEnds(Road road, ConnectionOutcome outcome) {
    assertEnds(road, outcome, 1);
  }

  private static void assertEnds(Road road, ConnectionOutcome outcome, long count) {
    Await.until(count + " ended as " + outcome, () -> road.metrics().value(outcome) == count);
    assertThat(road.metrics().connectionsOpen()).isZero();
  }
}
