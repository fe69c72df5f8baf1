package kz.relog.bench.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.AdminClientException;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.config.Settings;

/** {@code relog serve} in a process of its own, on loopback and free ports. One thread. */
public final class ServerProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready tcp=(\\S+) udp=(\\S+) http=(\\S+)");
  private static final Pattern HEAP_TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

  private final ChildProcess child;
  private final InetSocketAddress tcp;
  private final InetSocketAddress udp;
  private final AdminClient operator;
  private final AdminClient admin;
  private final URI api;

  private ServerProcess(ChildProcess child, MatchResult ready, Path data) throws IOException {
    this.child = child;
    this.tcp = Settings.parseAddress(ready.group(1));
    this.udp = Settings.parseAddress(ready.group(2));
    String token = Files.readString(data.resolve("operator-token")).strip();
    this.api = URI.create(ready.group(3));
    this.operator = new AdminClient(api, token);
    this.admin = SimulatedCompany.at(api, data).owner();
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @param build which one
   * @param data its data folder, made if absent
   * @param options further options of {@code relog serve}
   * @throws IOException if it does not become ready; the message holds what it printed
   */
  public static ServerProcess start(ServerBuild build, Path data, List<String> options)
      throws IOException {
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
    arguments.addAll(options);
    ChildProcess child = ChildProcess.start(build.command(arguments), READY);
    return new ServerProcess(child, child.awaitReady(), data);
  }

  /** Where devices connect. */
  public InetSocketAddress tcp() {
    return tcp;
  }

  /** Where devices send datagrams. */
  public InetSocketAddress udp() {
    return udp;
  }

  /** Its API, as the owner of its simulated company. */
  public AdminClient admin() {
    return admin;
  }

  /** Where its API listens. */
  public URI api() {
    return api;
  }

  /** Bytes of its memory that lie in the machine's; 0 where there is no /proc. */
  public long residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readString(status)
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(kib -> Long.parseLong(kib) << 10)
        .findFirst()
        .orElse(0);
  }

  /** From the start of the process to its ready line, in seconds. */
  public double startSeconds() {
    return child.startSeconds();
  }

  /** The last lines that it printed. */
  public String lastLines() {
    return child.lastLines();
  }

  /** Process number. */
  public long pid() {
    return child.pid();
  }

  /**
   * Its counts now.
   *
   * @throws IllegalStateException if it does not answer, with the last lines that it printed
   */
  public Metrics metrics() {
    try {
      return Metrics.parse(operator.getText("/metrics"));
    } catch (AdminClientException e) {
      throw new IllegalStateException("the server is gone:\n" + child.lastLines(), e);
    }
  }

  /**
   * Bytes of live objects on its heap, after a full collection.
   *
   * @throws IOException if the JDK's jcmd cannot ask it
   */
  public long liveHeapBytes() throws IOException {
    ChildProcess jcmd =
        ChildProcess.start(
            List.of(JavaCommand.tool("jcmd"), Long.toString(pid()), "GC.class_histogram"),
            HEAP_TOTAL);
    try (jcmd) {
      return Long.parseLong(jcmd.awaitReady().group(1));
    }
  }

  @Override
  public void close() {
    child.close();
  }
}
