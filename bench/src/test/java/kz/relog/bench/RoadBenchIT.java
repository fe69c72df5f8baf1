package kz.relog.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The bench runs from end to end; how fast anything is decides nothing here. */
class RoadBenchIT {
  @TempDir private Path folder;

  @Test
  void a_short_run_tells_the_ratio_and_that_every_frame_was_stored() {
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new RoadBench())
            .setOut(new PrintWriter(out))
            .execute(
                "--only=UDP",
                "--devices=100",
                "--window=64",
                "--lanes=2",
                "--rounds=1",
                "--seconds=0.3",
                "--work=" + folder);
    assertThat(out.toString()).contains("relog / sink: median", "server's own count");
    assertThat(out.toString()).doesNotContain("not stored");
    assertThat(code).isZero();
  }

  @Test
  void an_option_out_of_range_is_told_with_what_is_allowed() {
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new RoadBench())
            .setErr(new PrintWriter(err))
            .execute("--devices=100", "--window=101");
    assertThat(err.toString()).contains("--window is 101", "allowed: 4.0 to 100.0");
    assertThat(code).isEqualTo(2);
  }
}
