package kz.relog.app.drill.rig;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the system's own tools. Stateless; blocks. */
final class Shell {
  private static final long TIMEOUT_S = 60;

  private Shell() {}

  /** How a tool ended. */
  record Result(int exit, String output) {
    boolean ok() {
      return exit == 0;
    }
  }

  /**
   * Runs a tool to its end.
   *
   * @throws CannotRun if the machine has no such tool
   */
  static Result run(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new CannotRun("needs the tool " + command[0], e);
    }
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      String output = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(List.of(command) + " does not end");
      }
      return new Result(process.exitValue(), output);
    }
  }

  /** Runs a tool that must succeed. */
  static String must(String... command) throws IOException, InterruptedException {
    Result result = run(command);
    if (!result.ok()) {
      throw new IOException(String.join(" ", command) + " failed: " + result.output());
    }
    return result.output();
  }

  /**
   * Refuses to go on without root.
   *
   * @param what the drill does with it
   */
  static void needRoot(String what) throws IOException, InterruptedException {
    if (!run("id", "-u").output().equals("0")) {
      throw new CannotRun("needs root " + what, null);
    }
  }
}
