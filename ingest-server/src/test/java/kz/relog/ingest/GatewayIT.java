package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.UdpLink;
import kz.relog.proto.frame.FrameDescriptor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many devices behind one address: acks that leave together arrive one by one, and in order. */
class GatewayIT {

  private static final int DEVICES = 150;
  private static final int BATCHES = 3;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "NIO"})
  void eachDeviceOfAGatewayGetsItsOwnAcks(IngestConfig.Sockets sockets) {
    IngestConfig config = IngestConfig.loopback().withSockets(sockets).withEventLoops(1);
    try (Road road = Road.open(directory, config, IngestClock.SYSTEM);
        UdpLink gateway = new UdpLink(road.server().udpAddress());
        UdpLink neighbour = new UdpLink(road.server().udpAddress())) {
      Map<Long, TestDevice> devices = new HashMap<>();
      for (int i = 0; i < DEVICES; i++) {
        TestDevice device = road.enrol();
        devices.put(device.keyId(), device);
      }
      TestDevice alone = road.enrol();
      long timeMs = System.currentTimeMillis() - 60_000;
      // One of the batches refuses a fix, and another length of ack tells so.
      for (long batchSeq = 1; batchSeq <= BATCHES; batchSeq++) {
        List<byte[]> frames = new ArrayList<>();
        for (TestDevice device : devices.values()) {
          frames.add(device.facts(batchSeq, 0, batchSeq == 2 ? 1_000 : timeMs, 2));
        }
        frames.forEach(gateway::send);
        neighbour.send(alone.facts(batchSeq, 0, timeMs, 2));
        Map<Long, Long> settled = new HashMap<>();
        while (settled.size() < DEVICES) {
          byte[] answer = gateway.receive();
          TestDevice device = Objects.requireNonNull(devices.get(FrameDescriptor.keyId(answer, 0)));
          settled.put(device.keyId(), device.open(answer).durableSeq());
        }
        assertThat(settled.values()).containsOnly(batchSeq);
        assertThat(alone.open(neighbour.receive()).durableSeq()).isEqualTo(batchSeq);
      }
    }
  }
}
