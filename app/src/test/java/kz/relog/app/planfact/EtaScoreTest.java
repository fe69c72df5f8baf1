package kz.relog.app.planfact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import kz.relog.app.Relog;
import kz.relog.app.planfact.EtaScore.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** How well arrivals are expected, on drives drawn anew and on the planfact sets. */
class EtaScoreTest {

  private static final Path SETS = Path.of("..", "..", "shared", "planfact", "sets");

  @TempDir private Path dir;

  @Test
  void an_error_counts_in_the_range_of_its_time_ahead() {
    EtaScore score = new EtaScore();
    score.add(Source.ETA, 0, 310_000, 300_000);
    score.add(Source.ETA, 0, 400_000, 300_001);
    score.add(Source.ETA, 0, 0, 300_000);
    score.add(Source.ETA, 300_000, 300_000, 300_000);
    score.add(Source.ETA, 0, 3_600_001, 3_600_001);

    assertThat(score.count(Source.ETA, 5)).isEqualTo(1);
    assertThat(score.count(Source.ETA, 15)).isEqualTo(1);
    assertThat(score.count(Source.ETA, 60)).isZero();
    assertThat(score.errorSeconds(Source.ETA, 5, 0.5)).isEqualTo(10);
    assertThat(score.errorSeconds(Source.ETA, 15, 0.9)).isEqualTo(99.999);
    assertThat(score.table()).contains(" 0 to  5              1        10 / 10");
  }

  @Test
  void a_vehicle_that_is_slower_than_planned_is_expected_better_than_its_timetable_says()
      throws IOException {
    long seed = System.nanoTime();
    DrawnDrives drives = new DrawnDrives(seed);
    for (int i = 0; i < 24; i++) {
      drives.write(dir.resolve("cases/drive-" + i));
    }
    EtaScore score = new EtaScore();

    int refused =
        PlanFactRunner.runCases(
            dir.resolve("cases"), dir.resolve("out"), (done, total, name, outcome) -> {}, score);

    System.out.println("drawn drives\n" + score.table());
    assertThat(refused).isZero();
    for (int ahead : new int[] {5, 15, 30, 60}) {
      assertThat(score.count(Source.ETA, ahead)).as("seed %d", seed).isGreaterThan(500);
      double half = score.errorSeconds(Source.ETA, ahead, 0.5);
      // A service is drawn from 30 to 150 s, the pace of a leg from 70 to 130 % of the drive's.
      assertThat(half).as("seed %d, %d minutes", seed, ahead).isLessThan(45 + 6.0 * ahead);
      assertThat(half)
          .as("seed %d, %d minutes", seed, ahead)
          .isLessThan(score.errorSeconds(Source.TIMETABLE, ahead, 0.5));
    }
  }

  @Test
  void buses_are_expected_better_than_their_timetable_says() throws IOException {
    assumeTrue(
        Files.isDirectory(SETS.resolve("b63")),
        "the planfact sets do not lie beside the project: skipped");
    EtaScore score = new EtaScore();

    PlanFactRunner.runCases(
        SETS.resolve("b63"), dir.resolve("out"), (done, total, name, outcome) -> {}, score);

    System.out.println("b63\n" + score.table());
    for (int ahead : new int[] {5, 15, 30, 60}) {
      assertThat(score.errorSeconds(Source.ETA, ahead, 0.5))
          .isLessThan(score.errorSeconds(Source.TIMETABLE, ahead, 0.5));
    }
    // Just ahead of the vehicle its present lateness says as much.
    for (int ahead : new int[] {15, 30, 60}) {
      assertThat(score.errorSeconds(Source.ETA, ahead, 0.9))
          .isLessThan(score.errorSeconds(Source.TIMETABLE_MOVED, ahead, 0.9));
    }
  }

  @Test
  void the_command_prints_the_table_and_scores_against_its_own_arrivals_where_none_are_known()
      throws IOException {
    Path drive = dir.resolve("cases/one");
    new DrawnDrives(7).write(drive);
    Files.delete(drive.resolve("arrivals.csv"));

    String printed = run("--cases", dir.resolve("cases").toString(), "--eta");

    assertThat(printed).contains("minutes ahead", " 0 to  5", "30 to 60");
    assertThat(printed.lines().filter(line -> line.startsWith(" 0 to")).findFirst().orElse(""))
        .doesNotContain("-");
  }

  @Test
  void an_arrivals_file_of_another_form_is_told_with_its_line() throws IOException {
    Path drive = dir.resolve("cases/one");
    new DrawnDrives(7).write(drive);
    Files.writeString(drive.resolve("arrivals.csv"), "seq,arrive\n1,\nfirst,noon\n");

    assertThatThrownBy(
            () ->
                PlanFactRunner.runCases(
                    dir.resolve("cases"),
                    dir.resolve("out"),
                    (done, total, name, outcome) -> {},
                    new EtaScore()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("arrivals.csv line 3, allowed: seq of a stop");
  }

  @Test
  void one_plan_alone_is_not_scored() {
    assertThat(run("--plan", "plan.geojson", "--facts", "facts.csv", "--eta"))
        .contains("--eta needs --cases");
  }

  private String run(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "planfact";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--out";
    all[arguments.length + 2] = dir.resolve("out").toString();
    StringWriter text = new StringWriter();
    CommandLine commandLine = Relog.commandLine();
    commandLine.setOut(new PrintWriter(text));
    commandLine.setErr(new PrintWriter(text));
    commandLine.execute(all);
    return text.toString();
  }
}
