package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import kz.relog.ingest.kit.Await;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.Silence;
import kz.relog.ingest.kit.TestClock;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.UdpLink;
import kz.relog.journal.EntryKind;
import kz.relog.journal.ErasedRange;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.v1.Ack;
import kz.relog.proto.v1.PlanEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleIT {

  @TempDir Path directory;

  private final TestClock clock = new TestClock();

  @Test
  void aRestartKnowsWhatWasSettledAndCapturedFramesStaySilent() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), clock)) {
      TestDevice device = road.enrol();
      List<byte[]> captured = new ArrayList<>();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        for (int seq = 1; seq <= 20; seq++) {
          byte[] frame = device.facts(seq, 0, clock.nowMs(), 2);
          captured.add(frame);
          link.ask(frame);
        }
      }
      road.restart();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        Silence.after(link, device, captured.toArray(new byte[0][]));
        assertThat(road.metrics().value(FrameOutcome.REPLAYED)).isEqualTo(20);
        AckDecoder retry = device.open(link.ask(device.facts(20, 0, clock.nowMs(), 2)));
        assertThat(retry.durableSeq()).isEqualTo(20);
        assertThat(road.stored(device)).hasSize(20);
        assertThat(device.open(link.ask(device.facts(21, 0, clock.nowMs(), 2))).durableSeq())
            .isEqualTo(21);
      }
    }
  }

  @Test
  void aCheckpointCarriesDevicesPlansAndRevocationsOverARestart() {
    IngestLimits limits =
        IngestLimits.DEFAULTS.withJournal(
            IngestLimits.DEFAULTS.journal().withCheckpoints(2_000, 500));
    try (Road road = Road.open(directory, IngestConfig.loopback().withLimits(limits), clock)) {
      TestDevice kept = road.enrol();
      TestDevice ended = road.enrol();
      long planRef = 77;
      putPlan(road, planRef);
      revoke(road, ended);
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        for (int seq = 1; seq <= 200; seq++) {
          link.ask(kept.facts(seq, 0, clock.nowMs(), 2));
        }
      }
      Await.until("a checkpoint has ended", () -> road.journal().recoverySeq() > 50);
      road.restart();
      assertThat(road.metrics().devices()).isEqualTo(2);
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        assertThat(kept.open(link.ask(kept.hello())).durableSeq()).isEqualTo(200);
        assertThat(ended.open(link.ask(ended.hello())).status()).isEqualTo(Ack.Status.REVOKED);
        long before = road.entries(EntryKind.PLAN);
        for (int seq = 201; seq <= 400; seq++) {
          link.ask(kept.facts(seq, 0, clock.nowMs(), 2));
        }
        // Known only through the checkpoint before the restart, the plan is in the next one again.
        Await.until("the plan is carried on", () -> road.entries(EntryKind.PLAN) > before);
      }
    }
  }

  @Test
  void aRevokedKeyIsToldSoForThirtyDaysThenItsSecretIsDestroyed() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), clock)) {
      TestDevice device = road.enrol();
      TestDevice honest = road.enrol();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        link.ask(device.facts(1, 0, clock.nowMs(), 1));
        revoke(road, device);
        AckDecoder ack = device.open(link.ask(device.facts(2, 1, clock.nowMs(), 1)));
        assertThat(ack.status()).isEqualTo(Ack.Status.REVOKED);
        assertThat(ack.trackingOn()).isFalse();
        assertThat(ack.durableSeq()).isEqualTo(1);
        assertThat(road.stored(device)).hasSize(1);
        assertThat(road.metrics().value(FrameOutcome.REVOKED)).isEqualTo(1);
        clock.advanceMs(29L * 86_400_000);
        assertThat(device.open(link.ask(device.hello())).status()).isEqualTo(Ack.Status.REVOKED);
        clock.advanceMs(2L * 86_400_000);
        Await.until(
            "the secret is gone", () -> road.vault().findDeviceSecret(device.keyId()).isEmpty());
        Silence.after(link, honest, device.hello());
        assertThat(road.metrics().value(FrameOutcome.UNKNOWN_KEY)).isEqualTo(1);
      }
      road.restart();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        Silence.after(link, honest, device.hello());
      }
    }
  }

  @Test
  void silenceIsJournalledAsATick() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), clock)) {
      assertThat(road.entries(EntryKind.TICK)).isZero();
      clock.advanceMs(10_001);
      Await.until("a tick is durable", () -> road.entries(EntryKind.TICK) == 1);
    }
  }

  @Test
  void twoKeysOfADeviceShareItsBatches() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), clock);
        UdpLink link = new UdpLink(road.server().udpAddress())) {
      TestDevice device = road.enrol();
      TestDevice other = road.stranger();
      TestDevice rotated =
          new TestDevice(device.deviceRef(), device.subjectRef(), other.keyId(), other.secret());
      road.vault().putDeviceSecret(rotated.keyId(), rotated.deviceRef(), rotated.secret());
      submit(
          road,
          new Command.CreateDevice(rotated.deviceRef(), rotated.subjectRef(), rotated.keyId()));
      long nowMs = clock.nowMs();
      link.ask(device.facts(1, 0, nowMs, 1));
      assertThat(rotated.open(link.ask(rotated.facts(1, 0, nowMs, 1))).durableSeq()).isEqualTo(1);
      assertThat(road.metrics().value(FrameOutcome.STORED)).isEqualTo(1);
    }
  }

  @Test
  void commandsThatCannotBeAreRefusedByReason() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), clock)) {
      TestDevice device = road.enrol();
      assertRefused(
          road,
          new Command.CreateDevice(device.deviceRef(), device.subjectRef(), device.keyId()),
          CommandRefused.Reason.KEY_KNOWN);
      assertRefused(
          road,
          new Command.CreateDevice(device.deviceRef(), device.subjectRef() + 1, device.keyId() ^ 1),
          CommandRefused.Reason.SUBJECT_DIFFERS);
      assertRefused(
          road, new Command.CreateDevice(0, 1, 1), CommandRefused.Reason.REFERENCE_OUT_OF_RANGE);
      assertRefused(
          road,
          new Command.CreateDevice(1, 1, 1L << 40),
          CommandRefused.Reason.REFERENCE_OUT_OF_RANGE);
      assertRefused(
          road, new Command.RevokeDevice(device.deviceRef(), 1), CommandRefused.Reason.UNKNOWN_KEY);
      assertRefused(
          road, new Command.PutPlan(5, new byte[] {1, 2}), CommandRefused.Reason.PLAN_MALFORMED);
      assertRefused(
          road,
          new Command.PutPlan(5, PlanEntry.newBuilder().setPlanRef(6).build().toByteArray()),
          CommandRefused.Reason.PLAN_MALFORMED);
      assertThat(submit(road, new Command.Tick())).isEqualTo(road.journal().durableSeq());
      CommandPort port = road.server().commands();
      road.server().close();
      assertThatThrownBy(() -> port.submit(new Command.Tick()).join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .hasMessageContaining("STOPPED");
    }
  }

  @Test
  void aPlanThatWasErasedIsNotTakenAgainAlsoAfterARestart() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), clock)) {
      putPlan(road, 5);
      putPlan(road, 6);
      submit(road, new Command.Erase(ErasedRange.ofPlan(5, ErasedRange.PLAN)));
      submit(road, new Command.Erase(ErasedRange.ofPlan(6, ErasedRange.WORDS)));
      byte[] plan = PlanEntry.newBuilder().setPlanRef(5).setVersion(2).build().toByteArray();
      assertRefused(road, new Command.PutPlan(5, plan), CommandRefused.Reason.PLAN_ENDED);
      road.vault().destroySubject(5);
      road.restart();
      assertRefused(road, new Command.PutPlan(5, plan), CommandRefused.Reason.PLAN_ENDED);
      assertThat(road.vault().keyMonths(5)).as("no key is made anew").isEmpty();
      putPlan(road, 6);
    }
  }

  private static void assertRefused(Road road, Command command, CommandRefused.Reason reason) {
    assertThatThrownBy(() -> submit(road, command))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            CommandRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static void putPlan(Road road, long planRef) {
    byte[] plan = PlanEntry.newBuilder().setPlanRef(planRef).setVersion(1).build().toByteArray();
    submit(road, new Command.PutPlan(planRef, plan));
  }

  private static void revoke(Road road, TestDevice device) {
    submit(road, new Command.RevokeDevice(device.deviceRef(), device.keyId()));
  }

  private static long submit(Road road, Command command) {
    return road.server().commands().submit(command).join();
  }
}
