package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class IngestLimitsTest {

  @Test
  void whatShipsHasNoProblems() {
    assertThat(IngestConfig.loopback().problems()).isEmpty();
  }

  @Test
  void everyProblemIsToldAtOnceWithItsValueAndWhatIsAllowed() {
    IngestLimits limits =
        IngestLimits.DEFAULTS
            .withFix(new IngestLimits.Fix(0, 5))
            .withTcp(new IngestLimits.Tcp(10, 11, 1, 5_000, 10_000, 1_000, 250, 65_536))
            .withQueue(new IngestLimits.Queue(3 << 18, 1 << 20, 1_024, 16));
    IngestConfig config =
        IngestConfig.loopback()
            .withLimits(limits)
            .withEventLoops(0)
            .withAddresses(
                InetSocketAddress.createUnresolved("nowhere", 1),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    assertThat(config.problems())
        .anySatisfy(p -> assertThat(p).isEqualTo("eventLoops is 0; allowed: 1 to 64"))
        .anySatisfy(p -> assertThat(p).startsWith("the UDP address is unresolved"))
        .anySatisfy(
            p -> assertThat(p).isEqualTo("fix.ageMaxMs is 0; allowed: 60000 to 31622400000"))
        .anySatisfy(p -> assertThat(p).isEqualTo("tcp.perAddressMax is 11; allowed: 1 to 10"))
        .anySatisfy(p -> assertThat(p).isEqualTo("tcp.firstFrameMs is 5000; allowed: 1 to 1000"))
        .anySatisfy(p -> assertThat(p).isEqualTo("tcp.frameMs is 10000; allowed: 1 to 1000"))
        .anySatisfy(
            p -> assertThat(p).isEqualTo("queue.ringBytes is 786432; allowed: a power of two"))
        .anySatisfy(p -> assertThat(p).startsWith("journal.groupBytesMax is 1048576;"))
        .hasSize(8);
  }

  @Test
  void limitsThatDoNotFitEachOtherAreTold() {
    IngestLimits limits =
        IngestLimits.DEFAULTS
            .withQueue(new IngestLimits.Queue(8 << 20, 1 << 12, 1_024, 16))
            .withUdp(new IngestLimits.Udp(8_192, 8_192, 64, 8_192))
            .withJournal(IngestLimits.DEFAULTS.journal().withCheckpoints(100, 500))
            .withDevice(IngestLimits.PerDevice.DEFAULTS.withShare(64 << 10, 4_096));
    assertThat(limits.problems())
        .containsExactlyInAnyOrder(
            "device.burstBytes is 4096; allowed: 5120 to 34359738368",
            "queue.ackRingBytes is 4096; must hold the acks of one forced group: 327680",
            "udp.receiveBufferBytes is 8192; must hold the datagrams of one system call: 76800",
            "journal.checkpointBytes is 100; must hold one share of a checkpoint: 500");
  }

  @Test
  void halfOfTheProcessorsRunEventLoops() {
    assertThat(IngestConfig.eventLoopsFor(1)).isEqualTo(1);
    assertThat(IngestConfig.eventLoopsFor(2)).isEqualTo(1);
    assertThat(IngestConfig.eventLoopsFor(8)).isEqualTo(4);
    assertThat(IngestConfig.eventLoopsFor(128)).isEqualTo(16);
  }
}
