package kz.relog.app.planfact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import kz.relog.app.Relog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code relog planfact} says and writes. */
class PlanFactCommandTest {

  private static final String PLAN =
      """
      {"type": "FeatureCollection", "planId": "p", "startTime": "2026-03-02T08:00:00Z", "features": [
        {"type": "Feature", "properties": {"kind": "path"},
         "geometry": {"type": "LineString", "coordinates": [[7.0, 50.0], [7.1, 50.0]]}},
        {"type": "Feature", "properties": {"kind": "stop", "seq": 1, "id": "a", "name": "A"},
         "geometry": {"type": "Point", "coordinates": [7.02, 50.0]}},
        {"type": "Feature", "properties": {"kind": "stop", "seq": 2, "id": "b", "name": "B"},
         "geometry": {"type": "Point", "coordinates": [7.09, 50.0]}}]}
      """;

  @TempDir private Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void a_stop_s_judgement_is_explained_with_times_and_metres() throws IOException {
    Path plan = Files.writeString(dir.resolve("plan.geojson"), PLAN);
    Path facts = Files.writeString(dir.resolve("facts.csv"), drive());

    int code = run("--plan", plan.toString(), "--facts", facts.toString(), "--explain", "1");

    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("Stop 1: a circle of 50 m", "m along the path", "planned standing 0 s")
        .contains("So it was served", "1 of 2 stops served");
    assertThat(dir.resolve("out/report.json")).exists();
  }

  @Test
  void a_stop_that_was_not_reached_is_explained_too() throws IOException {
    Path plan = Files.writeString(dir.resolve("plan.geojson"), PLAN);
    Path facts = Files.writeString(dir.resolve("facts.csv"), drive());

    int code = run("--plan", plan.toString(), "--facts", facts.toString(), "--explain", "2");

    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("Stop 2: a circle of 50 m")
        .doesNotContain("So it was served");
  }

  @Test
  void one_refused_case_does_not_keep_the_others_from_their_results() throws IOException {
    for (String name : new String[] {"cases/a", "cases/b", "cases/c"}) {
      Path at = Files.createDirectories(dir.resolve(name));
      Files.writeString(at.resolve("plan.geojson"), name.endsWith("b") ? "{}" : PLAN);
      Files.writeString(at.resolve("facts.csv"), drive());
    }

    int code = run("--cases", dir.resolve("cases").toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("b: ");
    assertThat(dir.resolve("out/a/events.jsonl")).isNotEmptyFile();
    assertThat(dir.resolve("out/c/events.jsonl")).isNotEmptyFile();
  }

  @Test
  void a_plan_without_facts_is_told_what_is_wanted() {
    assertThat(run("--plan", "plan.geojson")).isEqualTo(2);
    assertThat(err.toString()).contains("Give --plan and --facts, or --cases");
  }

  /** At 10 m/s to the first stop, 40 s there, a little on. */
  private static String drive() {
    StringBuilder text = new StringBuilder("time,lat,lon,speed_mps\n");
    double lon = 7.0;
    for (int second = 0; second < 240; second += 2) {
      boolean stands = second >= 144 && second < 184;
      lon += stands ? 0 : 0.00027843;
      text.append(java.time.Instant.ofEpochSecond(1_772_438_400L + second))
          .append(",50.0,")
          .append(String.format(java.util.Locale.ROOT, "%.7f", lon))
          .append(stands ? ",0\n" : ",10\n");
    }
    return text.toString();
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "planfact";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--out";
    all[arguments.length + 2] = dir.resolve("out").toString();
    CommandLine commandLine = Relog.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(all);
  }
}
