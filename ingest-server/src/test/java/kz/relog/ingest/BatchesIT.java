package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.Silence;
import kz.relog.ingest.kit.TcpLink;
import kz.relog.ingest.kit.TestClock;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.UdpLink;
import kz.relog.journal.EntryKind;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.v1.Ack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchesIT {

  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private Road road;
  private UdpLink link;
  private TestDevice device;

  @BeforeEach
  void start() {
    road = Road.open(directory, IngestConfig.loopback(), clock);
    link = new UdpLink(road.server().udpAddress());
    device = road.enrol();
  }

  @AfterEach
  void stop() {
    link.close();
    road.close();
  }

  @Test
  void aRetryIsAckedAndStoredOnce() {
    byte[] message = TestDevice.batch(1, 0, clock.nowMs(), 5);
    assertThat(device.open(link.ask(device.seal(FrameKind.FACTS, message))).durableSeq())
        .isEqualTo(1);
    assertThat(device.open(link.ask(device.seal(FrameKind.FACTS, message))).durableSeq())
        .isEqualTo(1);
    assertThat(road.stored(device)).hasSize(1);
    assertThat(road.metrics().value(FrameOutcome.DUPLICATE)).isEqualTo(1);
    assertThat(road.metrics().value(FixOutcome.DUPLICATE)).isEqualTo(5);
  }

  @Test
  void aCapturedFrameIsSilent() {
    byte[] frame = device.facts(1, 0, clock.nowMs(), 5);
    link.ask(frame);
    Silence.after(link, device, frame, frame);
    assertThat(road.stored(device)).hasSize(1);
    assertThat(road.metrics().value(FrameOutcome.REPLAYED)).isEqualTo(2);
  }

  @Test
  void whatWasStoredAreTheBytesThatWereSent() {
    byte[] message = TestDevice.batch(1, 0, clock.nowMs(), 60);
    link.ask(device.seal(FrameKind.FACTS, message));
    assertThat(road.plain(road.stored(device).get(0).seq(), 0)).isEqualTo(message);
  }

  @Test
  void aGapIsToldUntilItsBatchComes() {
    link.ask(device.facts(1, 0, clock.nowMs(), 1));
    AckDecoder ack = device.open(link.ask(device.facts(3, 1, clock.nowMs(), 1)));
    assertThat(ack.durableSeq()).isEqualTo(1);
    assertThat(ack.durableAbove()).isEqualTo(1);
    assertThat(device.open(link.ask(device.facts(2, 0, clock.nowMs(), 1))).durableSeq())
        .isEqualTo(3);
  }

  @Test
  void whatTheDeviceNoLongerHoldsIsSettled() {
    assertThat(device.open(link.ask(device.facts(100, 3, clock.nowMs(), 1))).isSettled(96))
        .isTrue();
    AckDecoder ack = device.open(link.ask(device.hello()));
    assertThat(ack.durableSeq()).isEqualTo(96);
    assertThat(ack.isSettled(97)).isFalse();
    assertThat(ack.isSettled(100)).isTrue();
  }

  @Test
  void theHighestBatchNumberIsTaken() {
    assertThat(device.open(link.ask(device.facts(-2, 0, clock.nowMs(), 1))).durableSeq())
        .isEqualTo(-2);
  }

  @Test
  void theSameBatchNumberWithOtherContentIsSilentAndNotStored() {
    long nowMs = clock.nowMs();
    link.ask(device.facts(1, 0, nowMs, 5));
    Silence.after(link, device, device.facts(1, 0, nowMs, 4), device.facts(1, 0, nowMs - 1_000, 5));
    assertThat(road.stored(device)).hasSize(1);
    assertThat(road.metrics().value(FrameOutcome.CONFLICTING)).isEqualTo(2);
  }

  @Test
  void aRetryMayTellAnotherHeld() {
    long nowMs = clock.nowMs();
    link.ask(device.facts(2, 1, nowMs, 5));
    assertThat(device.open(link.ask(device.facts(2, 0, nowMs, 5))).durableSeq()).isEqualTo(2);
    assertThat(road.metrics().value(FrameOutcome.DUPLICATE)).isEqualTo(1);
  }

  @Test
  void aDeviceThatLostItsStateIsSilentAndLearnsItByHello() {
    link.ask(device.facts(500, 0, clock.nowMs(), 1));
    Silence.after(link, device, device.facts(1, 0, clock.nowMs(), 1));
    assertThat(road.stored(device)).hasSize(1);
    assertThat(road.metrics().value(FrameOutcome.STATE_LOST)).isEqualTo(1);
    assertThat(device.open(link.ask(device.hello())).durableSeq()).isEqualTo(500);
  }

  @Test
  void onlyTheFixesThatAreRefusedAreLeftOut() {
    long nowMs = clock.nowMs() / 1_000 * 1_000;
    FixBatchEncoder encoder = new FixBatchEncoder().begin(1_000, 6).batchSeq(1).held(0);
    encoder.add(nowMs, 432_380_000, 769_450_000, 100, 90, 5, 700);
    encoder.add(nowMs + 1_000, 0, 0, 110, 91, 6, 701);
    encoder.add(nowMs + 2_000, 432_390_000, 769_460_000, 120, 92, 7, 702);
    encoder.add(nowMs + 6 * 60_000, 432_390_000, 769_460_000, 120, 92, 7, 702);
    byte[] frame = device.seal(FrameKind.FACTS, TestDevice.encoded(encoder));
    AckDecoder ack = device.open(link.ask(frame));
    assertThat(ack.refused()).isEqualTo(2);
    assertThat(ack.durableSeq()).isEqualTo(1);
    FixBatchDecoder stored = decoded(road.stored(device).get(0).seq(), 0);
    assertThat(stored.count()).isEqualTo(2);
    assertThat(stored.timeMs(1)).isEqualTo(nowMs + 2_000);
    assertThat(stored.latE7(1)).isEqualTo(432_390_000);
    assertThat(stored.lonE7(1)).isEqualTo(769_460_000);
    assertThat(stored.speedDmps(1)).isEqualTo(120);
    assertThat(stored.course(1)).isEqualTo(92);
    assertThat(stored.accuracyMetres(1)).isEqualTo(7);
    assertThat(stored.altitudeMetres(1)).isEqualTo(702);
    assertThat(stored.batchSeq()).isEqualTo(1);
  }

  @Test
  void equalTimesAndTimesBeforeAnEarlierBatchAreStored() {
    long nowMs = clock.nowMs() / 1_000 * 1_000;
    FixBatchEncoder encoder = new FixBatchEncoder().begin(1_000, 6).batchSeq(1).held(0);
    encoder.add(nowMs, 432_380_000, 769_450_000, -1, 360, 0, Integer.MIN_VALUE);
    encoder.add(nowMs, 432_380_100, 769_450_000, -1, 360, 0, Integer.MIN_VALUE);
    link.ask(device.seal(FrameKind.FACTS, TestDevice.encoded(encoder)));
    link.ask(device.facts(2, 1, nowMs - 3_600_000, 2));
    assertThat(road.stored(device)).hasSize(2);
    assertThat(road.metrics().value(FixOutcome.STORED)).isEqualTo(4);
  }

  @Test
  void aBatchAcrossTheEndOfAMonthHasASectionForEach() {
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(clock.nowMs()), ZoneOffset.UTC);
    YearMonth next = YearMonth.from(today).plusMonths(1);
    long monthStartMs = next.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    clock.advanceMs(monthStartMs + 9L * 86_400_000 - clock.nowMs());
    link.ask(device.facts(1, 0, monthStartMs - 3_000, 10));
    List<Road.Stored> stored = road.stored(device);
    int month = (next.getYear() - 1970) * 12 + next.getMonthValue() - 1;
    assertThat(stored).hasSize(1);
    assertThat(stored.get(0).months()).containsExactly(month - 1, month);
    FixBatchDecoder first = decoded(stored.get(0).seq(), 0);
    assertThat(first.count()).isEqualTo(3);
    FixBatchDecoder second = decoded(stored.get(0).seq(), 1);
    assertThat(second.count()).isEqualTo(7);
    assertThat(second.timeMs(0)).isEqualTo(monthStartMs);
    assertThat(second.latE7(6)).isEqualTo(TestDevice.LAT_E7 + 900);
  }

  @Test
  void aConsentChangeIsJournalledOnceAndAcked() {
    assertThat(device.open(link.ask(device.pause(1, 0))).durableSeq()).isEqualTo(1);
    AckDecoder ack = device.open(link.ask(device.pause(1, 0)));
    assertThat(ack.status()).isEqualTo(Ack.Status.OK);
    assertThat(road.stored(device))
        .extracting(Road.Stored::kind)
        .containsExactly(EntryKind.CONSENT);
  }

  @Test
  void acksGoToTheSourceOfTheHighestCounter() {
    byte[] earlier = device.facts(1, 0, clock.nowMs(), 1);
    byte[] later = device.facts(2, 1, clock.nowMs(), 1);
    long laterCounter = device.counter();
    link.ask(later);
    try (UdpLink elsewhere = new UdpLink(road.server().udpAddress())) {
      elsewhere.send(earlier);
      // The answer comes to the socket that sent the later frame.
      assertThat(device.open(link.receive(), laterCounter - 1).durableSeq()).isEqualTo(2);
    }
  }

  @Test
  void overTcpFramesGluedTogetherGetOneAckAtMostEach() {
    try (TcpLink tcp = new TcpLink(road.server().tcpAddress())) {
      byte[] one = TcpLink.prefixed(device.facts(1, 0, clock.nowMs(), 200));
      byte[] two = TcpLink.prefixed(device.facts(2, 1, clock.nowMs(), 300));
      byte[] both = new byte[one.length + two.length];
      System.arraycopy(one, 0, both, 0, one.length);
      System.arraycopy(two, 0, both, one.length, two.length);
      tcp.sendRaw(both);
      byte[] answer = tcp.receive();
      boolean last = (answer[6] & 0xFF) == (device.counter() & 0xFF);
      if (!last) {
        answer = tcp.receive();
      }
      assertThat(device.open(answer).durableSeq()).isEqualTo(2);
    }
  }

  private FixBatchDecoder decoded(long seq, int section) {
    byte[] plain = road.plain(seq, section);
    FixBatchDecoder decoder = new FixBatchDecoder();
    assertThat(decoder.decode(plain, 0, plain.length)).isEqualTo(BatchFault.NONE);
    return decoder;
  }
}
