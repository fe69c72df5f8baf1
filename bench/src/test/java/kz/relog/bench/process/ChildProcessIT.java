package kz.relog.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChildProcessIT {
  @Test
  void a_bench_that_is_killed_leaves_no_server_behind() throws Exception {
    Process holder =
        new ProcessBuilder(
                JavaCommand.of(
                    System.getProperty("java.class.path"), ChildHolder.class.getName(), List.of()))
            .start();
    try (BufferedReader out = holder.inputReader(StandardCharsets.UTF_8)) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      holder.destroy();
      assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
      child.onExit().get(30, TimeUnit.SECONDS);
      assertThat(child.isAlive()).isFalse();
    } finally {
      holder.destroyForcibly();
    }
  }
}
