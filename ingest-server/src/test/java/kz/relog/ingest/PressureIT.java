package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import kz.relog.ingest.kit.Await;
import kz.relog.ingest.kit.GatedDisk;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.TcpLink;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.UdpLink;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.v1.Ack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PressureIT {

  @TempDir Path directory;

  private final GatedDisk disk = new GatedDisk();

  @Test
  void whenTheRingIsFullDatagramsAreDroppedAndCountedAndTheServerGoesOn() {
    try (Road road = Road.open(directory, smallRing(), IngestClock.SYSTEM, disk);
        UdpLink link = new UdpLink(road.server().udpAddress())) {
      TestDevice device = road.enrol();
      disk.shut();
      int seq = 0;
      while (road.metrics().value(FrameOutcome.RING_FULL) == 0 && seq < 100_000) {
        seq++;
        link.send(device.facts(seq, Math.min(seq - 1, 64), System.currentTimeMillis(), 60));
      }
      assertThat(road.metrics().value(FrameOutcome.RING_FULL)).isPositive();
      disk.reopen();
      Await.until("the ring is empty", () -> road.metrics().ringBytes() == 0);
      try (UdpLink fresh = new UdpLink(road.server().udpAddress())) {
        seq++;
        assertThat(
                device
                    .open(fresh.ask(device.facts(seq, 0, System.currentTimeMillis(), 1)))
                    .durableSeq())
            .isEqualTo(seq);
      }
    }
  }

  @Test
  void whenTheRingFillsConnectionsAreReadNoFurtherAndNothingIsLost() {
    try (Road road = Road.open(directory, smallRing(), IngestClock.SYSTEM, disk);
        TcpLink link = new TcpLink(road.server().tcpAddress())) {
      TestDevice device = road.enrol();
      device.open(link.ask(device.hello()));
      disk.shut();
      int batches = 20_000;
      CompletableFuture<Void> sender =
          CompletableFuture.runAsync(
              () -> {
                for (int seq = 1; seq <= batches; seq++) {
                  link.send(
                      device.facts(seq, Math.min(seq - 1, 64), System.currentTimeMillis(), 60));
                }
              });
      Await.until("the ring is half full", () -> road.metrics().ringBytes() > 1 << 17);
      disk.reopen();
      sender.join();
      Await.until("all are stored", () -> road.metrics().value(FrameOutcome.STORED) == batches);
      assertThat(road.metrics().value(FrameOutcome.RING_FULL)).isZero();
    }
  }

  @Test
  void aFullDiskIsAnsweredWithSlowDownAndStoresAgainWhenThereIsSpace() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), IngestClock.SYSTEM, disk);
        UdpLink link = new UdpLink(road.server().udpAddress())) {
      TestDevice device = road.enrol();
      disk.full(true);
      int seq = 1;
      AckDecoder ack = device.open(link.ask(device.facts(seq, 0, System.currentTimeMillis(), 200)));
      while (ack.status() == Ack.Status.OK && seq < 400_000) {
        seq++;
        ack = device.open(link.ask(device.facts(seq, 0, System.currentTimeMillis(), 200)));
      }
      assertThat(ack.status()).isEqualTo(Ack.Status.SLOW_DOWN);
      assertThat(ack.retryAfterSeconds()).isPositive();
      assertThat(ack.durableSeq()).isEqualTo(seq - 1L);
      assertThat(road.metrics().value(FrameOutcome.DISK_SHORT)).isEqualTo(1);
      disk.full(false);
      int retried = seq;
      Await.until(
          "the batch is stored",
          () ->
              device
                      .open(link.ask(device.facts(retried, 0, System.currentTimeMillis(), 200)))
                      .durableSeq()
                  == retried);
    }
  }

  @Test
  void aDiskThatFailsIsNeverTurnedIntoAnAck() throws Exception {
    Road road = Road.open(directory, IngestConfig.loopback(), IngestClock.SYSTEM, disk);
    TestDevice device = road.enrol();
    try (UdpLink link = new UdpLink(road.server().udpAddress());
        TcpLink tcp = new TcpLink(road.server().tcpAddress())) {
      link.ask(device.facts(1, 0, System.currentTimeMillis(), 1));
      disk.breakDown();
      tcp.send(device.facts(2, 1, System.currentTimeMillis(), 1));
      assertThat(tcp.isClosedByServer()).isTrue();
      IngestFailure failure = road.server().failure().get(30, TimeUnit.SECONDS);
      assertThat(failure.reason()).isNotBlank();
      assertThat(failure.nextCommand()).startsWith("relog journal verify");
      assertThat(road.metrics().value(AckOutcome.SENT)).isEqualTo(1);
      assertThatThrownBy(() -> road.server().commands().submit(new Command.Tick()).join())
          .isInstanceOf(CompletionException.class)
          .hasMessageContaining("STOPPED");
    } finally {
      road.close();
    }
  }

  private static IngestConfig smallRing() {
    IngestLimits.Queue queue = IngestLimits.DEFAULTS.queue();
    IngestLimits limits =
        IngestLimits.DEFAULTS
            .withQueue(
                new IngestLimits.Queue(
                    1 << 18, queue.ackRingBytes(), queue.commands(), queue.peerCacheEntries()))
            .withJournal(IngestLimits.DEFAULTS.journal().withGroups(64, 1 << 16));
    return IngestConfig.loopback().withLimits(limits);
  }
}
