package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import kz.relog.ingest.kit.Await;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.TcpLink;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.UdpLink;
import kz.relog.proto.frame.FrameKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sum rules, after a mixed random run over both transports. */
class SumsIT {

  private static final int FRAMES = 6_000;

  @TempDir Path directory;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<byte[]> captured = new ArrayList<>();
  private long nextSeq;
  private long twinSeq;
  private long gatedSeq;

  /** One that nobody has, and one whose person has allowed nothing. */
  private List<TestDevice> gated = List.of();

  @Test
  void everythingReceivedHasOneOutcome() {
    try (Road road =
            Road.open(directory, IngestConfig.loopback().withEventLoops(2), IngestClock.SYSTEM);
        UdpLink udp = new UdpLink(road.server().udpAddress());
        TcpLink tcp = new TcpLink(road.server().tcpAddress())) {
      TestDevice device = road.enrol();
      TestDevice ended = road.enrol();
      gated = List.of(road.enrolTracker(), road.enrolClosed());
      TestDevice one = road.enrol();
      TestDevice twin =
          new TestDevice(one.deviceRef(), one.subjectRef(), one.keyId(), one.secret());
      road.server()
          .commands()
          .submit(new Command.RevokeDevice(ended.deviceRef(), ended.keyId()))
          .join();
      long sentTcp = 0;
      long sentUdp = 0;
      for (int i = 0; i < FRAMES; i++) {
        byte[] frame = frame(road, device, ended, List.of(one, twin));
        if (frame.length > 1_200 || (frame.length >= 26 && random.nextBoolean())) {
          tcp.send(frame);
          sentTcp++;
        } else {
          udp.send(frame);
          sentUdp++;
        }
        if (i % 100 == 99) {
          // Datagrams that the kernel drops were never received; a pause at times keeps most of
          // them.
          Await.until("the ring is empty", () -> road.metrics().ringBytes() == 0);
        }
      }
      long expectedTcp = sentTcp;
      long expectedUdp = sentUdp;
      IngestMetrics metrics = road.metrics();
      Await.until(
          "all is judged, but for what the kernel dropped",
          () ->
              metrics.received(Transport.TCP) == expectedTcp
                  && metrics.received(Transport.UDP) + metrics.kernelDrops() == expectedUdp
                  && received(metrics) == outcomes(metrics));
      Await.until("every ack has its end", () -> decided(metrics) == acks(metrics));
      assertThat(metrics.value(FrameOutcome.STORED)).as("seed %d", seed).isPositive();
      assertThat(metrics.value(FrameOutcome.RING_FULL)).as("seed %d", seed).isZero();
      assertThat(fixes(metrics)).as("seed %d", seed).isEqualTo(metrics.receivedFixes());
      assertThat(metrics.receivedFixes()).isPositive();
      assertThat(metrics.value(FixOutcome.UNBOUND)).as("seed %d", seed).isPositive();
      assertThat(metrics.value(FixOutcome.NO_PERMISSION)).as("seed %d", seed).isPositive();
      assertThat(metrics.value(FrameOutcome.CLONED)).as("seed %d", seed).isPositive();
      assertThat(metrics.kernelDrops()).isNotNegative();
      assertThat(metrics.value(AckOutcome.SENT)).isLessThanOrEqualTo(received(metrics));
      assertThat(metrics.ackLatencyMicros().getTotalCount())
          .isEqualTo(metrics.value(AckOutcome.SENT));
      long stored = metrics.value(FrameOutcome.STORED);
      List<Road.Stored> entries = new ArrayList<>(road.stored(device));
      int ofTwins = road.stored(one).size();
      assertThat(entries)
          .as("seed %d", seed)
          .hasSize((int) stored - ofTwins)
          .doesNotHaveDuplicates();
      long batches = entries.stream().mapToLong(Road.Stored::batchSeq).distinct().count();
      assertThat(batches).as("seed %d", seed).isEqualTo(stored - ofTwins);
    }
  }

  private byte[] frame(Road road, TestDevice device, TestDevice ended, List<TestDevice> twins) {
    long nowMs = System.currentTimeMillis();
    switch (random.nextInt(13)) {
      case 0 -> {
        return road.stranger().hello();
      }
      case 1 -> {
        return ended.facts(1, 0, nowMs, 1);
      }
      case 2 -> {
        return device.hello();
      }
      case 3 -> {
        byte[] forged = device.facts(nextSeq + 1, 0, nowMs, 2);
        forged[10 + random.nextInt(forged.length - 10)] ^= 1;
        return forged;
      }
      case 4 -> {
        byte[] junk = new byte[random.nextInt(100)];
        random.nextBytes(junk);
        return junk;
      }
      case 5 -> {
        return captured.isEmpty() ? device.hello() : captured.get(random.nextInt(captured.size()));
      }
      case 6 -> {
        nextSeq++;
        return device.facts(nextSeq, 0, nowMs - random.nextInt(2) * 40L * 86_400_000, 3);
      }
      case 9 -> {
        // Two senders under one key: the same counters, other frames.
        twinSeq++;
        return twins
            .get((int) (twinSeq % 2))
            .facts((twinSeq + 1) / 2, 0, nowMs - twinSeq * 2_000, 1);
      }
      case 10 -> {
        return gated.get(0).facts(++gatedSeq, 0, nowMs, 3);
      }
      case 11 -> {
        return gated.get(1).facts(++gatedSeq, 0, nowMs, 3);
      }
      case 7 -> {
        return device.seal(FrameKind.FACTS, new byte[] {8, 1, 127});
      }
      case 8 -> {
        // A retry of something recent, with its own content or not.
        long seq = Math.max(1, nextSeq - random.nextInt(3));
        return device.facts(seq, 0, nowMs, 7);
      }
      default -> {
        nextSeq++;
        int count = 1 + random.nextInt(200);
        byte[] frame = device.facts(nextSeq, 0, nowMs, count);
        captured.add(frame);
        return frame;
      }
    }
  }

  private static long received(IngestMetrics metrics) {
    return metrics.received(Transport.UDP) + metrics.received(Transport.TCP);
  }

  private static long outcomes(IngestMetrics metrics) {
    long sum = 0;
    for (FrameOutcome outcome : FrameOutcome.values()) {
      sum += metrics.value(outcome);
    }
    return sum;
  }

  private static long fixes(IngestMetrics metrics) {
    long sum = 0;
    for (FixOutcome outcome : FixOutcome.values()) {
      sum += metrics.value(outcome);
    }
    return sum;
  }

  /** Frames that get an answer; each is answered at most once. */
  private static long decided(IngestMetrics metrics) {
    return metrics.value(FrameOutcome.STORED)
        + metrics.value(FrameOutcome.DUPLICATE)
        + metrics.value(FrameOutcome.HELLO)
        + metrics.value(FrameOutcome.NOTHING_STORABLE)
        + metrics.value(FrameOutcome.UNBOUND)
        + metrics.value(FrameOutcome.REVOKED)
        + metrics.value(FrameOutcome.ERASED)
        + metrics.value(FrameOutcome.QUARANTINED)
        + metrics.value(FrameOutcome.GREEDY)
        + metrics.value(FrameOutcome.DISK_SHORT);
  }

  private static long acks(IngestMetrics metrics) {
    long sum = 0;
    for (AckOutcome outcome : AckOutcome.values()) {
      sum += metrics.value(outcome);
    }
    return sum;
  }
}
