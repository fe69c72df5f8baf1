package kz.relog.app.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.relog.app.config.Settings;

/** The packaged command line in a process of its own, as a user would run it. */
final class RelogProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready tcp=(\\S+) udp=(\\S+) http=(\\S+)");

  private final Process process;
  private final BufferedReader out;
  private final List<String> lines = new ArrayList<>();

  private RelogProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** The launcher at the root of the project. */
  static Path launcher() {
    return Path.of("..", "relog").toAbsolutePath().normalize();
  }

  /** Starts a command. */
  static RelogProcess start(List<String> prefix, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(launcher().toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .put("RELOG_NO_BUILD", "1"); // a build within a build would wait for itself
    return new RelogProcess(builder.start());
  }

  /** Starts a server on free ports. */
  static RelogProcess serve(Path data, String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "serve",
                "--data",
                data.toString(),
                "--udp-address",
                "127.0.0.1:0",
                "--tcp-address",
                "127.0.0.1:0",
                "--http-address",
                "127.0.0.1:0",
                "--gate-synthetic-devices",
                "true"));
    arguments.addAll(List.of(options));
    return start(List.of(), arguments.toArray(String[]::new));
  }

  /** The addresses that a server tells when it is ready. */
  record Ready(InetSocketAddress tcp, InetSocketAddress udp, URI http) {}

  /** Reads up to the line that tells the addresses. */
  Ready awaitReady() throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      Matcher matcher = READY.matcher(line);
      if (matcher.matches()) {
        return new Ready(
            Settings.parseAddress(matcher.group(1)),
            Settings.parseAddress(matcher.group(2)),
            URI.create(matcher.group(3)));
      }
    }
    throw new IOException("the server ended: " + String.join("\n", lines));
  }

  /** Reads to the end and gives the exit code. */
  int awaitExit() throws IOException, InterruptedException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
    }
    return process.waitFor();
  }

  /** Everything printed so far. */
  String output() {
    return String.join("\n", lines);
  }

  /** Kills it as a power switch would: no handler runs. */
  void kill9() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Asks it to stop (SIGTERM). */
  void terminate() {
    process.toHandle().destroy(); // Process.destroy would close its output too
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
