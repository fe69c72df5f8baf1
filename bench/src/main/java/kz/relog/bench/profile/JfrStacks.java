package kz.relog.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Reads the sampled stacks of a flight recording. Frames are names of classes and methods: nothing
 * that a server carries. Stateless.
 */
public final class JfrStacks {
  private static final String JAVA = "jdk.ExecutionSample";
  private static final String NATIVE = "jdk.NativeMethodSample";

  /** Native methods in which a thread waits and costs nothing. */
  private static final Set<String> WAITING =
      Set.of(
          "epollWait",
          "epollWait0",
          "epollBusyWait0",
          "wait",
          "wait0",
          "park",
          "sleep",
          "sleep0",
          "accept",
          "accept0",
          "poll",
          "poll0",
          "waitForReferencePendingList",
          "read0",
          "select");

  private JfrStacks() {}

  /** Stacks by thread; threads whose names differ by a number only are one. */
  public static Stacks read(Path recording) throws IOException {
    Stacks stacks = new Stacks();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        String type = event.getEventType().getName();
        if ((type.equals(JAVA) || type.equals(NATIVE)) && event.getStackTrace() != null) {
          List<String> frames = frames(event, type.equals(NATIVE));
          if (!frames.isEmpty()) {
            stacks.add(frames);
          }
        }
      }
    }
    return stacks;
  }

  private static List<String> frames(RecordedEvent event, boolean inNative) {
    List<RecordedFrame> recorded = event.getStackTrace().getFrames();
    if (inNative && WAITING.contains(recorded.get(0).getMethod().getName())) {
      return List.of();
    }
    List<String> frames = new ArrayList<>();
    RecordedThread thread = event.getThread("sampledThread");
    String name = thread == null || thread.getJavaName() == null ? "(vm)" : thread.getJavaName();
    frames.add(name.replaceAll("[-#0-9]+$", ""));
    for (int i = recorded.size() - 1; i >= 0; i--) {
      RecordedFrame frame = recorded.get(i);
      String type = frame.getMethod().getType().getName();
      frames.add(type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName());
    }
    if (inNative) {
      frames.add("[native]");
    }
    return List.copyOf(frames);
  }
}
