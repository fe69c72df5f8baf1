package kz.relog.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command line says: help for each command, one message for each mistake. */
class CommandLineTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve",
        "demo",
        "replay",
        "simulate",
        "planfact",
        "frame",
        "frame open",
        "frame size",
        "journal",
        "journal verify",
        "journal stats",
        "journal dump"
      })
  void every_command_explains_itself(String command) {
    String[] arguments = (command + " --help").split(" ", -1);

    assertThat(run(arguments)).isZero();
    assertThat(out.toString()).contains("Usage: relog " + command).contains("--help");
  }

  @Test
  void an_unknown_command_is_answered_with_the_known_ones() {
    assertThat(run("demoo")).isEqualTo(2);
    assertThat(err.toString()).contains("demoo").contains("Did you mean: relog demo");
  }

  @Test
  void a_number_out_of_range_is_told_with_what_is_allowed() {
    assertThat(run("demo", "--vehicles", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--vehicles is 0; allowed: 1 to 2000");
  }

  @Test
  void a_server_address_without_a_scheme_is_refused() {
    assertThat(run("replay", "--to", "127.0.0.1:1", "--key", "k", "facts.csv")).isEqualTo(2);
    assertThat(err.toString()).contains("expected udp://HOST:PORT or tcp://HOST:PORT");
  }

  @Test
  void a_frame_that_is_no_hex_is_refused() throws Exception {
    assertThat(run("frame", "open", "--key", "k", "xyz")).isEqualTo(2);
    assertThat(err.toString()).contains("pairs of 0-9 and a-f");
  }

  @Test
  void sizes_are_told_per_file_and_pooled() throws Exception {
    Path a = facts("a.csv", 120);
    Path b = facts("b.csv", 60);

    assertThat(run("frame", "size", "--json", "--batch", "60", a.toString(), b.toString()))
        .isZero();

    assertThat(out.toString().lines())
        .hasSize(3)
        .last()
        .asString()
        .contains("\"file\":\"pooled\"")
        .contains("\"fixes\":180")
        .contains("\"frames\":3");
  }

  @Test
  void a_wrong_fact_is_told_with_file_line_and_column() throws Exception {
    Path file = folder.resolve("wrong.csv");
    Files.write(file, List.of("time,lat,lon", "2026-01-01T00:00:00Z,91,0"));

    assertThat(run("frame", "size", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("wrong.csv: line 2, lat is 91");
  }

  private Path facts(String name, int count) throws Exception {
    StringBuilder text = new StringBuilder("time,lat,lon\n");
    for (int i = 0; i < count; i++) {
      text.append(java.time.Instant.ofEpochSecond(1_767_225_600L + i))
          .append(",43.")
          .append(100_000 + i * 50)
          .append(",76.9\n");
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private int run(String... arguments) {
    CommandLine commandLine = Relog.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }
}
