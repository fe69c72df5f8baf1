package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process: its ready line, its clean stop, its messages. */
class ServeIT {
  @TempDir private Path folder;

  @Test
  void it_tells_its_addresses_and_stops_cleanly_when_asked() throws Exception {
    try (RelogProcess server = RelogProcess.serve(folder.resolve("data"))) {
      RelogProcess.Ready ready = server.awaitReady();
      assertThat(ready.udp().getPort()).isPositive();
      assertThat(ready.http().getPort()).isPositive();
      assertThat(server.output()).contains("operator-token");

      server.terminate();

      // 143 is what Java exits with on SIGTERM, after the stop hook has run.
      assertThat(server.awaitExit()).isIn(0, 143);
      assertThat(server.output()).contains("stopped; everything received is stored");
    }
  }

  @Test
  void wrong_settings_are_told_all_at_once_without_a_stack_trace() throws Exception {
    try (RelogProcess server =
        RelogProcess.start(List.of(), "serve", "--fix-age-max", "31d", "--ingest-loops", "many")) {
      assertThat(server.awaitExit()).isEqualTo(2);
      assertThat(server.output())
          .contains("option: --fix-age-max: '31d'")
          .contains("option: --ingest-loops: 'many'")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void a_second_server_on_the_same_data_is_refused() throws Exception {
    Path data = folder.resolve("data");
    try (RelogProcess first = RelogProcess.serve(data)) {
      first.awaitReady();
      try (RelogProcess second = RelogProcess.serve(data)) {
        assertThat(second.awaitExit()).isEqualTo(1);
        assertThat(second.output()).doesNotContain("\tat ");
      }
    }
  }
}
