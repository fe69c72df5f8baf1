package kz.relog.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where settings come from, which source wins, and what a wrong one says. */
class RelogConfigTest {
  @TempDir private Path folder;

  @Test
  void without_any_source_the_defaults_hold() {
    RelogConfig config = RelogConfig.read(null, Map.of(), Map.of());

    assertThat(config.get(Settings.DATA_DIR)).isEqualTo(Path.of("relog-data"));
    assertThat(config.get(Settings.HTTP_ADDRESS).getAddress().isLoopbackAddress()).isTrue();
    assertThat(config.get(Settings.JOURNAL_SYNC)).isEqualTo(Settings.SyncMode.ALWAYS);
    assertThat(config.get(Settings.FIX_AGE_MAX)).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void an_option_wins_over_the_environment_which_wins_over_the_file() throws IOException {
    Path file = file("fix.age.max = 1d", "data.dir = from-file", "udp.address = 127.0.0.1:1");

    RelogConfig config =
        RelogConfig.read(
            file,
            Map.of("RELOG_FIX_AGE_MAX", "2d", "RELOG_DATA_DIR", "from-environment"),
            Map.of("fix.age.max", "3d"));

    assertThat(config.get(Settings.FIX_AGE_MAX)).isEqualTo(Duration.ofDays(3));
    assertThat(config.get(Settings.DATA_DIR)).isEqualTo(Path.of("from-environment"));
    assertThat(config.get(Settings.UDP_ADDRESS).getPort()).isEqualTo(1);
  }

  @Test
  void all_problems_are_told_at_once_with_source_value_and_what_is_allowed() throws IOException {
    Path file = file("fix.age.max = 31d", "no.such.setting = 1");

    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                RelogConfig.read(
                    file,
                    Map.of("RELOG_JOURNAL_SYNC", "sometimes"),
                    Map.of("udp.address", "here", "ingest.loops", "65")));

    assertThat(refused.problems())
        .containsExactlyInAnyOrder(
            file
                + ": no.such.setting is not a setting; allowed: "
                + String.join(", ", Settings.ALL.stream().map(Setting::key).toList()),
            "option: --udp-address: 'here' is not allowed; allowed: HOST:PORT with a port from 0 to"
                + " 65535",
            "environment: RELOG_JOURNAL_SYNC: 'sometimes' is not allowed; allowed: always or os",
            file
                + ": fix.age.max: '31d' is not allowed; allowed: a duration between 1m and 30d,"
                + " such as 12h",
            "option: --ingest-loops: '65' is not allowed; allowed: a number from 0 to 64");
  }

  @Test
  void a_malformed_token_is_not_repeated_in_the_message() {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> RelogConfig.read(null, Map.of(), Map.of("operator.token", "my secret")));

    assertThat(refused)
        .hasMessageContaining("--operator-token")
        .hasMessageNotContaining("my secret");
  }

  @Test
  void settings_that_do_not_fit_each_other_are_told_together() {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                RelogConfig.read(
                    null,
                    Map.of(),
                    Map.of(
                        "tls.address", "127.0.0.1:0",
                        "tls.certificate", folder.resolve("absent.crt").toString(),
                        "tls.key", folder.resolve("absent.key").toString())));
    assertThat(refused.problems())
        .hasSize(2)
        .anyMatch(problem -> problem.contains("absent.crt"))
        .anyMatch(problem -> problem.contains("absent.key"));

    refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> RelogConfig.read(null, Map.of(), Map.of("tls.address", "127.0.0.1:0")));
    assertThat(refused.problems())
        .containsExactly(
            "tls.address, tls.certificate and tls.key: only some are set; allowed: all or none");
  }

  @Test
  void a_missing_file_is_a_problem_and_not_a_stack_trace() {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> RelogConfig.read(folder.resolve("absent"), Map.of(), Map.of()));

    assertThat(refused.problems()).hasSize(1).first().asString().contains("absent");
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("relog.properties"), String.join("\n", lines));
  }
}
