package kz.relog.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import kz.relog.bench.command.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of load against a real server, briefly; how fast anything is decides nothing here. */
class BenchesIT {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private String run(String name, String... further) {
    List<String> arguments = new ArrayList<>(List.of(name, "--work=" + folder.resolve("work")));
    arguments.addAll(List.of(further));
    List.of("--devices=60", "--window=32", "--lanes=2", "--rounds=1", "--seconds=0.2").stream()
        .filter(usual -> Stream.of(further).noneMatch(isSameOption(usual)))
        .forEach(arguments::add);
    int code =
        Commands.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(new String[0]));
    assertThat(code).as("%s%n%s", out, err).isZero();
    return out.toString();
  }

  private static Predicate<String> isSameOption(String usual) {
    return argument -> argument.startsWith(usual.substring(0, usual.indexOf('=') + 1));
  }

  @Test
  void an_open_loop_answers_every_frame_and_tells_percentiles() {
    assertThat(run("latency", "--rate=500", "--sync=always"))
        .contains("percentile 99", "ms to the ack")
        .doesNotContain("frames got no ack", "not stored");
  }

  @Test
  void an_open_loop_over_connections_answers_every_frame() {
    assertThat(run("latency", "--tcp", "--fixes=10", "--rate=500", "--sync=os"))
        .contains("latency tcp, batches of 10")
        .doesNotContain("frames got no ack", "not stored");
  }

  @Test
  void a_rate_beyond_reach_is_not_told_as_a_clean_number() {
    // Ten million frames a second are more than any server here answers; few, so that it ends soon.
    assertThat(run("latency", "--rate=10000000", "--sync=os", "--seconds=0.1"))
        .contains("NOT CLEAN", "rate not reached");
  }

  @Test
  void a_fleet_that_was_cut_off_is_back() {
    assertThat(run("reconnect")).contains("60 of 60 acked").doesNotContain("devices got no ack");
  }

  @Test
  void devices_that_come_and_go_are_all_answered() {
    assertThat(run("connects", "--rate=100")).contains("20 of 20 acked");
  }

  @Test
  void readers_get_their_answers_beside_the_road() {
    assertThat(run("api", "--rate=40", "--frames=100"))
        .contains("ms to the answer", "road beside readers")
        .doesNotContain("reads failed");
  }

  @Test
  void every_vehicle_has_a_plan_before_matching_is_measured() {
    assertThat(run("matched", "--frames=4", "--connections=4"))
        .contains("60 of 60 plans made and assigned", "7,200 fixes stored and acked")
        .doesNotContain("frames got no ack");
  }

  @Test
  void sealing_is_told_beside_a_server_that_keeps_everything_in_clear() {
    assertThat(run("sealing", "--fixes=1", "--seconds=1"))
        .contains("sealed, fixes of a batch 1", "in clear, fixes of a batch 1")
        .contains("added, from the socket to the ack: median", "[target at most 25.0: ")
        .doesNotContain("frames got no ack", "not stored");
  }

  @Test
  void somebody_is_erased_while_others_send() {
    Commands.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(
            "erase",
            "--work=" + folder.resolve("work"),
            "--devices=20",
            "--window=20",
            "--fixes=3000",
            "--senders=5",
            "--rate=100",
            "--seconds=0.5");
    // The exit code tells whether it was fast enough, which decides nothing here.
    assertThat(out.toString()).as("%s", err).contains("keys gone", "complete", "p99 during it");
  }

  @Test
  void a_recording_of_the_server_holds_stacks_and_nothing_else() throws IOException {
    Path to = folder.resolve("profile");
    assertThat(run("profile", "--to=" + to, "--seconds=1"))
        .contains("relog-sequencer", "B allocated/frame", "of them by the cipher");
    assertThat(to.resolve("flame.html")).content().contains("<svg", "relog-sequencer");
    assertThat(Files.readAllLines(to.resolve("stacks.txt")))
        .anyMatch(line -> line.startsWith("relog-loop;"));
    try (RecordingFile recording = new RecordingFile(to.resolve("relog.jfr"))) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        assertThat(event.getEventType().getName())
            .isIn(
                "jdk.ExecutionSample",
                "jdk.ObjectAllocationSample",
                "jdk.NativeMethodSample",
                "jdk.ActiveSetting",
                "jdk.ActiveRecording");
      }
    }
  }
}
