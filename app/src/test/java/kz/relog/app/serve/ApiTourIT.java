package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.relog.app.Relog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/api-tour.md, typed as it stands there, against a real server. */
class ApiTourIT {
  private static final Path TOUR = Path.of("..", "docs", "api-tour.md");

  /** A block of commands, and after it the text that they must print. */
  private static final Pattern BLOCK =
      Pattern.compile("```sh\\n(.*?)```(?:\\s*```text\\n(.*?)```)?", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void every_command_of_the_tour_does_what_the_tour_says() throws Exception {
    assumeTrue(has("curl"), "curl is not installed: cannot take the tour");
    Path data = folder.resolve("data");
    try (TestServer server = new TestServer(data)) {
      Path script = folder.resolve("tour.sh");
      Files.writeString(script, script(server, data));
      Process tour =
          new ProcessBuilder("bash", "-euo", "pipefail", script.toString())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("tour.out").toFile())
              .start();
      boolean ended = tour.waitFor(120, TimeUnit.SECONDS);
      if (!ended) {
        tour.destroyForcibly();
      }
      String printed = Files.readString(folder.resolve("tour.out"));
      assertThat(ended).as(printed).isTrue();
      assertThat(tour.exitValue()).as(printed).isZero();
      for (String expected : expectations()) {
        assertThat(printed).contains(expected);
      }
    }
  }

  /** What the reader has already: a running server, its folder, the command itself. */
  private String script(TestServer server, Path data) throws IOException {
    Path relog = folder.resolve("relog");
    Files.writeString(
        relog,
        "#!/bin/bash\nexec '%s' %s -cp '%s' %s \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                System.getProperty("java.class.path"),
                Relog.class.getName()));
    Files.setPosixFilePermissions(relog, PosixFilePermissions.fromString("rwx------"));
    StringBuilder script = new StringBuilder("set -x\n");
    script.append("export PATH='").append(folder).append("':\"$PATH\"\n");
    script.append("API=").append(server.server().httpUri()).append('\n');
    script.append("DATA='").append(data).append("'\n");
    script.append("UDP=").append(ServeCommand.text(server.server().udpAddress())).append('\n');
    Matcher blocks = BLOCK.matcher(Files.readString(TOUR));
    while (blocks.find()) {
      if (!blocks.group(1).contains("relog serve")) {
        script.append(blocks.group(1)).append('\n');
      }
    }
    return script.toString();
  }

  /**
   * Lines of the outputs that the tour shows; what differs each time stands there as three dots.
   */
  private static List<String> expectations() throws IOException {
    List<String> expected = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(TOUR));
    while (blocks.find()) {
      if (blocks.group(2) != null) {
        for (String line : blocks.group(2).split("\n", -1)) {
          for (String part : line.split("…", -1)) {
            if (!part.isBlank()) {
              expected.add(part.strip());
            }
          }
        }
      }
    }
    assertThat(expected).isNotEmpty();
    return expected;
  }

  private static boolean has(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
