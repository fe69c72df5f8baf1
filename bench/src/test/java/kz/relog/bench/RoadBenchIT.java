package kz.relog.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import kz.relog.bench.command.Commands;
import kz.relog.bench.report.Axis;
import kz.relog.bench.report.Measure;
import kz.relog.bench.report.Report;
import kz.relog.bench.report.ReportJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benches run from end to end; how fast anything is decides nothing here. */
class RoadBenchIT {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Commands.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void a_short_run_tells_the_ratio_and_writes_table_page_and_json() throws IOException {
    int code =
        run(
            "udp",
            "--devices=100",
            "--window=64",
            "--lanes=2",
            "--rounds=1",
            "--seconds=0.3",
            "--work=" + folder.resolve("work"),
            "--out=" + folder.resolve("report"));
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("relog / netty-sink: median", "server's own count", "durability: none")
        .doesNotContain("not stored");
    Report report = ReportJson.read(folder.resolve("report/report.json"));
    assertThat(report.machine().facts()).containsKeys("commit", "seed", "java", "server flags");
    assertThat(report.figures())
        .anySatisfy(
            figure -> {
              assertThat(figure.measure()).isEqualTo(Measure.RATIO);
              assertThat(figure.axis()).isEqualTo(Axis.BATCH);
              assertThat(figure.value()).isPositive();
            });
    assertThat(Files.readString(folder.resolve("report/report.html")))
        .contains("<svg", "relog / netty-sink", "Throughput against the size of a batch");
  }

  @Test
  void a_drive_at_one_hertz_keeps_to_the_bytes_that_were_promised() throws IOException {
    Path to = folder.resolve("wire");
    assertThat(run("wire", "--fixes=60", "--out=" + to)).as(err.toString()).isZero();
    assertThat(ReportJson.read(to.resolve("report.json")).figures())
        .anySatisfy(
            figure -> {
              assertThat(figure.who()).isEqualTo("positions");
              assertThat(figure.measure()).isEqualTo(Measure.BYTES_PER_FIX);
              assertThat(figure.value()).isBetween(2.0, 2.9);
            });
  }

  @Test
  void an_option_out_of_range_is_told_with_what_is_allowed() {
    assertThat(run("udp", "--devices=100", "--window=101")).isEqualTo(2);
    assertThat(err.toString()).contains("--window is 101", "allowed: 4.0 to 100.0");
  }

  @Test
  void without_a_name_all_benches_are_listed() {
    assertThat(run()).isZero();
    assertThat(out.toString()).contains("Benches:", "udp", "tcp", "recovery", "jmh", "compare");
  }
}
