package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kz.relog.ingest.kit.Await;
import kz.relog.ingest.kit.GatedDisk;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.Silence;
import kz.relog.ingest.kit.TestClock;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.UdpLink;
import kz.relog.journal.EntryHeaderDescriptor;
import kz.relog.journal.EntryKind;
import kz.relog.journal.JournalReader;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.frame.FrameKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is acked is durable, what is refused is not stored: each test breaks if one is not kept. */
class PromiseIT {

  private static final long DAY_MS = 86_400_000;

  @TempDir Path directory;

  private final TestClock clock = new TestClock();

  @Test
  void noAckLeavesBeforeTheForceHasReturned() {
    GatedDisk disk = new GatedDisk();
    try (Road road = Road.open(directory, oneLoop(), IngestClock.SYSTEM, disk);
        UdpLink link = new UdpLink(road.server().udpAddress())) {
      TestDevice device = road.enrol();
      link.ask(device.hello());
      long sent = road.metrics().value(AckOutcome.SENT);
      long durable = road.journal().durableSeq();
      disk.shut();
      try {
        link.send(device.facts(1, 0, System.currentTimeMillis(), 1));
        Await.until("the force is waited for", disk::isWaitedFor);
        // Two turns of the loop: an ack that was let go too early would have been sent in them.
        for (int turn = 1; turn <= 2; turn++) {
          long forged = turn;
          link.send(road.stranger().hello());
          Await.until(
              "the loop has turned",
              () -> road.metrics().value(FrameOutcome.UNKNOWN_KEY) == forged);
        }
        assertThat(road.metrics().value(AckOutcome.SENT)).isEqualTo(sent);
        assertThat(road.journal().durableSeq()).isEqualTo(durable);
      } finally {
        disk.reopen();
      }
      assertThat(device.open(link.receive()).durableSeq()).isEqualTo(1);
    }
  }

  @Test
  void aFrameThatCameTwiceBeforeItWasJudgedIsJudgedOnce() {
    GatedDisk disk = new GatedDisk();
    try (Road road = Road.open(directory, oneLoop(), IngestClock.SYSTEM, disk);
        UdpLink link = new UdpLink(road.server().udpAddress())) {
      TestDevice device = road.enrol();
      long nowMs = System.currentTimeMillis();
      link.ask(device.facts(1, 0, nowMs, 1));
      disk.shut();
      try {
        link.send(device.facts(2, 0, nowMs, 1));
        Await.until("the force is waited for", disk::isWaitedFor);
        // The loops cannot know: nobody has accepted the counter yet when each of them comes.
        long opened = road.metrics().opened();
        byte[] frame = device.facts(3, 0, nowMs, 1);
        for (int copy = 1; copy <= 3; copy++) {
          link.send(frame);
        }
        Await.until("all were let through", () -> road.metrics().opened() == opened + 3);
        assertThat(road.metrics().value(FrameOutcome.REPLAYED)).isZero();
      } finally {
        disk.reopen();
      }
      Await.until(
          "two copies are known as such", () -> road.metrics().value(FrameOutcome.REPLAYED) == 2);
      assertThat(road.metrics().value(FrameOutcome.DUPLICATE)).isZero();
      Await.until("the first copy is durable", () -> road.stored(device).size() == 3);
      assertThat(road.stored(device)).extracting(Road.Stored::batchSeq).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void aRefusedBatchLeavesAHeaderAndNothingThatItSaid() {
    try (Road road = Road.open(directory, oneLoop(), clock);
        UdpLink link = new UdpLink(road.server().udpAddress())) {
      TestDevice device = road.enrol();
      long oldMs = clock.nowMs() - 31 * DAY_MS;
      link.ask(device.facts(1, 0, oldMs, 7));
      link.ask(device.facts(2, 0, oldMs - 5_000, 7));
      List<byte[]> headers = headersOfRefused(road, device);
      assertThat(headers).hasSize(2);
      // Another batch of other times and as many fixes: but for the numbers of entry, frame and
      // batch, the receipt and what was durable then, each byte is the same.
      for (byte[] header : headers) {
        Arrays.fill(
            header, EntryHeaderDescriptor.SEQ_OFFSET, EntryHeaderDescriptor.BOOT_OFFSET, (byte) 0);
        Arrays.fill(
            header,
            EntryHeaderDescriptor.RECEIVED_MS_OFFSET,
            EntryHeaderDescriptor.DEVICE_REF_OFFSET,
            (byte) 0);
        Arrays.fill(
            header,
            EntryHeaderDescriptor.PACKET_COUNTER_OFFSET,
            EntryHeaderDescriptor.HELD_OFFSET,
            (byte) 0);
      }
      assertThat(headers.get(0)).isEqualTo(headers.get(1));
    }
  }

  /** What a reader can tell of each, written down by offset: there are no sections. */
  private static List<byte[]> headersOfRefused(Road road, TestDevice device) {
    List<byte[]> headers = new ArrayList<>();
    try (JournalReader reader = road.journal().reader(1)) {
      while (reader.poll()) {
        if (reader.kind() == EntryKind.FACTS && reader.deviceRef() == device.deviceRef()) {
          assertThat(reader.sectionCount()).isZero();
          assertThat(reader.entryBytes()).isEqualTo(EntryHeaderDescriptor.HEADER_BYTES);
          assertThat(reader.refused()).isEqualTo(7);
          byte[] header = new byte[EntryHeaderDescriptor.HEADER_BYTES];
          EntryHeaderDescriptor.putLong(header, EntryHeaderDescriptor.SEQ_OFFSET, reader.seq());
          EntryHeaderDescriptor.putInt(header, EntryHeaderDescriptor.BOOT_OFFSET, reader.boot());
          EntryHeaderDescriptor.putLong(
              header, EntryHeaderDescriptor.RECEIVED_MS_OFFSET, reader.receivedMs());
          EntryHeaderDescriptor.putLong(
              header, EntryHeaderDescriptor.DURABLE_SEQ_OFFSET, reader.durableSeqThen());
          EntryHeaderDescriptor.putLong(
              header, EntryHeaderDescriptor.DEVICE_REF_OFFSET, reader.deviceRef());
          EntryHeaderDescriptor.putLong(
              header, EntryHeaderDescriptor.KEY_ID_OFFSET, reader.keyId());
          EntryHeaderDescriptor.putLong(
              header, EntryHeaderDescriptor.PACKET_COUNTER_OFFSET, reader.packetCounter());
          EntryHeaderDescriptor.putLong(
              header, EntryHeaderDescriptor.BATCH_SEQ_OFFSET, reader.batchSeq());
          header[EntryHeaderDescriptor.HELD_OFFSET] = (byte) reader.held();
          headers.add(header);
        }
      }
    }
    return headers;
  }

  @Test
  void aCapturedHourStoresNothingBeforeAndAfterARestart() {
    try (Road road = Road.open(directory, oneLoop(), clock)) {
      TestDevice device = road.enrol();
      TestDevice honest = road.enrol();
      List<byte[]> captured = new ArrayList<>();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        for (int seq = 1; seq <= 60; seq++) {
          byte[] frame = frameOfTheHour(device, seq);
          captured.add(frame);
          link.ask(frame);
          clock.advanceMs(60_000);
        }
        int stored = road.stored(device).size();
        Silence.after(link, honest, captured.toArray(new byte[0][]));
        assertThat(road.metrics().value(FrameOutcome.REPLAYED)).isEqualTo(60);
        assertThat(road.stored(device)).hasSize(stored);
      }
      // What was in the future then is the past now, and would be admitted.
      clock.advanceMs(2 * DAY_MS);
      int stored = road.stored(device).size();
      int refused = road.refusedBatches(device);
      assertThat(refused).isEqualTo(20);
      road.restart();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        Silence.after(link, honest, captured.toArray(new byte[0][]));
      }
      assertThat(road.metrics().value(FrameOutcome.REPLAYED)).isEqualTo(60);
      assertThat(road.metrics().value(FrameOutcome.STORED)).isZero();
      assertThat(road.stored(device)).hasSize(stored);
      assertThat(road.refusedBatches(device)).isEqualTo(refused);
    }
  }

  /** Every third is refused as a whole: a clock that is a day ahead. */
  private byte[] frameOfTheHour(TestDevice device, int seq) {
    return device.facts(seq, 0, clock.nowMs() + (seq % 3 == 0 ? DAY_MS : 0), 60);
  }

  @Test
  void aRetryIsToldWhatWasRefusedWhenItWasJudgedAlsoAfterARestart() {
    try (Road road = Road.open(directory, oneLoop(), clock)) {
      TestDevice device = road.enrol();
      byte[] ahead = TestDevice.batch(1, 0, clock.nowMs() + DAY_MS, 5);
      byte[] good = TestDevice.batch(2, 0, clock.nowMs(), 4);
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        assertThat(ask(link, device, ahead).refused()).isEqualTo(5);
        assertThat(ask(link, device, good).refused()).isZero();
        clock.advanceMs(40 * DAY_MS);
        assertThat(ask(link, device, ahead).refused()).isEqualTo(5);
        assertThat(ask(link, device, good).refused()).isZero();
      }
      road.restart();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        assertThat(ask(link, device, ahead).refused()).isEqualTo(5);
        assertThat(ask(link, device, good).refused()).isZero();
      }
      assertThat(road.stored(device)).hasSize(1);
    }
  }

  private static AckDecoder ask(UdpLink link, TestDevice device, byte[] message) {
    return device.open(link.ask(device.seal(FrameKind.FACTS, message)));
  }

  private static IngestConfig oneLoop() {
    return IngestConfig.loopback().withEventLoops(1);
  }
}
