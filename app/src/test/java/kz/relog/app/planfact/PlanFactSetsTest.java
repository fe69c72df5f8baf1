package kz.relog.app.planfact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores the engine on the planfact sets where they lie beside the project. */
class PlanFactSetsTest {

  private static final Path PLANFACT = Path.of("..", "..", "shared", "planfact");

  @TempDir private static Path out;

  private static JsonNode sets;

  @BeforeAll
  static void runAndScore() throws Exception {
    assumeTrue(
        Files.isRegularFile(PLANFACT.resolve("score.py")),
        "the planfact sets do not lie beside the project: skipped");
    Path cases = PLANFACT.resolve("sets");
    int refused = PlanFactRunner.runCases(cases, out, (done, total, name, outcome) -> {});
    assertThat(refused).isZero();
    sets = score(cases);
  }

  @Test
  void busesAreOnTheRightLegAndNeverJump() {
    JsonNode b63 = sets.get("b63");
    assertThat(b63.get("progress_within_150m").asDouble()).isGreaterThanOrEqualTo(0.985);
    assertThat(b63.get("impossible_jumps").asInt()).isZero();
    assertThat(b63.get("arrival_precision").asDouble()).isGreaterThanOrEqualTo(0.98);
    assertThat(b63.get("arrival_recall").asDouble()).isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void everySyntheticCaseIsPlacedWithin150Metres() {
    sets.properties()
        .forEach(
            set -> {
              JsonNode within = set.getValue().get("progress_within_150m");
              if (set.getKey().startsWith("synthetic/") && !within.isNull()) {
                assertThat(within.asDouble()).as(set.getKey()).isGreaterThanOrEqualTo(0.99);
              }
            });
  }

  @Test
  void deliveryStopsAreFoundWithoutAPath() {
    for (String name : new String[] {"goal/raw", "goal/noise15", "goal/thin30"}) {
      JsonNode goal = sets.get(name);
      assertThat(goal.get("arrival_precision").asDouble()).as(name).isGreaterThanOrEqualTo(0.94);
      assertThat(goal.get("arrival_recall").asDouble()).as(name).isGreaterThanOrEqualTo(0.93);
    }
  }

  private static JsonNode score(Path cases) throws IOException, InterruptedException {
    Path answer = out.resolve("score.txt");
    Process process =
        new ProcessBuilder(
                "python3",
                PLANFACT.resolve("score.py").toString(),
                cases.toString(),
                out.toString())
            .redirectErrorStream(true)
            .redirectOutput(answer.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    String text = Files.readString(answer, StandardCharsets.UTF_8).strip();
    System.out.println(text.substring(0, text.lastIndexOf('\n')));
    return new ObjectMapper().readTree(text.substring(text.lastIndexOf('\n') + 1)).get("sets");
  }
}
