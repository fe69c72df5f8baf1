package kz.relog.app.prove;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.drill.rig.JavaProcess;
import kz.relog.app.drill.rig.Pause;
import kz.relog.app.drill.rig.Ports;

/** An {@link ErasureServer} in a process of its own. For one thread. */
public final class ErasureProcess implements AutoCloseable {
  private static final long START_MS_MAX = 300_000;
  private static final long ANSWER_MS_MAX = 120_000;

  private final JavaProcess process;
  private final Path data;
  private final Path orders;
  private final URI http;
  private int number;

  private ErasureProcess(JavaProcess process, Path data, Path orders, URI http) {
    this.process = process;
    this.data = data;
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
    Files.createDirectories(orders);
    try (var old = Files.list(orders)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    JavaProcess process =
        JavaProcess.start(
            List.of(),
            List.of(
                "drill",
                "erasure-server",
                data.toString(),
                orders.toString(),
                Integer.toString(ports.udp()),
                Integer.toString(ports.tcp())));
    Optional<String> ready = process.awaitLine(START_MS_MAX, line -> line.startsWith("ready "));
    if (ready.isEmpty()) {
      process.close();
      throw new IOException("the server does not start:\n" + process.output());
    }
    String line = ready.get();
    return new ErasureProcess(
        process, data, orders, URI.create(line.substring(line.indexOf("http=") + 5).strip()));
  }

  /** Its API, as the owner of its simulated company. */
  public AdminClient admin() {
    return SimulatedCompany.at(http, data).owner();
  }

  /** Gives an order without waiting for its answer. */
  public Path order(String words) throws IOException {
    Path order = orders.resolve("%06d.order".formatted(number++));
    Path written = order.resolveSibling(order.getFileName() + ".writing");
    Files.writeString(written, words);
    Files.move(written, order, StandardCopyOption.ATOMIC_MOVE);
    return order.resolveSibling(order.getFileName().toString().replace(".order", ".answer"));
  }

  /** Gives an order and waits. */
  public String ask(String words) throws IOException {
    Path answer = order(words);
    if (!Pause.until(ANSWER_MS_MAX, () -> Files.exists(answer))) {
      throw new IOException("no answer to an order:\n" + process.output());
    }
    String text = Files.readString(answer);
    if (text.startsWith("failed")) {
      throw new IOException(text);
    }
    return text;
  }

  /** Whether an erasure is done within a time. */
  public boolean awaitDone(String erasureRef, long timeoutMs) {
    return Pause.until(
        timeoutMs,
        () -> {
          try {
            return ask("step " + erasureRef).equals("DONE");
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        });
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
