package kz.relog.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Live plans come back from the journal as they were. */
class RestartBenchIT {

  @Test
  void plans_and_their_state_are_identical_after_a_replay() {
    StringWriter out = new StringWriter();

    int code =
        new CommandLine(new RestartBench())
            .setOut(new PrintWriter(out))
            .execute("--plans=40", "--facts=30000", "--vertices=60");

    assertThat(out.toString()).contains("40 live plans", "30,000 facts replayed", ": identical");
    assertThat(code).isZero();
  }
}
