package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import kz.relog.ingest.kit.Blast;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.TestDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bytes allocated per frame on the loop and on the sequencer under load, as the flight recorder
 * samples them, told apart by who asked: the cipher provider, Netty, Chronicle, or our own code.
 */
@EnabledOnOs(OS.LINUX)
class AllocationIT {

  private static final int DEVICES = 1_000;
  private static final int ROUNDS = 50;
  private static final String SAMPLE = "jdk.ObjectAllocationSample";

  @TempDir Path directory;

  @Test
  void ourCodeAllocatesNothingPerFrame() throws IOException {
    try (Road road =
            Road.open(directory, IngestConfig.loopback().withEventLoops(1), IngestClock.SYSTEM);
        Blast blast = new Blast(road.server().udpAddress())) {
      List<TestDevice> devices = new ArrayList<>();
      for (int i = 0; i < DEVICES; i++) {
        devices.add(road.enrol());
      }
      long seq = 1;
      blast.send(frames(devices, seq));
      seq += ROUNDS;
      List<ByteBuffer> frames = frames(devices, seq);
      long storedBefore = road.metrics().value(FrameOutcome.STORED);
      long groupsBefore = road.metrics().groups();
      Path file = directory.resolve("allocation.jfr");
      long beganNs = System.nanoTime();
      try (Recording recording = new Recording()) {
        recording.enable(SAMPLE).with("throttle", "20000/s");
        recording.start();
        blast.send(frames);
        recording.stop();
        recording.dump(file);
      }
      double seconds = (System.nanoTime() - beganNs) / 1e9;
      long stored = road.metrics().value(FrameOutcome.STORED) - storedBefore;
      Map<String, Long> bytes = bytesByAsker(file);
      bytes.forEach(
          (who, sum) ->
              System.out.printf("%s: %.1f bytes per frame%n", who, (double) sum / stored));
      System.out.printf(
          "%.0f frames/s stored and acked, %.1f per group, ack latency us p50 %d p99 %d%n",
          stored / seconds,
          (double) stored / Math.max(1, road.metrics().groups() - groupsBefore),
          road.metrics().ackLatencyMicros().getValueAtPercentile(50),
          road.metrics().ackLatencyMicros().getValueAtPercentile(99));
      assertThat(stored).isGreaterThan(DEVICES * ROUNDS / 2);
      long ours =
          bytes.entrySet().stream()
              .filter(entry -> entry.getKey().contains(" ours"))
              .mapToLong(Map.Entry::getValue)
              .sum();
      // One sample may weigh much; a real allocation per frame would show with 16 bytes at least.
      assertThat((double) ours / stored).isLessThan(16);
    }
  }

  private static List<ByteBuffer> frames(List<TestDevice> devices, long firstSeq) {
    List<ByteBuffer> frames = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (TestDevice device : devices) {
        byte[] frame = device.facts(firstSeq + round, 0, System.currentTimeMillis(), 1);
        frames.add(ByteBuffer.allocateDirect(frame.length).put(frame).flip());
      }
    }
    return frames;
  }

  private static Map<String, Long> bytesByAsker(Path file) throws IOException {
    Map<String, Long> bytes = new TreeMap<>();
    Set<Long> threads = new HashSet<>();
    List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(file));
    events.sort(Comparator.comparing(RecordedEvent::getStartTime));
    for (RecordedEvent event : events) {
      if (!event.getEventType().getName().equals(SAMPLE)
          || event.getThread("eventThread") == null) {
        continue;
      }
      // A thread's first sample weighs what it has allocated since it began, recorded or not.
      if (threads.add(event.getThread("eventThread").getId())) {
        continue;
      }
      String thread = event.getThread("eventThread").getJavaName();
      if (thread != null && thread.startsWith("relog-")) {
        String who = (thread.startsWith("relog-loop") ? "loop " : "sequencer ") + asker(event);
        bytes.merge(who, event.getLong("weight"), Long::sum);
      }
    }
    return bytes;
  }

  private static String asker(RecordedEvent event) {
    String allocated = event.getClass("objectClass").getName();
    if (allocated.startsWith("javax.crypto")) {
      return "provider";
    }
    if (event.getStackTrace() != null) {
      // The provider also calls back, for the bytes of a key.
      for (RecordedFrame frame : event.getStackTrace().getFrames()) {
        if (frame.getMethod().getType().getName().startsWith("com.sun.crypto")) {
          return "provider";
        }
      }
      for (RecordedFrame frame : event.getStackTrace().getFrames()) {
        String type = frame.getMethod().getType().getName();
        if (type.startsWith("javax.crypto")) {
          return "provider";
        }
        if (type.startsWith("io.netty")) {
          return "Netty";
        }
        if (type.startsWith("net.openhft")) {
          return "Chronicle";
        }
        if (allocated.startsWith("io.netty") || allocated.startsWith("java.net.Inet")) {
          return "Netty";
        }
        if (type.startsWith("kz.relog")) {
          return "ours, " + type + "." + frame.getMethod().getName() + " " + allocated;
        }
      }
    }
    return "others, " + allocated;
  }
}
