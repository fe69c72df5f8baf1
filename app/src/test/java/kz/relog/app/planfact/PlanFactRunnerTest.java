package kz.relog.app.planfact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFactRunnerTest {

  private static final String PLAN =
      """
      {"type":"FeatureCollection","planId":"p","features":[
       {"type":"Feature","properties":{"kind":"path"},
        "geometry":{"type":"LineString","coordinates":[[7.0,50.0],[7.01,50.0]]}},
       {"type":"Feature","properties":{"kind":"stop","seq":1,"id":"a","name":"A",
         "arrive":"2026-03-02T08:01:00Z","depart":"2026-03-02T08:01:00Z"},
        "geometry":{"type":"Point","coordinates":[7.005,50.0]}}]}
      """;

  private static final String FACTS =
      """
      time,lat,lon
      2026-03-02T08:00:00Z,50.0,7.001
      2026-03-02T08:00:30Z,50.0,7.004
      2026-03-02T08:01:00Z,50.0,7.008
      """;

  @TempDir private Path dir;

  @Test
  void aPlanAndItsFactsBecomeMatchesEventsAndAReport() throws IOException {
    Path plan = Files.writeString(dir.resolve("plan.geojson"), PLAN);
    Path facts = Files.writeString(dir.resolve("facts.csv"), FACTS);

    CaseOutcome outcome = PlanFactRunner.run(plan, facts, dir.resolve("out"));

    assertThat(outcome).isInstanceOf(CaseOutcome.Done.class);
    assertThat(Files.readAllLines(dir.resolve("out/matches.jsonl")))
        .first()
        .isEqualTo("{\"time\":\"2026-03-02T08:00:00Z\",\"s_m\":71.5,\"on_route\":true}");
    assertThat(Files.readString(dir.resolve("out/events.jsonl")))
        .contains("{\"type\":\"arrived\",\"seq\":1,\"time\":\"2026-03-02T08:00:37.500Z\"");
    assertThat(Files.readString(dir.resolve("out/report.json"))).contains("\"planId\" : \"p\"");
  }

  @Test
  void aPlanThatIsNoPlanIsRefusedWithItsReasons() throws IOException {
    Path plan = Files.writeString(dir.resolve("plan.geojson"), "{}");
    Path facts = Files.writeString(dir.resolve("facts.csv"), FACTS);

    CaseOutcome outcome = PlanFactRunner.run(plan, facts, dir.resolve("out"));

    assertThat(((CaseOutcome.Refused) outcome).problems()).isNotEmpty();
    assertThat(dir.resolve("out")).doesNotExist();
  }

  @Test
  void allCasesBelowADirectoryRun() throws IOException {
    for (String name : new String[] {"cases/a/one", "cases/b"}) {
      Path at = Files.createDirectories(dir.resolve(name));
      Files.writeString(at.resolve("plan.geojson"), PLAN);
      Files.writeString(at.resolve("facts.csv"), FACTS);
    }
    StringBuilder heard = new StringBuilder();

    int refused =
        PlanFactRunner.runCases(
            dir.resolve("cases"),
            dir.resolve("out"),
            (done, total, name, outcome) ->
                heard.append(done).append('/').append(total).append(' ').append(name).append(';'));

    assertThat(refused).isZero();
    assertThat(heard.toString()).isEqualTo("1/2 a/one;2/2 b;");
    assertThat(dir.resolve("out/a/one/report.json")).exists();
  }
}
