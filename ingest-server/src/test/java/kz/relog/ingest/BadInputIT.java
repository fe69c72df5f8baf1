package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.Silence;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.UdpLink;
import kz.relog.journal.EntryKind;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.v1.FixBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputIT {

  @TempDir Path directory;

  private Road road;
  private UdpLink link;
  private TestDevice device;
  private TestDevice honest;
  private long nowMs;

  @BeforeEach
  void start() {
    road = Road.open(directory, IngestConfig.loopback(), IngestClock.SYSTEM);
    link = new UdpLink(road.server().udpAddress());
    device = road.enrol();
    honest = road.enrol();
    nowMs = System.currentTimeMillis();
  }

  @AfterEach
  void nothingWasStoredAndEverythingIsCounted() {
    assertThat(road.stored(device)).isEmpty();
    long outcomes = 0;
    for (FrameOutcome outcome : FrameOutcome.values()) {
      outcomes += road.metrics().value(outcome);
    }
    assertThat(road.metrics().received(Transport.UDP)).isEqualTo(outcomes);
    assertThat(road.entries(EntryKind.DEVICE)).isEqualTo(2);
    link.close();
    road.close();
  }

  @Test
  void aForgedFrameIsSilent() {
    byte[] frame = device.facts(1, 0, nowMs, 1);
    frame[frame.length - 1] ^= 1;
    byte[] header = device.facts(2, 1, nowMs, 1);
    header[0] = FrameKind.CONSENT | 1 << 4;
    Silence.after(link, honest, frame, header);
    assertCounted(FrameOutcome.FORGED, 2);
  }

  @Test
  void aTruncatedFrameIsSilent() {
    byte[] frame = device.facts(1, 0, nowMs, 1);
    Silence.after(
        link,
        honest,
        Arrays.copyOf(frame, 25),
        new byte[0],
        Arrays.copyOf(frame, frame.length - 1));
    assertCounted(FrameOutcome.TOO_SHORT, 2);
    assertCounted(FrameOutcome.FORGED, 1);
  }

  @Test
  void anOversizedDatagramIsSilent() {
    Silence.after(
        link, honest, device.seal(FrameKind.FACTS, new byte[1_201 - 26]), new byte[60_000]);
    assertCounted(FrameOutcome.TOO_LONG, 2);
  }

  @Test
  void anUnknownVersionIsSilent() {
    byte[] frame = device.facts(1, 0, nowMs, 1);
    frame[0] = 2 << 4 | FrameKind.FACTS;
    Silence.after(link, honest, frame);
    assertCounted(FrameOutcome.UNKNOWN_VERSION, 1);
  }

  @Test
  void aKindThatDevicesDoNotSendIsSilent() {
    Silence.after(
        link, honest, device.seal(FrameKind.ACK, new byte[3]), device.seal(9, new byte[3]));
    assertCounted(FrameOutcome.UNKNOWN_KIND, 2);
  }

  @Test
  void anUnknownKeyIsSilent() {
    Silence.after(link, honest, road.stranger().facts(1, 0, nowMs, 1));
    assertCounted(FrameOutcome.UNKNOWN_KEY, 1);
  }

  @Test
  void batchNumbersThatDoNotExistAreSilent() {
    Silence.after(
        link,
        honest,
        device.seal(FrameKind.FACTS, good().setBatchSeq(0).build().toByteArray()),
        device.seal(FrameKind.FACTS, good().setBatchSeq(-1).build().toByteArray()),
        device.seal(FrameKind.FACTS, good().setBatchSeq(5).setHeld(65).build().toByteArray()),
        device.seal(FrameKind.FACTS, good().setBatchSeq(5).setHeld(5).build().toByteArray()));
    assertCounted(FrameOutcome.BATCH_SEQ_OUT_OF_RANGE, 4);
  }

  @Test
  void malformedBatchesAreSilent() {
    Silence.after(
        link,
        honest,
        device.seal(FrameKind.FACTS, FixBatch.newBuilder().setBatchSeq(1).build().toByteArray()),
        device.seal(FrameKind.FACTS, good().addDlat(1).build().toByteArray()),
        device.seal(
            FrameKind.FACTS, good().addDlat(1).addDlon(1).addSpeed(3).build().toByteArray()),
        device.seal(FrameKind.FACTS, good().setLat(90_000_001).build().toByteArray()),
        device.seal(FrameKind.FACTS, good().setLon(-180_000_001).build().toByteArray()),
        device.seal(FrameKind.FACTS, new byte[] {1, 2, 3}),
        device.seal(FrameKind.FACTS, new byte[0]),
        device.seal(FrameKind.CONSENT, new byte[] {8, 1}),
        device.seal(FrameKind.HELLO, new byte[] {1, 2, 3}));
    assertCounted(FrameOutcome.MALFORMED, 7);
    assertCounted(FrameOutcome.BATCH_SEQ_OUT_OF_RANGE, 1);
    assertCounted(FrameOutcome.TOO_SHORT, 1);
  }

  @Test
  void absurdFixesAreSettledButNotStored() {
    byte[] old = device.facts(1, 0, nowMs - 31L * 86_400_000, 3);
    assertThat(device.open(link.ask(old)).refused()).isEqualTo(3);
    byte[] ahead = device.facts(2, 1, nowMs + 6 * 60_000, 2);
    assertThat(device.open(link.ask(ahead)).refused()).isEqualTo(2);
    byte[] nowhere =
        device.seal(
            FrameKind.FACTS, good().setBatchSeq(3).setLat(0).setLon(0).build().toByteArray());
    assertThat(device.open(link.ask(nowhere)).durableSeq()).isEqualTo(3);
    assertCounted(FrameOutcome.NOTHING_STORABLE, 3);
    assertThat(road.refusedBatches(device)).isEqualTo(3);
    assertThat(road.metrics().value(FixOutcome.TOO_OLD)).isEqualTo(3);
    assertThat(road.metrics().value(FixOutcome.IN_FUTURE)).isEqualTo(2);
    assertThat(road.metrics().value(FixOutcome.NULL_ISLAND)).isEqualTo(1);
  }

  private FixBatch.Builder good() {
    return FixBatch.newBuilder()
        .setBatchSeq(1)
        .setTime(nowMs / 1_000)
        .setLat(43_238_000)
        .setLon(76_945_000);
  }

  private void assertCounted(FrameOutcome outcome, long count) {
    assertThat(road.metrics().value(outcome)).as(outcome.name()).isEqualTo(count);
  }
}
