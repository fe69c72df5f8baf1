package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.TcpLink;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.UdpLink;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.v1.Ack;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FirstSliceIT {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "NIO"})
  void aFactIsDurableBeforeItsAckOverUdp(IngestConfig.Sockets sockets) {
    IngestConfig config = IngestConfig.loopback().withSockets(sockets).withEventLoops(2);
    try (Road road = Road.open(directory, config, IngestClock.SYSTEM);
        UdpLink link = new UdpLink(road.server().udpAddress())) {
      TestDevice device = road.enrol();
      byte[] sent = device.facts(1, 0, System.currentTimeMillis() - 60_000, 3);
      byte[] answer = link.ask(sent);
      assertThat(road.stored(device)).extracting(Road.Stored::batchSeq).containsExactly(1L);
      AckDecoder ack = device.open(answer);
      assertThat(ack.durableSeq()).isEqualTo(1);
      assertThat(ack.status()).isEqualTo(Ack.Status.OK);
      assertThat(ack.trackingOn()).isTrue();
      assertThat(ack.refused()).isZero();
      assertThat(answer.length).isLessThanOrEqualTo(sent.length);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "NIO"})
  void aFactIsDurableBeforeItsAckOverTcp(IngestConfig.Sockets sockets) {
    IngestConfig config = IngestConfig.loopback().withSockets(sockets).withEventLoops(2);
    try (Road road = Road.open(directory, config, IngestClock.SYSTEM);
        TcpLink link = new TcpLink(road.server().tcpAddress())) {
      TestDevice device = road.enrol();
      byte[] answer = link.ask(device.facts(1, 0, System.currentTimeMillis() - 60_000, 30));
      assertThat(road.stored(device)).extracting(Road.Stored::batchSeq).containsExactly(1L);
      assertThat(device.open(answer).durableSeq()).isEqualTo(1);
    }
  }
}
