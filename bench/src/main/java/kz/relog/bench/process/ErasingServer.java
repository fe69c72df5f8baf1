package kz.relog.bench.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.config.Settings;
import kz.relog.app.prove.ErasureOrders;

/**
 * A server in a process of its own that carries out erasures of whatever subject it is told, on
 * loopback and free ports. One thread orders.
 */
public final class ErasingServer implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready tcp=(\\S+) udp=(\\S+) http=(\\S+)");

  private final ChildProcess child;
  private final ErasureOrders orders;
  private final InetSocketAddress tcp;
  private final AdminClient owner;

  private ErasingServer(ChildProcess child, ErasureOrders orders, Path data) throws IOException {
    MatchResult ready = child.awaitReady();
    this.child = child;
    this.orders = orders;
    this.tcp = Settings.parseAddress(ready.group(1));
    this.owner = SimulatedCompany.at(URI.create(ready.group(3)), data).owner();
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param build which one
   * @param data its data folder
   */
  public static ErasingServer start(ServerBuild build, Path data) throws IOException {
    ErasureOrders orders = ErasureOrders.in(data.resolveSibling(data.getFileName() + "-orders"));
    List<String> arguments =
        List.of("drill", "erasure-server", data.toString(), orders.folder().toString(), "0", "0");
    return new ErasingServer(ChildProcess.start(build.command(arguments), READY), orders, data);
  }

  /** From the start of the process to its ready line, in seconds. */
  public double startSeconds() {
    return child.startSeconds();
  }

  /** Where devices connect. */
  public InetSocketAddress tcp() {
    return tcp;
  }

  /** Its API, as the owner of its simulated company. */
  public AdminClient owner() {
    return owner;
  }

  /** Gives an order and waits for its answer. */
  public String ask(String words) throws IOException {
    return orders.ask(words, () -> ProcessHandle.of(child.pid()).isPresent());
  }

  /** Stops it cleanly: a stop by a signal alone would leave the next start to recover. */
  @Override
  public void close() {
    try {
      orders.order("stop");
      child.awaitEnd();
    } catch (IOException unwritable) {
      child.close();
    }
  }
}
