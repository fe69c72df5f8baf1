package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import kz.relog.ingest.Command.PermissionAction;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.TestClock;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.UdpLink;
import kz.relog.journal.EntryKind;
import kz.relog.journal.JournalReader;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.fix.ConsentEncoder;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.v1.Ack;
import kz.relog.proto.v1.ConsentChange.Action;
import kz.relog.proto.v1.HoursEntry;
import kz.relog.proto.v1.HoursWindow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server of its own with few helpers to say who may be stored, and to see what was. */
abstract class GateScene {
  static final long HOUR_MS = 3_600_000;
  private static final IngestLimits SMALL_CHECKPOINTS =
      IngestLimits.DEFAULTS.withJournal(
          IngestLimits.DEFAULTS.journal().withCheckpoints(2_000, 500));

  @TempDir Path directory;

  final TestClock clock = new TestClock();
  Road road;
  UdpLink link;
  long bindings;

  /** One section of facts as it is stored. */
  record Section(long subjectRef, int purposes, List<Long> timesMs) {}

  @BeforeEach
  void open() {
    road = Road.open(directory, IngestConfig.loopback().withLimits(SMALL_CHECKPOINTS), clock);
    link = new UdpLink(road.server().udpAddress());
  }

  @AfterEach
  void close() {
    link.close();
    road.close();
  }

  TestDevice granted() {
    TestDevice phone = road.enrolClosed();
    road.permit(phone.subjectRef(), PermissionAction.GRANT, 7);
    clock.advanceMs(60_000);
    return phone;
  }

  long person(int purposes) {
    long subjectRef = road.stranger().subjectRef();
    road.permit(subjectRef, PermissionAction.GRANT, purposes);
    return subjectRef;
  }

  /** Long enough for a change to lie a whole second behind. */
  void pass() {
    clock.advanceMs(HOUR_MS + 2_000);
  }

  void bind(TestDevice tracker, long subjectRef, long fromMs, long toMs) {
    put(tracker, ++bindings, subjectRef, fromMs, toMs);
  }

  void put(TestDevice tracker, long ref, long subjectRef, long fromMs, long toMs) {
    road.submit(new Command.PutBinding(ref, tracker.deviceRef(), subjectRef, fromMs, toMs));
  }

  void refusesBinding(
      CommandRefused.Reason reason,
      TestDevice tracker,
      long ref,
      long subjectRef,
      long fromMs,
      long toMs) {
    refuses(
        new Command.PutBinding(ref, tracker.deviceRef(), subjectRef, fromMs, toMs),
        reason.toString());
  }

  void refuses(Command command, String reason) {
    long before = road.journal().durableSeq();
    assertThatThrownBy(() -> road.server().commands().submit(command).join())
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining(reason);
    assertThat(road.journal().durableSeq()).isEqualTo(before);
  }

  static HoursEntry.Builder zone(String zone) {
    return HoursEntry.newBuilder().setZone(zone);
  }

  void hours(long subjectRef, String zone, int fromMinute, int toMinute) {
    HoursEntry.Builder entry = zone(zone);
    for (int weekday = 1; weekday <= 7; weekday++) {
      entry.addWeek(
          HoursWindow.newBuilder()
              .setWeekday(weekday)
              .setFromMinute(fromMinute)
              .setToMinute(toMinute));
    }
    road.submit(new Command.PutHours(subjectRef, entry.build().toByteArray()));
  }

  AckDecoder send(TestDevice device, long batchSeq, long firstMs, int fixes) {
    return device.open(link.ask(device.facts(batchSeq, 0, firstMs, fixes)));
  }

  void stores(TestDevice device, long batchSeq, long firstMs, int fixes) {
    AckDecoder ack = send(device, batchSeq, firstMs, fixes);
    assertThat(ack.status()).isEqualTo(Ack.Status.OK);
    assertThat(ack.refused()).isZero();
  }

  void refuses(TestDevice device, long batchSeq, long firstMs, Ack.Status status) {
    int before = sections(device).size();
    AckDecoder ack = send(device, batchSeq, firstMs, 3);
    assertThat(ack.status()).isEqualTo(status);
    assertThat(ack.refused()).isEqualTo(3);
    assertThat(ack.durableSeq()).isEqualTo(batchSeq);
    assertThat(sections(device)).hasSize(before);
  }

  AckDecoder change(TestDevice device, long batchSeq, Action action, int purpose) {
    byte[] plain = new byte[ConsentEncoder.ENCODED_BYTES_MAX];
    int length = ConsentEncoder.encode(batchSeq, 0, purpose, action, plain, 0);
    byte[] frame = device.seal(FrameKind.CONSENT, Arrays.copyOf(plain, length));
    AckDecoder ack = device.open(link.ask(frame));
    assertThat(ack.durableSeq()).isEqualTo(batchSeq);
    clock.advanceMs(2_000);
    return ack;
  }

  List<Section> sections(TestDevice device) {
    List<Section> found = new ArrayList<>();
    FixBatchDecoder decoder = new FixBatchDecoder();
    try (JournalReader reader = road.journal().reader(1)) {
      while (reader.poll()) {
        if (reader.kind() != EntryKind.FACTS || reader.deviceRef() != device.deviceRef()) {
          continue;
        }
        for (int i = 0; i < reader.sectionCount(); i++) {
          byte[] plain = new byte[reader.sectionPlainLength(i)];
          reader.openSection(i, plain, 0);
          decoder.decode(plain, 0, plain.length);
          List<Long> times = new ArrayList<>();
          for (int fix = 0; fix < decoder.count(); fix++) {
            times.add(decoder.timeMs(fix));
          }
          found.add(new Section(reader.sectionSubjectRef(i), reader.sectionPurposeMask(i), times));
        }
      }
    }
    return found;
  }
}
