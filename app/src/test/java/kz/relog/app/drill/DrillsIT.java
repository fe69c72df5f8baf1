package kz.relog.app.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import kz.relog.app.Relog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Every drill, briefly, by its command. Those that need root are skipped with the reason. */
class DrillsIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "kill, 2",
    "power-cut, 1",
    "io-error, 1",
    "disk-full, 1",
    "corrupt, 45",
    "pid-reuse, 1",
    "clock, 1",
    "slow-disk, 3",
    "engine-kill, 1",
    "erase-kill, 1",
    "lossy-link, 1"
  })
  void the_promise_holds(String drill, int rounds) throws IOException {
    JsonNode result = run(drill, "--rounds", Integer.toString(rounds));

    assumeTrue(
        !result.path("verdict").asText().equals("cannot run"),
        () -> drill + " cannot run here: " + result.path("why").asText());
    assertThat(result.path("verdict").asText()).as(result.toPrettyString()).isEqualTo("held");
    assertThat(result.path("figures").path("rounds").asInt()).isEqualTo(rounds);
  }

  @Test
  void a_power_cut_without_forcing_is_noticed() throws IOException {
    JsonNode result = run("power-cut", "--rounds", "1", "--sync", "os");

    assumeTrue(
        !result.path("verdict").asText().equals("cannot run"),
        () -> "power-cut cannot run here: " + result.path("why").asText());
    assertThat(result.path("verdict").asText()).as(result.toPrettyString()).isEqualTo("broken");
    assertThat(result.path("figures").path("acked but lost").asLong()).isPositive();
  }

  @Test
  void every_drill_is_run_here_and_told_by_the_list() {
    StringWriter out = new StringWriter();
    CommandLine relog = Relog.commandLine();
    relog.setOut(new PrintWriter(out));
    assertThat(relog.execute("drill", "list")).isZero();
    assertThat(Drills.ALL)
        .extracting(Drill::name)
        .containsExactlyElementsOf(
            List.of(
                "kill",
                "power-cut",
                "io-error",
                "disk-full",
                "corrupt",
                "pid-reuse",
                "clock",
                "slow-disk",
                "engine-kill",
                "erase-kill",
                "lossy-link"))
        .allSatisfy(name -> assertThat(out.toString()).contains(name));
  }

  private JsonNode run(String drill, String... options) throws IOException {
    StringWriter out = new StringWriter();
    CommandLine relog = Relog.commandLine();
    relog.setOut(new PrintWriter(out));
    List<String> arguments = new java.util.ArrayList<>(List.of("drill", drill, "--json"));
    arguments.addAll(List.of("--folder", folder.toString()));
    arguments.addAll(List.of(options));
    int exit = relog.execute(arguments.toArray(String[]::new));
    System.out.println(out);
    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(exit)
        .isEqualTo(
            switch (result.path("verdict").asText()) {
              case "held" -> 0;
              case "broken" -> 1;
              default -> 2;
            });
    return result;
  }
}
