package kz.relog.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Whose code the garbage of the road's threads comes from, by the sampled allocations of a flight
 * recording: the innermost frame that belongs to somebody decides, so that what the cipher's
 * provider makes for us is the provider's. Immutable.
 *
 * @param bytes estimated by the recorder, by owner
 */
public record AllocationOwners(Map<String, Long> bytes) {
  /** The event that is read. */
  public static final String EVENT = "jdk.ObjectAllocationSample";

  /** The threads between the socket and the engine. */
  public static final List<String> ROAD = List.of("relog-loop", "relog-sequencer");

  private static final String OTHER = "the JDK for none of these";

  private static final Map<String, String> OWNERS =
      Map.of(
          "kz.relog.", "Relog",
          "io.netty.", "Netty",
          "net.openhft.", "Chronicle Queue",
          "com.amazon.corretto.", "the cipher",
          "javax.crypto.", "the cipher",
          "java.security.", "the cipher",
          "sun.security.", "the cipher",
          "com.sun.crypto.", "the cipher");

  /** Reads a recording. */
  public static AllocationOwners read(Path recording) throws IOException {
    Map<String, Long> sums = new TreeMap<>();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals(EVENT) && isOnRoad(event.getThread())) {
          sums.merge(owner(types(event)), event.getLong("weight"), Long::sum);
        }
      }
    }
    return new AllocationOwners(sums);
  }

  private static boolean isOnRoad(RecordedThread thread) {
    return thread != null
        && thread.getJavaName() != null
        && ROAD.stream().anyMatch(thread.getJavaName()::startsWith);
  }

  private static List<String> types(RecordedEvent event) {
    return event.getStackTrace() == null
        ? List.of()
        : event.getStackTrace().getFrames().stream()
            .map(frame -> frame.getMethod().getType().getName())
            .toList();
  }

  /** Whose an allocation is; the innermost class stands first. */
  static String owner(List<String> types) {
    for (String type : types) {
      for (Map.Entry<String, String> owner : OWNERS.entrySet()) {
        if (type.startsWith(owner.getKey())) {
          return owner.getValue();
        }
      }
    }
    return OTHER;
  }
}
