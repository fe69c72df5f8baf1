package kz.relog.bench.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A flight recording of another JVM that holds sampled stacks, of what runs and of what allocates,
 * and nothing else: no property, no environment, no address, no file, no message. One thread.
 */
public final class FlightRecording {
  private static final List<String> EVENTS =
      List.of("jdk.ExecutionSample", "jdk.NativeMethodSample");

  /** Of the database library; records statements with their values unless it is told not to. */
  private static final String STATEMENTS = "jdbi.statement";

  private static final String PERIOD = "10ms";
  private static final String ALLOCATIONS = "1000/s";

  private final long pid;
  private final String name;

  private FlightRecording(long pid, String name) {
    this.pid = pid;
    this.name = name;
  }

  /**
   * Begins to record. The first recording of a process has it compile much of its code anew; one
   * that begins while another runs does not.
   */
  public static FlightRecording start(long pid, String name)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("JFR.start", "name=" + name, "settings=none"));
    for (String event : EVENTS) {
      command.add("+" + event + "#enabled=true");
      command.add("+" + event + "#period=" + PERIOD);
    }
    command.add("+" + AllocationOwners.EVENT + "#enabled=true");
    command.add("+" + AllocationOwners.EVENT + "#throttle=" + ALLOCATIONS);
    // What a library adds by itself is on unless it is switched off by name.
    command.add("+" + STATEMENTS + "#enabled=false");
    FlightRecording recording = new FlightRecording(pid, name);
    recording.jcmd(command);
    return recording;
  }

  /** Ends and writes to a file. */
  public void stop(Path file) throws IOException, InterruptedException {
    jcmd(List.of("JFR.stop", "name=" + name, "filename=" + file.toAbsolutePath()));
  }

  private void jcmd(List<String> arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid)));
    command.addAll(arguments);
    Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0 || said.contains("Could not") || said.contains("Exception")) {
      throw new IOException("jcmd: " + said.strip());
    }
  }
}
