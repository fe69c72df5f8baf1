package kz.relog.app.prove;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import kz.relog.api.spi.Erasures.Reason;
import kz.relog.api.spi.Erasures.Scope;
import kz.relog.app.config.RelogConfig;
import kz.relog.app.config.Settings;
import kz.relog.app.serve.RelogServer;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/**
 * A whole server that proofs and drills start as a process of its own, and that carries out orders
 * which the API keeps for people. An order is a file {@code N.order} in a folder; the answer is
 * {@code N.answer}.
 */
@CommandLine.Command(
    name = "erasure-server",
    hidden = true,
    description = "A server that a proof or a drill starts.")
public final class ErasureServer implements Callable<Integer> {
  private static final long POLL_NS = 5_000_000;

  @Parameters(index = "0")
  private Path data = Path.of("");

  @Parameters(index = "1")
  private Path orders = Path.of("");

  @Parameters(index = "2")
  private int udp;

  @Parameters(index = "3")
  private int tcp;

  @Override
  public Integer call() throws IOException {
    Map<String, String> values = new HashMap<>();
    values.put(Settings.DATA_DIR.key(), data.toString());
    values.put(Settings.UDP_ADDRESS.key(), "127.0.0.1:" + udp);
    values.put(Settings.TCP_ADDRESS.key(), "127.0.0.1:" + tcp);
    values.put(Settings.HTTP_ADDRESS.key(), "127.0.0.1:0");
    values.put(Settings.GATE_SYNTHETIC_DEVICES.key(), "true");
    try (RelogServer server =
        RelogServer.start(RelogConfig.read(null, Map.of(), values), Clock.systemUTC())) {
      System.out.println(
          "ready tcp="
              + text(server.tcpAddress())
              + " udp="
              + text(server.udpAddress())
              + " http="
              + server.httpUri());
      boolean stop = false;
      while (!stop) {
        for (Path order : orders()) {
          String words = Files.readString(order).strip();
          stop |= words.equals("stop");
          answer(order, obey(server, words.split(" ", -1)));
        }
        LockSupport.parkNanos(POLL_NS);
      }
    }
    return 0;
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private List<Path> orders() throws IOException {
    try (Stream<Path> files = Files.list(orders)) {
      return files.filter(file -> file.toString().endsWith(".order")).sorted().toList();
    }
  }

  private static void answer(Path order, String text) throws IOException {
    Path written = order.resolveSibling(order.getFileName() + ".writing");
    Files.writeString(written, text);
    Files.delete(order);
    Files.move(
        written,
        order.resolveSibling(order.getFileName().toString().replace(".order", ".answer")),
        StandardCopyOption.ATOMIC_MOVE);
  }

  private static String obey(RelogServer server, String[] words) {
    try {
      return switch (words[0]) {
        case "erase" ->
            ""
                + server
                    .erasures()
                    .request(Long.parseLong(words[1]), Scope.WHOLE, Reason.PERSON)
                    .toCompletableFuture()
                    .join();
        case "step" ->
            server
                .erasures()
                .progress(Long.parseLong(words[1]))
                .map(progress -> progress.step().name())
                .orElse("UNKNOWN");
        case "of" -> stepOf(server, Long.parseLong(words[1]));
        case "certificate" -> server.erasures().certificate(Long.parseLong(words[1])).orElse("");
        case "settle" -> settle(server);
        case "dump" -> dump(words[1]);
        default -> "";
      };
    } catch (RuntimeException | IOException failed) {
      return "failed: " + failed;
    }
  }

  /** How far the erasure of a subject is, or that none is known. */
  private static String stepOf(RelogServer server, long subjectRef) {
    return server.erasures().ofSubject(subjectRef).stream()
        .map(progress -> progress.step().name())
        .reduce("NONE", (first, last) -> last);
  }

  /** Has everything that is durable reach the engine, the records and the archive. */
  private static String settle(RelogServer server) {
    server.archive().flush();
    return "" + server.awaitFeed(30_000);
  }

  /** Of what can be reached: what is garbage is gone. */
  private static String dump(String file) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file, true);
    return file;
  }
}
