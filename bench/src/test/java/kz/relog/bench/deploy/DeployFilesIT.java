package kz.relog.bench.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.relog.app.config.Settings;
import kz.relog.bench.process.Metrics;
import kz.relog.bench.process.ServerBuild;
import kz.relog.bench.process.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is handed to operations speaks of the server as it is. */
class DeployFilesIT {
  private static final Path ROOT =
      Files.isDirectory(Path.of("deploy")) ? Path.of("") : Path.of("..");
  private static final Pattern METRIC = Pattern.compile("\\b(?:relog|jvm)_[a-z_]+\\b");
  private static final Pattern OUTCOME =
      Pattern.compile("\\b(relog_[a-z_]+)\\{outcome(?:!?=|=~)\\\\?\"([a-z_|]+)\\\\?\"");

  private static final Pattern SETTING =
      Pattern.compile("`([a-z]+(?:\\.[a-z-]+)*\\.(?:[a-z-]+|\\*))(?: = [a-z]+)?`");

  @TempDir private Path data;

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  /** Names on the page, without their labels. */
  private static Set<String> names(Metrics metrics) {
    Set<String> names = new TreeSet<>();
    metrics.samples().keySet().forEach(sample -> names.add(sample.replaceAll("\\{.*", "")));
    return names;
  }

  @Test
  void board_and_alerts_name_metrics_and_outcomes_that_the_server_has() throws IOException {
    try (ServerProcess server =
        ServerProcess.start(ServerBuild.own(List.of()), data.resolve("data"), List.of())) {
      server.metrics(); // the page of requests knows a route once it was asked for
      Metrics metrics = server.metrics();
      Set<String> known = names(metrics);
      for (String file :
          List.of("deploy/grafana/relog-board.json", "deploy/prometheus/relog-alerts.yml")) {
        String text = read(file);
        Set<String> used = new TreeSet<>();
        METRIC.matcher(text).results().forEach(match -> used.add(match.group()));
        assertThat(known).as(file).containsAll(used);
        Matcher outcomes = OUTCOME.matcher(text);
        int found = 0;
        while (outcomes.find()) {
          for (String outcome : outcomes.group(2).split("\\|", -1)) {
            assertThat(metrics.samples())
                .as(file)
                .containsKey(outcomes.group(1) + "{outcome=\"" + outcome + "\"}");
            found++;
          }
        }
        assertThat(found).as(file).isPositive();
      }
    }
  }

  @Test
  void the_board_is_a_board_and_every_panel_asks_something() throws IOException {
    JsonNode board = new ObjectMapper().readTree(read("deploy/grafana/relog-board.json"));
    assertThat(board.path("panels")).hasSizeGreaterThan(20);
    Set<Integer> ids = new TreeSet<>();
    for (JsonNode panel : board.path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).isTrue();
      assertThat(panel.path("title").asText()).isNotBlank();
      assertThat(panel.path("targets")).isNotEmpty();
      panel
          .path("targets")
          .forEach(target -> assertThat(target.path("expr").asText()).isNotBlank());
    }
  }

  @Test
  void every_alert_has_its_section_in_the_operations_document() throws IOException {
    String document = read("docs/operations.md");
    Map<String, String> runbooks = new TreeMap<>();
    String alert = "";
    for (String line : read("deploy/prometheus/relog-alerts.yml").lines().toList()) {
      if (line.strip().startsWith("- alert: ")) {
        alert = line.strip().substring("- alert: ".length());
        runbooks.put(alert, "");
      } else if (line.strip().startsWith("runbook: ")) {
        runbooks.put(alert, line.strip().substring("runbook: ".length()));
      }
    }
    assertThat(runbooks).hasSizeGreaterThan(10);
    runbooks.forEach(
        (name, runbook) -> {
          assertThat(runbook)
              .as(name)
              .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
          assertThat(document).contains("### " + name + "\n");
        });
  }

  @Test
  void every_setting_that_is_named_is_one() throws IOException {
    Set<String> known = new TreeSet<>();
    Settings.ALL.forEach(setting -> known.add(setting.key()));
    Set<String> named = new TreeSet<>();
    SETTING.matcher(read("docs/operations.md")).results().forEach(one -> named.add(one.group(1)));
    named.removeIf(name -> name.endsWith(".db") || name.endsWith(".key"));
    assertThat(named).hasSizeGreaterThan(5);
    read("deploy/systemd/relog.conf")
        .lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .forEach(line -> named.add(line.substring(0, line.indexOf('=')).strip()));
    assertThat(named)
        .allSatisfy(
            name -> assertThat(known).anyMatch(key -> key.startsWith(name.replace("*", ""))));
  }

  @Test
  void the_unit_gives_java_the_launchers_flags() throws IOException {
    String unit = read("deploy/systemd/relog.service");
    for (String flag : ServerBuild.own(List.of()).allFlags()) {
      if (!flag.startsWith("--sun-misc") && !flag.startsWith("--enable-native")) {
        assertThat(unit).contains(flag);
      }
    }
    assertThat(unit)
        .contains("ProtectSystem=strict", "NoNewPrivileges=true", "UMask=0077", "LimitCORE=0");
  }

  @Test
  void the_image_gives_java_the_launchers_flags_and_unpacks_into_its_volume() throws IOException {
    String pom = read("app/pom.xml");
    for (String flag : ServerBuild.own(List.of()).allFlags()) {
      if (!flag.startsWith("--sun-misc") && !flag.startsWith("--enable-native")) {
        assertThat(pom).contains("<jvmFlag>" + flag + "</jvmFlag>");
      }
    }
    assertThat(pom)
        .contains(
            "<jvmFlag>-Djava.io.tmpdir=/relog</jvmFlag>",
            "<volume>/relog</volume>",
            "<user>10001:10001</user>",
            "<permission><file>/relog</file><mode>777</mode></permission>");
    assertThat(ROOT.resolve("app/src/main/image/relog")).isNotEmptyDirectory();
  }

  @Test
  void the_launcher_and_the_benches_start_the_server_with_the_same_flags() throws IOException {
    String launcher = read("relog");
    List<String> missing = new ArrayList<>(ServerBuild.own(List.of()).allFlags());
    missing.removeIf(launcher::contains);
    assertThat(missing).isEmpty();
  }
}
