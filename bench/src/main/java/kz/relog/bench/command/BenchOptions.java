package kz.relog.bench.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kz.relog.bench.process.ServerBuild;
import kz.relog.bench.report.Machine;
import kz.relog.bench.report.Report;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.LoadShape;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of every bench. */
final class BenchOptions {
  @Option(
      names = "--relog",
      paramLabel = "DIR",
      description = "Jars of the server to measure; default: the one this bench was built with.")
  private @Nullable Path library;

  @Option(
      names = "--java-opt",
      paramLabel = "FLAG",
      description = "A further flag of the server's JVM; may be given several times.")
  private List<String> javaFlags = List.of();

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
      names = "--rounds",
      defaultValue = "3",
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
      description =
          "Frames on their way in a closed loop, at most the devices (default ${DEFAULT-VALUE}).")
  private int window;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of everything random (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write report.json and report.html there.")
  private @Nullable Path out;

  @Option(
      names = "--compare",
      paramLabel = "OLD.json",
      description = "A report of an earlier run to compare with.")
  private @Nullable Path old;

  /** Checks the options and gives what every bench needs. */
  BenchSetup setup(CommandSpec spec) {
    check(spec, "--devices", devices, 1, 1_000_000);
    check(spec, "--rounds", rounds, 1, 1_000);
    check(spec, "--seconds", seconds, 0.1, 3_600);
    check(spec, "--lanes", lanes, 1, Math.min(1_000, devices));
    check(spec, "--window", window, lanes, devices);
    ServerBuild build =
        library == null ? ServerBuild.own(javaFlags) : ServerBuild.of(library, javaFlags);
    List<String> command =
        spec.root().commandLine().getParseResult() == null
            ? List.of(spec.qualifiedName())
            : spec.root().commandLine().getParseResult().originalArgs();
    return new BenchSetup(
        build,
        work,
        new LoadShape(devices, rounds, seconds, lanes, window, seed),
        new Report(Machine.here(seed, build.allFlags(), command)),
        spec.commandLine().getOut());
  }

  /** Where the report goes; empty for nowhere. */
  Optional<Path> out() {
    return Optional.ofNullable(out);
  }

  /** What to compare with; empty for nothing. */
  Optional<Path> old() {
    return Optional.ofNullable(old);
  }

  /** Refuses a number that is out of range, with what is allowed. */
  static void check(CommandSpec spec, String option, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      CommandLine commandLine = spec.commandLine();
      throw new ParameterException(
          commandLine, String.format("%s is %s; allowed: %s to %s", option, value, min, max));
    }
  }
}
