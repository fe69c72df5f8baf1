package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.UdpLink;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.v1.FixBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplyLengthIT {

  @TempDir Path directory;

  @Test
  void aReplyIsNeverLongerThanTheFrameThatCausedItHoweverMuchThereIsToTell() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), IngestClock.SYSTEM);
        UdpLink link = new UdpLink(road.server().udpAddress())) {
      TestDevice device = road.enrol();
      // A durable_seq of nine bytes and a gap above it: the longest ack there is.
      long base = 1L << 62;
      for (long seq = base + 60; seq > base + 30; seq -= 2) {
        byte[] frame = device.facts(seq, (int) (seq - base), System.currentTimeMillis(), 1);
        assertThat(link.ask(frame).length).isLessThanOrEqualTo(frame.length);
      }
      byte[] shortest =
          device.seal(
              FrameKind.FACTS,
              FixBatch.newBuilder()
                  .setBatchSeq(base + 20)
                  .setHeld(20)
                  .setTickMs(60_000)
                  .setTime(System.currentTimeMillis() / 60_000)
                  .setDigits(4)
                  .setLat(1)
                  .build()
                  .toByteArray());
      byte[] answer = link.ask(shortest);
      assertThat(answer.length).isLessThanOrEqualTo(shortest.length);
      assertThat(device.open(answer).durableSeq()).isEqualTo(base - 1);
      byte[] hello = device.hello();
      byte[] state = link.ask(hello);
      assertThat(state.length).isLessThanOrEqualTo(hello.length);
      assertThat(device.open(state).isSettled(base + 60)).isTrue();
    }
  }
}
