package kz.relog.app.drill.rig;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.SimulatedCompany;

/** A server in a process of its own, on loopback. */
public final class ServerProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready .*http=(\\S+)");
  private static final long START_MS_MAX = 300_000;

  private final JavaProcess process;
  private final Path data;
  private Optional<URI> http = Optional.empty();

  private ServerProcess(JavaProcess process, Path data) {
    this.process = process;
    this.data = data;
  }

  /**
   * Starts one; does not wait.
   *
   * @param prefix a program that starts it; empty for none
   * @param options more options of {@code relog serve}
   */
  public static ServerProcess start(
      List<String> prefix, Path data, Ports ports, List<String> options) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "serve",
                "--data",
                data.toString(),
                "--udp-address",
                "127.0.0.1:" + ports.udp(),
                "--tcp-address",
                "127.0.0.1:" + ports.tcp(),
                "--http-address",
                "127.0.0.1:0",
                "--gate-synthetic-devices",
                "true"));
    arguments.addAll(options);
    return new ServerProcess(JavaProcess.start(prefix, arguments), data);
  }

  /** Starts one and waits until it takes frames. */
  public static ServerProcess ready(Path data, Ports ports)
      throws IOException, InterruptedException {
    return start(List.of(), data, ports, List.of()).awaitReady();
  }

  /**
   * Waits until it takes frames.
   *
   * @throws IOException if it ends before that
   */
  public ServerProcess awaitReady() throws IOException, InterruptedException {
    Optional<String> line = process.awaitLine(START_MS_MAX, text -> READY.matcher(text).matches());
    if (line.isEmpty()) {
      process.close();
      throw new IOException("the server does not start:\n" + process.output());
    }
    Matcher matcher = READY.matcher(line.get());
    if (matcher.matches()) {
      http = Optional.of(URI.create(matcher.group(1)));
    }
    return this;
  }

  /** Its API, as the owner of its simulated company; only when it is ready. */
  public AdminClient admin() {
    return SimulatedCompany.at(http.orElseThrow(), data).owner();
  }

  /** Where its API is; only when it is ready. */
  public URI http() {
    return http.orElseThrow();
  }

  /** The process. */
  public JavaProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
