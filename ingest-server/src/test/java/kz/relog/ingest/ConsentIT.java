package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import kz.relog.ingest.kit.Await;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.TestClock;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.UdpLink;
import kz.relog.journal.JournalReader;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.fix.ConsentEncoder;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.v1.Ack;
import kz.relog.proto.v1.ConsentChange.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver decides on the device. */
class ConsentIT {

  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private long nextSeq;

  @Test
  void aPauseClosesTheGateUntilItIsResumed() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), clock);
        UdpLink link = new UdpLink(road.server().udpAddress())) {
      TestDevice device = road.enrol();
      assertStored(link, device);
      change(link, device, Action.PAUSE, 0);
      assertRefused(link, device);
      assertThat(road.metrics().value(FixOutcome.NO_PERMISSION)).isEqualTo(3);
      change(link, device, Action.RESUME, 0);
      assertStored(link, device);
      assertThat(road.stored(device)).hasSize(4);
      assertThat(road.refusedBatches(device)).isEqualTo(1);
    }
  }

  @Test
  void aWithdrawalCannotBeResumedFromTheDeviceAndSurvivesARestart() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), clock)) {
      TestDevice device = road.enrol();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        change(link, device, Action.WITHDRAW, 0);
        change(link, device, Action.RESUME, 0);
        assertRefused(link, device);
      }
      road.restart();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        assertRefused(link, device);
      }
    }
  }

  @Test
  void aPauseSurvivesACheckpointAndARestart() {
    IngestLimits limits =
        IngestLimits.DEFAULTS.withJournal(
            IngestLimits.DEFAULTS.journal().withCheckpoints(2_000, 500));
    try (Road road = Road.open(directory, IngestConfig.loopback().withLimits(limits), clock)) {
      TestDevice device = road.enrol();
      TestDevice other = road.enrol();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        change(link, device, Action.PAUSE, 0);
        long pausedAt = road.journal().durableSeq();
        for (int seq = 1; seq <= 100; seq++) {
          link.ask(other.facts(seq, 0, clock.nowMs(), 2));
        }
        Await.until(
            "a checkpoint has ended behind the pause",
            () -> road.journal().recoverySeq() > pausedAt);
      }
      road.restart();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        assertRefused(link, device);
        change(link, device, Action.RESUME, 0);
        assertStored(link, device);
      }
    }
  }

  @Test
  void aPausedPurposeIsLeftOutOfTheMaskOfWhatIsStored() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), clock);
        UdpLink link = new UdpLink(road.server().udpAddress())) {
      TestDevice device = road.enrol();
      assertStored(link, device);
      assertThat(purposesOfLast(road)).isEqualTo(0b111);
      change(link, device, Action.PAUSE, 2);
      assertStored(link, device);
      assertThat(purposesOfLast(road)).isEqualTo(0b101);
      change(link, device, Action.PAUSE, 1);
      change(link, device, Action.WITHDRAW, 3);
      assertRefused(link, device);
    }
  }

  private static int purposesOfLast(Road road) {
    try (JournalReader reader = road.journal().reader(road.journal().durableSeq())) {
      assertThat(reader.poll()).isTrue();
      return reader.sectionPurposeMask(0);
    }
  }

  private void assertStored(UdpLink link, TestDevice device) {
    AckDecoder ack = send(link, device);
    assertThat(ack.status()).isEqualTo(Ack.Status.OK);
    assertThat(ack.refused()).isZero();
    assertThat(ack.trackingOn()).isTrue();
  }

  private void assertRefused(UdpLink link, TestDevice device) {
    AckDecoder ack = send(link, device);
    assertThat(ack.status()).isEqualTo(Ack.Status.NO_PERMISSION);
    assertThat(ack.refused()).isEqualTo(3);
    assertThat(ack.durableSeq()).isEqualTo(nextSeq);
    assertThat(ack.trackingOn()).isFalse();
    assertThat(device.open(link.ask(device.hello())).trackingOn()).isFalse();
  }

  private AckDecoder send(UdpLink link, TestDevice device) {
    return device.open(link.ask(device.facts(++nextSeq, 0, clock.nowMs(), 3)));
  }

  private void change(UdpLink link, TestDevice device, Action action, int purpose) {
    byte[] plain = new byte[ConsentEncoder.ENCODED_BYTES_MAX];
    int length = ConsentEncoder.encode(++nextSeq, 0, purpose, action, plain, 0);
    byte[] frame = device.seal(FrameKind.CONSENT, Arrays.copyOf(plain, length));
    assertThat(device.open(link.ask(frame)).durableSeq()).isEqualTo(nextSeq);
    // Fixes have whole seconds: the next ones surely lie behind the change.
    clock.advanceMs(1_000);
  }
}
