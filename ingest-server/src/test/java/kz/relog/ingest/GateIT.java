package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import kz.relog.ingest.Command.PermissionAction;
import kz.relog.ingest.kit.Await;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.UdpLink;
import kz.relog.journal.EntryHeaderDescriptor;
import kz.relog.journal.EntryKind;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.JournalReader;
import kz.relog.journal.Vault;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.v1.Ack;
import kz.relog.proto.v1.ConsentChange.Action;
import org.junit.jupiter.api.Test;

/** The rules of the gate, one by one, over a real socket and a real journal. */
class GateIT extends GateScene {
  @Test
  void g01WhereNothingWasGrantedNothingIsStored() {
    TestDevice phone = road.enrolClosed();
    refuses(phone, 1, clock.nowMs(), Ack.Status.NO_PERMISSION);
    assertThat(phone.open(link.ask(phone.hello())).trackingOn()).isFalse();
  }

  @Test
  void g02AGrantIsNotBackdated() {
    TestDevice phone = road.enrolClosed();
    long beforeMs = clock.nowMs() - 60_000;
    road.permit(phone.subjectRef(), PermissionAction.GRANT, 7);
    pass();
    refuses(phone, 1, beforeMs, Ack.Status.NO_PERMISSION);
    stores(phone, 2, clock.nowMs(), 3);
    // A batch across the grant is cut at it.
    TestDevice other = road.enrolClosed();
    road.permit(other.subjectRef(), PermissionAction.GRANT, 7);
    clock.advanceMs(5_000);
    AckDecoder ack = send(other, 1, clock.nowMs() - 8_000, 8);
    assertThat(ack.status()).isEqualTo(Ack.Status.OK);
    assertThat(ack.refused()).isBetween(2, 6);
    assertThat(sections(other)).hasSize(1);
    assertThat(sections(other).get(0).timesMs()).hasSize(8 - ack.refused());
  }

  @Test
  void g03AFixThatWasSpooledWhileItWasClosedIsRefusedAfterItIsOpenAgain() {
    TestDevice phone = granted();
    change(phone, 1, Action.PAUSE, 0);
    long pausedMs = clock.nowMs();
    clock.advanceMs(HOUR_MS);
    assertThat(change(phone, 2, Action.RESUME, 0).trackingOn()).isTrue();
    refuses(phone, 3, pausedMs + 60_000, Ack.Status.NO_PERMISSION);
    stores(phone, 4, clock.nowMs(), 3);
    stores(phone, 5, pausedMs - 5_000, 3);
  }

  @Test
  void g04AfterAWithdrawalNothingIsStoredThatWasMeasuredBefore() {
    TestDevice phone = granted();
    long openMs = clock.nowMs();
    pass();
    assertThat(change(phone, 1, Action.WITHDRAW, 0).trackingOn()).isFalse();
    refuses(phone, 2, openMs, Ack.Status.NO_PERMISSION);
    // A device cannot grant: a resume ends no withdrawal.
    assertThat(change(phone, 3, Action.RESUME, 0).trackingOn()).isFalse();
    refuses(phone, 4, clock.nowMs(), Ack.Status.NO_PERMISSION);
  }

  @Test
  void g05FixesOutsideTheHoursAreRefusedAndTheRestIsStored() {
    TestDevice phone = granted();
    long nowMs = clock.nowMs();
    int minute = (int) (nowMs / 60_000 % 1_440);
    // From now on a window in UTC that ends within the batch.
    hours(phone.subjectRef(), "UTC", minute == 0 ? 1 : minute, (minute + 2) % 2_880);
    pass();
    long endMs = (nowMs / 60_000 + 2) * 60_000;
    clock.advanceMs(endMs - clock.nowMs() + 2_000);
    AckDecoder ack = send(phone, 1, endMs - 5_000, 10);
    assertThat(ack.status()).isEqualTo(Ack.Status.OK);
    assertThat(ack.refused()).isEqualTo(5);
    assertThat(ack.trackingOn()).isFalse();
    refuses(phone, 2, endMs, Ack.Status.OUTSIDE_HOURS);
    assertThat(road.metrics().value(FixOutcome.OUTSIDE_HOURS)).isEqualTo(8);
    // Wider hours, put later, do not let in what was refused.
    road.submit(new Command.PutHours(phone.subjectRef(), zone("UTC").build().toByteArray()));
    pass();
    refuses(phone, 3, endMs, Ack.Status.OUTSIDE_HOURS);
    stores(phone, 4, clock.nowMs(), 3);
  }

  @Test
  void g06ABatchOfTwoDriversBecomesTwoSectionsOfOneEntry() {
    TestDevice tracker = road.enrolTracker();
    long first = person(7);
    long second = person(5);
    pass();
    long fromMs = clock.nowMs() / 1_000 * 1_000 + 1_000;
    clock.advanceMs(60_000);
    bind(tracker, first, fromMs, fromMs + 5_000);
    bind(tracker, second, fromMs + 5_000, 0);
    AckDecoder ack = send(tracker, 1, fromMs, 12);
    assertThat(ack.refused()).isZero();
    List<Section> stored = sections(tracker);
    assertThat(stored).hasSize(2);
    assertThat(stored.get(0).subjectRef()).isEqualTo(first);
    assertThat(stored.get(0).purposes()).isEqualTo(7);
    assertThat(stored.get(0).timesMs()).hasSize(5);
    assertThat(stored.get(1).subjectRef()).isEqualTo(second);
    assertThat(stored.get(1).purposes()).isEqualTo(5);
    assertThat(stored.get(1).timesMs()).hasSize(7);
    assertThat(road.entries(EntryKind.FACTS)).isEqualTo(1);
  }

  @Test
  void g07WhatBelongsToNobodyIsKeptByTheDeviceAndStoredOnceSomebodyIsNamed() {
    TestDevice tracker = road.enrolTracker();
    long driver = person(7);
    pass();
    long timeMs = clock.nowMs();
    AckDecoder ack = send(tracker, 1, timeMs, 3);
    assertThat(ack.status()).isEqualTo(Ack.Status.UNBOUND);
    assertThat(ack.durableSeq()).isZero();
    assertThat(ack.trackingOn()).isFalse();
    assertThat(road.entries(EntryKind.FACTS)).isZero();
    clock.advanceMs(11 * HOUR_MS);
    bind(tracker, driver, timeMs - 60_000, 0);
    ack = send(tracker, 1, timeMs, 3);
    assertThat(ack.status()).isEqualTo(Ack.Status.OK);
    assertThat(ack.durableSeq()).isEqualTo(1);
    assertThat(ack.trackingOn()).isTrue();
    assertThat(sections(tracker).get(0).subjectRef()).isEqualTo(driver);
    assertThat(road.metrics().value(FixOutcome.UNBOUND)).isEqualTo(3);
  }

  @Test
  void g08BindingsThatContradictAreRefusedAndChangeNothing() {
    TestDevice tracker = road.enrolTracker();
    TestDevice phone = granted();
    long driver = person(7);
    long nowMs = clock.nowMs();
    bind(tracker, driver, nowMs - 1_000, nowMs + HOUR_MS);
    long known = bindings;
    refusesBinding(
        CommandRefused.Reason.BINDING_OVERLAPS, tracker, 99, driver, nowMs + HOUR_MS - 1, 0);
    refusesBinding(CommandRefused.Reason.BINDING_OVERLAPS, phone, 99, driver, nowMs, 0);
    refusesBinding(CommandRefused.Reason.BINDING_TIME, tracker, 99, driver, nowMs, nowMs);
    refusesBinding(
        CommandRefused.Reason.BINDING_TIME,
        tracker,
        99,
        driver,
        nowMs - 12 * HOUR_MS - 60_000,
        nowMs - 11 * HOUR_MS);
    refusesBinding(CommandRefused.Reason.UNKNOWN_DEVICE, road.stranger(), 99, driver, nowMs, 0);
    refusesBinding(CommandRefused.Reason.UNKNOWN_BINDING, tracker, 99, 0, 0, 0);
    // Who has it for long may keep it, end it, and give it to someone only from not long ago.
    clock.advanceMs(12 * HOUR_MS);
    put(tracker, known, driver, nowMs - 1_000, nowMs + 2 * HOUR_MS);
    refusesBinding(CommandRefused.Reason.BINDING_TIME, tracker, known, person(7), nowMs - 1_000, 0);
    put(tracker, known, driver, nowMs - 1_000, nowMs + HOUR_MS / 2);
    put(tracker, known, 0, 0, 0);
    put(tracker, 99, driver, clock.nowMs(), 0);
  }

  @Test
  void g09EachSectionCarriesWhatWasOpenThenAndIsOpenNow() {
    TestDevice phone = road.enrolClosed();
    road.permit(phone.subjectRef(), PermissionAction.GRANT, 3);
    clock.advanceMs(10_000);
    road.permit(phone.subjectRef(), PermissionAction.GRANT, 4);
    long grantedMs = clock.nowMs();
    clock.advanceMs(10_000);
    send(phone, 1, grantedMs - 5_500, 10);
    assertThat(sections(phone)).extracting(Section::purposes).containsExactly(3, 7);
    road.permit(phone.subjectRef(), PermissionAction.PAUSE, 2);
    send(phone, 2, grantedMs - 5_500, 10);
    assertThat(sections(phone)).extracting(Section::purposes).containsExactly(3, 7, 1, 5);
  }

  @Test
  void g10ARefusedBatchLeavesNoByteOfWhatItSaid() throws Exception {
    TestDevice phone = road.enrolClosed();
    TestDevice tracker = road.enrolTracker();
    byte[] canary = "a unique canary in an unknown field".getBytes(StandardCharsets.US_ASCII);
    byte[] message = TestDevice.batch(1, 0, clock.nowMs(), 3);
    byte[] withCanary = Arrays.copyOf(message, message.length + 3 + canary.length);
    // Field 100, length-delimited: unknown fields are skipped and would be stored with the batch.
    withCanary[message.length] = (byte) 0xA2;
    withCanary[message.length + 1] = 6;
    withCanary[message.length + 2] = (byte) canary.length;
    System.arraycopy(canary, 0, withCanary, message.length + 3, canary.length);
    byte[] toPhone = phone.seal(FrameKind.FACTS, withCanary);
    byte[] toTracker = tracker.seal(FrameKind.FACTS, withCanary);
    assertThat(phone.open(link.ask(toPhone)).status()).isEqualTo(Ack.Status.NO_PERMISSION);
    assertThat(tracker.open(link.ask(toTracker)).status()).isEqualTo(Ack.Status.UNBOUND);
    assertThat(road.entries(EntryKind.FACTS)).isEqualTo(1);
    try (JournalReader reader = road.journal().reader(1)) {
      while (reader.poll()) {
        if (reader.kind() == EntryKind.FACTS) {
          assertThat(reader.entryBytes()).isEqualTo(EntryHeaderDescriptor.HEADER_BYTES);
        }
      }
    }
    link.close();
    road.stop();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (byte[] secret :
            List.of(
                canary,
                message,
                Arrays.copyOfRange(toPhone, 10, toPhone.length),
                Arrays.copyOfRange(toTracker, 10, toTracker.length))) {
          assertThat(bytes)
              .as(file.getFileName().toString())
              .doesNotContain(new String(secret, StandardCharsets.ISO_8859_1));
        }
      }
    }
    open();
  }

  @Test
  void g11EveryStateSurvivesACheckpointAndARestart() {
    TestDevice tracker = road.enrolTracker();
    TestDevice phone = road.enrolClosed();
    TestDevice paused = granted();
    TestDevice outside = granted();
    long driver = person(5);
    long before = person(7);
    pass();
    long openMs = clock.nowMs();
    road.permit(phone.subjectRef(), PermissionAction.GRANT, 1);
    change(paused, 1, Action.PAUSE, 0);
    int never = (int) ((clock.nowMs() / 60_000 + 720) % 1_440);
    hours(outside.subjectRef(), "UTC", never, never + 1);
    bind(tracker, driver, openMs, 0);
    bind(tracker, before, openMs - HOUR_MS, openMs);
    pass();
    long saidSeq = road.journal().durableSeq();
    for (int seq = 1; road.journal().recoverySeq() <= saidSeq; seq++) {
      send(tracker, seq, clock.nowMs(), 1);
      assertThat(seq).isLessThan(2_000);
    }
    Await.until("a checkpoint has ended", () -> road.journal().recoverySeq() > saidSeq);
    link.close();
    road.restart();
    link = new UdpLink(road.server().udpAddress());
    long seq = tracker.open(link.ask(tracker.hello())).durableSeq();
    int sections = sections(tracker).size();
    assertThat(send(tracker, seq + 1, openMs - 5_500, 10).refused()).isZero();
    assertThat(sections(tracker).subList(sections, sections + 2))
        .extracting(Section::purposes)
        .containsExactly(7, 5);
    stores(phone, 1, clock.nowMs(), 3);
    refuses(phone, 2, openMs - 10_000, Ack.Status.NO_PERMISSION);
    refuses(paused, 2, clock.nowMs(), Ack.Status.NO_PERMISSION);
    refuses(outside, 1, clock.nowMs(), Ack.Status.OUTSIDE_HOURS);
    refusesBinding(CommandRefused.Reason.BINDING_OVERLAPS, tracker, 99, driver, openMs, 0);
  }

  @Test
  void g12ADecisionOnADeviceThatNobodyHasCountsForNobody() {
    TestDevice tracker = road.enrolTracker();
    long driver = person(7);
    pass();
    AckDecoder ack = change(tracker, 1, Action.WITHDRAW, 0);
    assertThat(ack.status()).isEqualTo(Ack.Status.UNBOUND);
    bind(tracker, driver, clock.nowMs() - 60_000, 0);
    assertThat(send(tracker, 2, clock.nowMs(), 3).status()).isEqualTo(Ack.Status.OK);
  }

  @Test
  void g13ADecisionOnATrackerCountsForWhomHasItNow() {
    TestDevice tracker = road.enrolTracker();
    TestDevice other = road.enrolTracker();
    long driver = person(7);
    pass();
    bind(tracker, driver, clock.nowMs() - 60_000, 0);
    bind(other, driver, clock.nowMs() - 60_000, 0);
    change(tracker, 1, Action.PAUSE, 0);
    refuses(other, 1, clock.nowMs(), Ack.Status.NO_PERMISSION);
  }

  @Test
  void g14OutOfRangeCommandsAreRefused() {
    refuses(new Command.PutPermission(0, PermissionAction.GRANT, 1), "REFERENCE_OUT_OF_RANGE");
    refuses(new Command.PutPermission(1, PermissionAction.GRANT, 0), "REFERENCE_OUT_OF_RANGE");
    refuses(new Command.PutPermission(1, PermissionAction.GRANT, 8), "REFERENCE_OUT_OF_RANGE");
    refuses(new Command.PutHours(1, new byte[] {1, 2, 3}), "HOURS_MALFORMED");
    refuses(new Command.PutHours(1, zone("Nowhere").build().toByteArray()), "HOURS_MALFORMED");
    refuses(new Command.PutHours(1, new byte[1 << 16]), "HOURS_MALFORMED");
    long known = person(1);
    refuses(new Command.OpenSynthetic(known), "SUBJECT_KNOWN");
  }

  @Test
  void g15ForWhoIsErasedNothingIsSealedAnyMoreAlsoOnATracker() {
    TestDevice tracker = road.enrolTracker();
    long driver = person(7);
    pass();
    bind(tracker, driver, clock.nowMs() - 60_000, 0);
    stores(tracker, 1, clock.nowMs(), 3);
    road.submit(new Command.Erase(ErasedRange.whole(driver)));
    road.vault().destroySubject(driver);
    refuses(tracker, 2, clock.nowMs(), Ack.Status.NO_PERMISSION);
    assertThat(change(tracker, 3, Action.PAUSE, 0).status()).isEqualTo(Ack.Status.UNBOUND);
    refuses(new Command.PutPermission(driver, PermissionAction.GRANT, 7), "SUBJECT_ENDED");
    refusesBinding(CommandRefused.Reason.SUBJECT_ENDED, tracker, 99, driver, clock.nowMs(), 0);
    refuses(new Command.CreateDevice(5, driver, 5), "SUBJECT_ENDED");
    long saidSeq = road.journal().durableSeq();
    TestDevice other = road.enrol();
    for (int seq = 1; road.journal().recoverySeq() <= saidSeq; seq++) {
      send(other, seq, clock.nowMs(), 1);
      assertThat(seq).isLessThan(2_000);
    }
    // Neither a checkpoint nor a start has made a key anew.
    link.close();
    road.restart();
    link = new UdpLink(road.server().udpAddress());
    assertThat(send(tracker, 4, clock.nowMs(), 3).status()).isEqualTo(Ack.Status.UNBOUND);
    assertThat(road.vault().keyState(driver, 0, 2)).isEqualTo(Vault.KeyState.UNKNOWN);
  }
}
