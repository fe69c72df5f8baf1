package kz.relog.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import kz.relog.app.client.AdminClient;
import kz.relog.bench.load.PacedFleet;
import kz.relog.bench.process.ErasingServer;
import kz.relog.device.DeviceIdentity;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What the erasure of one subject among many costs a server under load: how soon its keys are gone,
 * how soon it is complete, and the latency of everybody's acks before and during it. Works on data
 * that {@link RecoveryBench} has left with {@code --data}; {@code --prepare} has the archive made
 * from it first, which takes longer than the measurement.
 */
@Command(
    name = "erase-bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Erases one subject on a server under load.")
public final class EraseBench implements Callable<Integer> {
  private static final double KEYS_SECONDS_MAX = 1;
  private static final double DONE_SECONDS_MAX = 60;
  private static final double TIMES_MAX = 2;

  /** Steps of an erasure after which its keys are still there. */
  private static final Set<String> BEFORE_KEYS = Set.of("REQUESTED", "BLOCKED");

  private static final long PREPARE_NS_MAX = 600_000_000_000L;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--relog",
      paramLabel = "DIR",
      defaultValue = "app/target/relog",
      description = "Jars of the packaged application (default ${DEFAULT-VALUE}).")
  private Path library = Path.of("app/target/relog");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "What recovery-bench left.")
  private Path data = Path.of("");

  @Option(names = "--prepare", description = "Only have the archive follow the journal.")
  private boolean prepare;

  @Option(
      names = "--subject",
      defaultValue = "1000007",
      description = "Whom to erase (default ${DEFAULT-VALUE}).")
  private long subject;

  @Option(
      names = "--devices",
      defaultValue = "1000",
      description = "That send meanwhile, each on a connection (default ${DEFAULT-VALUE}).")
  private int devices;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Frames of ten fixes per second, all together (default ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--seconds",
      defaultValue = "15",
      description = "Measured before, and during at least (default ${DEFAULT-VALUE}).")
  private double seconds;

  /** Runs the bench; exit code 0 if all three limits hold. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new EraseBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    try (ErasingServer server = ErasingServer.start(library, data)) {
      say("ready after %.1f s", server.startSeconds());
      return prepare ? archive(server) : measure(server);
    }
  }

  /** Waits until engine, records and archive have all that the journal has. */
  private int archive(ErasingServer server) {
    long endNs = System.nanoTime() + PREPARE_NS_MAX;
    while (System.nanoTime() - endNs < 0) {
      try {
        server.ask("settle");
        say("archived");
        return 0;
      } catch (IOException behind) {
        LockSupport.parkNanos(1_000_000_000);
      }
    }
    say("the archive does not follow");
    return 1;
  }

  private int measure(ErasingServer server) throws IOException {
    say(
        "%,d facts of %,d subjects archived",
        number("SUM(fixes)"), number("COUNT(DISTINCT subject)"));
    List<DeviceIdentity> identities =
        server.owner().createDevices("Bench", devices).stream()
            .map(AdminClient.NewDevice::identity)
            .toList();
    try (PacedFleet fleet = new PacedFleet(server.tcp(), identities, System.currentTimeMillis())) {
      fleet.begin(rate);
      fleet.measure(seconds / 3);
      PacedFleet.Measured before = fleet.measure(seconds);
      tell("before", before.ackMicros(), before);
      CompletableFuture<double[]> erasing = CompletableFuture.supplyAsync(() -> erase(server));
      Histogram during = new Histogram(before.ackMicros());
      during.reset();
      double measured = 0;
      PacedFleet.Measured last = before;
      while (!erasing.isDone()) {
        last = fleet.measure(1);
        during.add(last.ackMicros());
        measured += 1;
      }
      double[] took = erasing.join();
      tell("during (" + measured + " s)", during, last);
      double times =
          (double) during.getValueAtPercentile(99)
              / Math.max(1, before.ackMicros().getValueAtPercentile(99));
      say(
          "keys gone after %.2f s (at most %.0f), complete after %.1f s (at most %.0f), p99 during / before %.2f (at most %.0f)",
          took[0], KEYS_SECONDS_MAX, took[1], DONE_SECONDS_MAX, times, TIMES_MAX);
      boolean holds =
          took[0] <= KEYS_SECONDS_MAX && took[1] <= DONE_SECONDS_MAX && times <= TIMES_MAX;
      return holds ? 0 : 1;
    }
  }

  /** Seconds from the order until the keys were destroyed, and until all was done. */
  private double[] erase(ErasingServer server) {
    long beganNs = System.nanoTime();
    double keys = 0;
    try {
      String ref = server.ask("erase " + subject);
      while (true) {
        String step = server.ask("step " + ref);
        double now = (System.nanoTime() - beganNs) / 1e9;
        if (keys == 0 && !BEFORE_KEYS.contains(step)) {
          keys = now;
        }
        if (step.equals("DONE")) {
          return new double[] {keys, now};
        }
        LockSupport.parkNanos(10_000_000);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private long number(String what) throws IOException {
    try (Connection archive =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("archive.db"));
        Statement select = archive.createStatement();
        ResultSet row = select.executeQuery("SELECT " + what + " FROM track_row")) {
      return row.getLong(1);
    } catch (SQLException failed) {
      throw new IOException("cannot read the archive", failed);
    }
  }

  private void tell(String when, Histogram micros, PacedFleet.Measured measured) {
    say(
        "%-16s ack us p50 %,d p99 %,d p99.9 %,d of %,d acks; %d connections lost",
        when,
        micros.getValueAtPercentile(50),
        micros.getValueAtPercentile(99),
        micros.getValueAtPercentile(99.9),
        micros.getTotalCount(),
        measured.gone());
  }

  private void say(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
