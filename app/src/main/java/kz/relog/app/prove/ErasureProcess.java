package kz.relog.app.prove;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.LiveStream;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.drill.rig.JavaProcess;
import kz.relog.app.drill.rig.Ports;
import org.jspecify.annotations.Nullable;

/** An {@link ErasureServer} in a process of its own. For one thread. */
public final class ErasureProcess implements AutoCloseable {
  private static final long START_MS_MAX = 60_000;
  private static final long ANSWER_MS_MAX = 60_000;

  /** A full collection leaves no garbage between what lives, which a dump would show. */
  private static final List<String> COMPACT =
      List.of("-XX:MarkSweepDeadRatio=0", "-XX:MarkSweepAlwaysCompactCount=1");

  private final JavaProcess process;
  private final Path data;
  private final Ports ports;
  private final ErasureOrders orders;
  private final URI http;
  private @Nullable SimulatedCompany company;

  private ErasureProcess(
      JavaProcess process, Path data, Ports ports, ErasureOrders orders, URI http) {
    this.process = process;
    this.data = data;
    this.ports = ports;
    this.orders = orders;
    this.http = http;
  }

  /**
   * Starts one and waits until it takes frames.
   *
   * @param orders a folder for orders; emptied
   */
  public static ErasureProcess start(Path data, Path orders, Ports ports)
      throws IOException, InterruptedException {
    ErasureOrders given = ErasureOrders.in(orders);
    JavaProcess process =
        JavaProcess.start(
            List.of(),
            COMPACT,
            List.of(
                "drill",
                "erasure-server",
                data.toString(),
                orders.toString(),
                Integer.toString(ports.udp()),
                Integer.toString(ports.tcp())));
    Optional<String> ready = process.awaitLine(START_MS_MAX, line -> line.startsWith("ready "));
    if (ready.isEmpty()) {
      String why = process.isAlive() ? "stands still" : "ended";
      process.close();
      throw new IOException("the server " + why + " at its start:\n" + process.output());
    }
    String line = ready.get();
    return new ErasureProcess(
        process, data, ports, given, URI.create(line.substring(line.indexOf("http=") + 5).strip()));
  }

  /** Starts it once more after it was killed; its company's owner stays logged in. */
  public ErasureProcess restart() throws IOException, InterruptedException {
    ErasureProcess next = start(data, orders.folder(), ports);
    if (company != null) {
      next.company = company.movedTo(next.http);
    }
    return next;
  }

  /** Its simulated company; made at the first call. */
  SimulatedCompany simulated() {
    SimulatedCompany known = company;
    if (known == null) {
      known = SimulatedCompany.at(http, data);
      company = known;
    }
    return known;
  }

  /** Its API, as the owner of its simulated company. */
  public AdminClient company() {
    return simulated().owner();
  }

  /** A live stream of its simulated company, as the owner's page has it. */
  LiveStream watch() throws IOException, InterruptedException {
    return LiveStream.open(http, company().token());
  }

  /** Its API, for what needs no login. */
  AdminClient anyone() {
    return AdminClient.anonymous(http);
  }

  /** Gives an order without waiting; returns the file that will hold its answer. */
  public Path order(String words) throws IOException {
    return orders.order(words);
  }

  /**
   * Gives an order and waits for the answer.
   *
   * @throws IOException as {@link ErasureOrders#ask}, with what the server printed
   */
  public String ask(String words) throws IOException {
    try {
      return orders.ask(words, process::isAlive);
    } catch (IOException failed) {
      throw new IOException(failed.getMessage() + "\n" + process.output(), failed);
    }
  }

  /** kill −9. */
  public void kill9() throws InterruptedException {
    process.kill9();
  }

  /** Stops it as a service manager does. */
  public void stop() throws IOException, InterruptedException {
    order("stop");
    if (process.awaitExit(ANSWER_MS_MAX).isEmpty()) {
      process.kill9();
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
