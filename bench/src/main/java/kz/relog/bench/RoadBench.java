package kz.relog.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.IdleHeap;
import kz.relog.bench.scenario.StartTime;
import kz.relog.bench.scenario.TcpBatches;
import kz.relog.bench.scenario.UdpAgainstSink;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a real {@code relog serve} from another process. docs/performance.md tells how. */
@Command(
    name = "road-bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures `relog serve` in a process of its own, on loopback and a data folder"
            + " of its own.")
public final class RoadBench implements Callable<Integer> {
  /** What can be measured. */
  enum Scenario {
    UDP,
    TCP,
    START,
    HEAP
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Of ${COMPLETION-CANDIDATES}; default all.")
  private Set<Scenario> only = EnumSet.allOf(Scenario.class);

  @Option(
      names = "--relog",
      paramLabel = "DIR",
      description = "Jars of the packaged application (default app/target/relog).")
  private @Nullable Path library;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "${sys:java.io.tmpdir}/relog-bench",
      description = "Where data folders are made and removed (default ${DEFAULT-VALUE}).")
  private Path work = Path.of("relog-bench");

  @Option(
      names = "--devices",
      defaultValue = "10000",
      description = "That send, 1 to 1000000 (default ${DEFAULT-VALUE}).")
  private int devices;

  @Option(
      names = "--idle-devices",
      defaultValue = "100000",
      description = "That only exist, 1 to 1000000 (default ${DEFAULT-VALUE}).")
  private int idleDevices;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Of each pair, 1 to 1000 (default ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "4",
      description = "Measured in each round, 0.1 to 3600 (default ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--lanes",
      defaultValue = "4",
      description = "Sockets of the load, 1 to 1000 (default ${DEFAULT-VALUE}).")
  private int lanes;

  @Option(
      names = "--window",
      defaultValue = "2048",
      description = "Frames on their way, at most the devices (default ${DEFAULT-VALUE}).")
  private int window;

  /** Runs the bench; the exit code is picocli's. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new RoadBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    check("--devices", devices, 1, 1_000_000);
    check("--idle-devices", idleDevices, 1, 1_000_000);
    check("--rounds", rounds, 1, 1_000);
    check("--seconds", seconds, 0.1, 3_600);
    check("--lanes", lanes, 1, Math.min(1_000, devices));
    check("--window", window, lanes, devices);
    PrintWriter out = spec.commandLine().getOut();
    BenchSetup setup =
        new BenchSetup(
            library(),
            work,
            devices,
            idleDevices,
            rounds,
            seconds,
            Math.min(1, seconds / 2),
            lanes,
            window,
            out);
    Machine.print(setup);
    if (only.contains(Scenario.UDP)) {
      UdpAgainstSink.measure(setup);
    }
    if (only.contains(Scenario.TCP)) {
      TcpBatches.measure(setup);
    }
    if (only.contains(Scenario.START)) {
      StartTime.measure(setup);
    }
    if (only.contains(Scenario.HEAP)) {
      IdleHeap.measure(setup);
    }
    return 0;
  }

  private Path library() {
    if (library != null) {
      return library;
    }
    return List.of(Path.of("app/target/relog"), Path.of("../app/target/relog")).stream()
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "app/target/relog is missing; build first (./mvnw package) or give --relog"));
  }

  private void check(String option, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new ParameterException(
          spec.commandLine(),
          String.format("%s is %s; allowed: %s to %s", option, value, min, max));
    }
  }
}
