package kz.relog.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kz.relog.bench.command.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live plans: they come back from the journal as they were, and what they take is told. */
class PlanBenchesIT {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  @Test
  void plans_and_their_state_are_identical_after_a_replay_of_any_length() {
    int code = run("replay", "--plans=40", "--facts=400,30000", "--vertices=60");

    assertThat(out.toString())
        .contains("40 live plans", " 400 facts replayed", "30,000 facts replayed", ": identical")
        .contains("plans and facts, facts 400: ")
        .doesNotContain("NOT IDENTICAL");
    assertThat(code).isZero();
  }

  @Test
  void the_heap_of_a_live_vehicle_is_told_by_its_stops() {
    int code = run("live-heap", "--vehicles=200", "--facts=20", "--stops=2,7");

    assertThat(out.toString())
        .contains("2 stops: ", "7 stops: ", "a live vehicle, stops of a plan 7");
    assertThat(code).isZero();
  }

  @Test
  void a_number_out_of_range_is_refused_by_name() {
    assertThat(run("replay", "--plans=0")).isEqualTo(2);
    assertThat(run("live-heap", "--stops=0")).isEqualTo(2);
    assertThat(out.toString()).contains("--plans is 0.0", "--stops is 0.0");
  }

  private int run(String name, String... further) {
    List<String> arguments = new ArrayList<>(List.of(name, "--work=" + folder.resolve("work")));
    arguments.addAll(List.of(further));
    return Commands.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out))
        .execute(arguments.toArray(new String[0]));
  }
}
