package kz.relog.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Whose code the garbage of the road's threads comes from, by the sampled allocations of a flight
 * recording: the innermost frame that belongs to somebody decides, so that what the cipher's
 * provider makes for us is the provider's. So is what its interface has us make: its parameter
 * objects, and the copy of a key that it calls back for. Immutable.
 *
 * @param bytes estimated by the recorder, by owner
 */
public record AllocationOwners(Map<String, Long> bytes) {
  /** The event that is read. */
  public static final String EVENT = "jdk.ObjectAllocationSample";

  /** The threads between the socket and the engine. */
  public static final List<String> ROAD = List.of("relog-loop", "relog-sequencer");

  private static final String OTHER = "the JDK for none of these";

  private static final String CIPHERS = "javax.crypto.";

  private static final Map<String, String> OWNERS =
      Map.of(
          "kz.relog.",
          "Relog",
          "io.netty.",
          "Netty",
          "net.openhft.",
          "Chronicle Queue",
          "com.amazon.corretto.",
          "the cipher",
          CIPHERS,
          "the cipher",
          "java.security.",
          "the cipher",
          "sun.security.",
          "the cipher",
          "com.sun.crypto.",
          "the cipher");

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
    Stream<String> frames =
        event.getStackTrace() == null
            ? Stream.empty()
            : event.getStackTrace().getFrames().stream()
                .filter(frame -> !frame.getMethod().getName().equals("getEncoded"))
                .map(frame -> frame.getMethod().getType().getName());
    String made = event.getClass("objectClass").getName();
    return Stream.concat(made.startsWith(CIPHERS) ? Stream.of(made) : Stream.empty(), frames)
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
