package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.TestClock;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.UdpLink;
import kz.relog.journal.EntryKind;
import kz.relog.journal.ErasedRange;
import kz.relog.proto.v1.Ack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes after an erasure is refused and leaves no byte. */
class EraseIT {

  @TempDir Path directory;

  private final TestClock clock = new TestClock();

  @Test
  void framesOfTheErasedAreToldSoAndLeaveNoEntryAlsoAfterARestart() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), clock)) {
      TestDevice erased = road.enrol();
      TestDevice other = road.enrol();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        link.ask(erased.facts(1, 0, clock.nowMs(), 2));
        link.ask(other.facts(1, 0, clock.nowMs(), 2));
        road.server()
            .commands()
            .submit(new Command.Erase(ErasedRange.whole(erased.subjectRef())))
            .join();
        assertThat(road.journal().isErasedWhole(erased.subjectRef())).isTrue();
        refuses(road, link, erased, 2);
        assertThat(other.open(link.ask(other.facts(2, 0, clock.nowMs(), 2))).status())
            .isEqualTo(Ack.Status.OK);
      }
      road.vault().destroySubject(erased.subjectRef());
      road.restart();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        refuses(road, link, erased, 3);
        assertThat(other.open(link.ask(other.facts(3, 0, clock.nowMs(), 2))).status())
            .isEqualTo(Ack.Status.OK);
      }
      assertThat(road.stored(erased)).hasSize(1);
      assertThat(road.stored(other)).hasSize(3);
    }
  }

  private void refuses(Road road, UdpLink link, TestDevice erased, int batchSeq) {
    long before = road.entries(EntryKind.FACTS);
    assertThat(erased.open(link.ask(erased.facts(batchSeq, 0, clock.nowMs(), 2))).status())
        .isEqualTo(Ack.Status.ERASED);
    assertThat(erased.open(link.ask(erased.hello())).status()).isEqualTo(Ack.Status.ERASED);
    assertThat(road.entries(EntryKind.FACTS)).isEqualTo(before);
  }
}
