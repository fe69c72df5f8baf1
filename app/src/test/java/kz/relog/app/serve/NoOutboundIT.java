package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No library telephones home: the kernel is asked for loopback connections only. */
class NoOutboundIT {
  private static final Path STRACE = Path.of("/usr/bin/strace");
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "inet_addr\\(\"127\\.|\"::1\"|::ffff:127\\.|inet_addr\\(\"0\\.0\\.0\\.0\"|\"::\"");

  @TempDir private Path folder;

  @Test
  void a_whole_demonstration_connects_to_nothing_but_itself() throws Exception {
    assumeTrue(Files.isExecutable(STRACE), "strace is not installed: cannot watch connections");
    Path trace = folder.resolve("trace");
    List<String> strace =
        List.of(STRACE.toString(), "-f", "-qq", "-e", "trace=connect", "-o", trace.toString());
    try (RelogProcess demo =
        RelogProcess.start(strace, "demo", "--vehicles", "4", "--seconds", "8")) {
      assertThat(demo.awaitExit()).as(demo.output()).isZero();
    }

    List<String> connects = connects(trace);
    assertThat(connects).as("the trace must have seen the demonstration's own").isNotEmpty();
    assertThat(connects).allMatch(line -> LOOPBACK.matcher(line).find());
  }

  private static List<String> connects(Path trace) throws IOException {
    return Files.readAllLines(trace).stream().filter(line -> line.contains("AF_INET")).toList();
  }
}
