package kz.relog.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kz.relog.app.client.AdminClient;
import kz.relog.bench.load.PacedFleet;
import kz.relog.bench.process.DiscardProcess;
import kz.relog.bench.process.DripProcess;
import kz.relog.bench.process.ServerProcess;
import kz.relog.device.DeviceIdentity;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What slow-drip connections cost honest devices: ack latencies with the drips on the server, and
 * with the same drips on a socket of another process that discards what they send, in turns.
 */
@Command(
    name = "slow-drip-bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures honest devices beside slow-drip connections.")
public final class SlowDripBench implements Callable<Integer> {
  private static final double TIMES_MAX = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--relog",
      paramLabel = "DIR",
      defaultValue = "app/target/relog",
      description = "Jars of the packaged application (default ${DEFAULT-VALUE}).")
  private Path library = Path.of("app/target/relog");

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "${sys:java.io.tmpdir}/relog-bench",
      description = "Where the data folder is made and removed (default ${DEFAULT-VALUE}).")
  private Path work = Path.of("relog-bench");

  @Option(
      names = "--devices",
      defaultValue = "12000",
      description = "Connected, honest (default ${DEFAULT-VALUE}).")
  private int devices;

  @Option(
      names = "--drips",
      defaultValue = "5000",
      description = "Beside them (default ${DEFAULT-VALUE}).")
  private int drips;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description =
          "Frames of ten fixes per second, all devices together (default ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description =
          "Measured in each round: the archive writes every ten seconds (default ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Pairs of one and the other (default ${DEFAULT-VALUE}).")
  private int rounds;

  /** Runs the bench; exit code 0 if the latency stays within twice the other. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SlowDripBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Path data = Files.createTempDirectory(Files.createDirectories(work), "drip-");
    try (ServerProcess server = ServerProcess.start(library, data);
        DiscardProcess sink = DiscardProcess.start()) {
      List<DeviceIdentity> identities =
          server.admin().createDevices("Bench", devices).stream()
              .map(AdminClient.NewDevice::identity)
              .toList();
      try (PacedFleet fleet =
          new PacedFleet(server.tcp(), identities, System.currentTimeMillis())) {
        fleet.begin(rate);
        fleet.measure(seconds);
        // What a server does for the first time it does slowly; that is told, and not counted.
        round(fleet, server.tcp(), "on the server, warm-up");
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          double besideSink = round(fleet, sink.tcp(), "on the sink");
          ratios.add(round(fleet, server.tcp(), "on the server") / Math.max(1, besideSink));
        }
        double times = Rounds.median(ratios);
        say(
            "p99 on the server / on the sink: median %.2f of %s (at most %.0f)",
            times, Rounds.shown(ratios), TIMES_MAX);
        say(
            "the server closed %.0f for no frame, %.0f for a slow frame",
            server.metrics().value("relog_connections_total{outcome=\"closed_no_frame\"}"),
            server.metrics().value("relog_connections_total{outcome=\"closed_slow_frame\"}"));
        return times <= TIMES_MAX ? 0 : 1;
      }
    } finally {
      remove(data);
    }
  }

  private long round(PacedFleet fleet, InetSocketAddress target, String where) throws IOException {
    try (DripProcess drip = DripProcess.start(target, drips)) {
      PacedFleet.Measured measured = fleet.measure(seconds);
      say(
          "%,d drips and more %-22s %,8.0f frames/s acked of %,.0f due; ack us p50 %,d p99 %,d p99.9 %,d; %d honest connections lost",
          drip.open(),
          where,
          measured.acked() / seconds,
          measured.sent() / seconds,
          measured.ackMicros().getValueAtPercentile(50),
          measured.ackMicros().getValueAtPercentile(99),
          measured.ackMicros().getValueAtPercentile(99.9),
          measured.gone());
      return measured.ackMicros().getValueAtPercentile(99);
    }
  }

  private void say(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
