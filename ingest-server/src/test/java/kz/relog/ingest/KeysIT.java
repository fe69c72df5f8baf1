package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import kz.relog.ingest.kit.Await;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.Silence;
import kz.relog.ingest.kit.TestClock;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.UdpLink;
import kz.relog.journal.Vault.KeyState;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.v1.Ack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of devices and of months: made, changed, destroyed. */
class KeysIT {

  private static final long DAY_MS = 86_400_000;

  @TempDir Path directory;

  private final TestClock clock = new TestClock();

  @Test
  void aKeyThatIsRotatedIsAnnouncedUntilTheNextOneIsUsedAndThenEnds() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), clock)) {
      TestDevice old = road.enrol();
      TestDevice next = rotated(road, old);
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        AckDecoder ack = old.open(link.ask(old.facts(1, 0, clock.nowMs(), 1)));
        assertThat(ack.nextKeyId()).isEqualTo(next.keyId());
        assertThat(ack.status()).isEqualTo(Ack.Status.OK);
      }
      road.restart();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        AckDecoder ack = old.open(link.ask(old.facts(2, 0, clock.nowMs(), 1)));
        assertThat(ack.nextKeyId()).isEqualTo(next.keyId());
        ack = next.open(link.ask(next.facts(3, 0, clock.nowMs(), 1)));
        assertThat(ack.durableSeq()).isEqualTo(3);
        assertThat(ack.nextKeyId()).isEqualTo(AckDecoder.NO_KEY);
        Silence.after(link, next, old.facts(4, 0, clock.nowMs(), 1));
        assertThat(road.metrics().value(FrameOutcome.REVOKED)).isEqualTo(1);
      }
      road.restart();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        Silence.after(link, next, old.hello());
        next.open(link.ask(next.facts(4, 0, clock.nowMs(), 1)));
      }
      assertThat(road.stored(old)).hasSize(4);
    }
  }

  @Test
  void aRotationSurvivesACheckpoint() {
    IngestLimits limits =
        IngestLimits.DEFAULTS.withJournal(
            IngestLimits.DEFAULTS.journal().withCheckpoints(2_000, 500));
    try (Road road = Road.open(directory, IngestConfig.loopback().withLimits(limits), clock)) {
      TestDevice old = road.enrol();
      TestDevice other = road.enrol();
      TestDevice next = rotated(road, old);
      long rotatedAt = road.journal().durableSeq();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        traffic(link, other, 1, 100);
        Await.until("a checkpoint", () -> road.journal().recoverySeq() > rotatedAt);
      }
      road.restart();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        assertThat(old.open(link.ask(old.hello())).nextKeyId()).isEqualTo(next.keyId());
        next.open(link.ask(next.facts(1, 0, clock.nowMs(), 1)));
        long supersededAt = road.journal().durableSeq();
        traffic(link, other, 101, 200);
        Await.until("a checkpoint", () -> road.journal().recoverySeq() > supersededAt);
      }
      road.restart();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        Silence.after(link, next, old.hello());
      }
    }
  }

  @Test
  void aKeyThatEndsIsNotRotated() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), clock)) {
      TestDevice old = road.enrol();
      rotated(road, old);
      assertThatThrownBy(() -> rotated(road, old)).hasMessageContaining("KEY_ENDING");
    }
  }

  private void traffic(UdpLink link, TestDevice device, int from, int to) {
    for (int seq = from; seq <= to; seq++) {
      link.ask(device.facts(seq, 0, clock.nowMs(), 2));
    }
  }

  private static TestDevice rotated(Road road, TestDevice old) {
    long nextKeyId = road.stranger().keyId();
    byte[] secret = FrameKeys.nextSecret(old.secret(), nextKeyId);
    road.vault().putDeviceSecret(nextKeyId, old.deviceRef(), secret);
    road.server()
        .commands()
        .submit(new Command.RotateKey(old.deviceRef(), old.keyId(), nextKeyId))
        .join();
    return new TestDevice(old.deviceRef(), old.subjectRef(), nextKeyId, secret);
  }

  @Test
  void aSecretThatCouldNotBeDestroyedIsDestroyedLaterAlsoWhenACheckpointAndARestartLieBetween() {
    IngestLimits limits =
        IngestLimits.DEFAULTS.withJournal(
            IngestLimits.DEFAULTS.journal().withCheckpoints(2_000, 500));
    try (Road road = Road.open(directory, IngestConfig.loopback().withLimits(limits), clock)) {
      TestDevice device = road.enrol();
      TestDevice other = road.enrol();
      road.failDestruction(true);
      road.server()
          .commands()
          .submit(new Command.RevokeDevice(device.deviceRef(), device.keyId()))
          .join();
      clock.advanceMs(31 * DAY_MS);
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        traffic(link, other, 1, 1);
        Await.until("it was tried", () -> road.destructionsTried() > 0);
        Silence.after(link, other, device.hello());
        long failedAt = road.journal().durableSeq();
        traffic(link, other, 2, 100);
        Await.until("a checkpoint", () -> road.journal().recoverySeq() > failedAt);
      }
      road.restart();
      assertThat(road.vault().findDeviceSecret(device.keyId())).isPresent();
      road.failDestruction(false);
      clock.advanceMs(61_000);
      Await.until(
          "the secret is gone", () -> road.vault().findDeviceSecret(device.keyId()).isEmpty());
    }
  }

  @Test
  void theKeyOfTheMonthIsThereBeforeTheFirstFix() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), clock)) {
      TestDevice device = road.enrol();
      int month = month(clock.nowMs());
      Await.until(
          "the key is made",
          () -> road.vault().keyState(device.subjectRef(), month, 1) == KeyState.PRESENT);
    }
  }

  @Test
  void nextMonthsKeysAreMadeInTheLastDaysForDevicesThatSend() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), clock);
        UdpLink link = new UdpLink(road.server().udpAddress())) {
      List<TestDevice> devices = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        TestDevice device = road.enrol();
        devices.add(device);
        link.ask(device.facts(1, 0, clock.nowMs(), 1));
      }
      TestDevice idle = road.enrol();
      YearMonth now = YearMonth.from(Instant.ofEpochMilli(clock.nowMs()).atOffset(ZoneOffset.UTC));
      long nextMs =
          now.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
      int next = month(nextMs);
      clock.advanceMs(nextMs - DAY_MS - clock.nowMs());
      Await.until(
          "all have next month's key",
          () -> {
            // The sequencer looks once a second of its clock.
            clock.advanceMs(1_000);
            return devices.stream()
                .allMatch(d -> road.vault().keyState(d.subjectRef(), next, 1) == KeyState.PRESENT);
          });
      assertThat(road.vault().keyState(idle.subjectRef(), next, 1)).isEqualTo(KeyState.UNKNOWN);
    }
  }

  private static int month(long ms) {
    YearMonth month = YearMonth.from(Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC));
    return (month.getYear() - 1970) * 12 + month.getMonthValue() - 1;
  }
}
