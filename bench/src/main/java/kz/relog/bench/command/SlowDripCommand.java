package kz.relog.bench.command;

import java.io.IOException;
import java.util.Map;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.SlowDrip;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Honest devices beside slow-drip connections. */
@Command(
    name = "slow-drip",
    defaultValueProvider = SlowDripCommand.Defaults.class,
    description = {
      "Ack latencies of honest devices beside connections that never finish a frame.",
      "Exit code 1 if the p99 of the middle pair is more than twice the one with the drips on a sink."
    })
final class SlowDripCommand extends BenchCommand {
  @Option(
      names = "--drips",
      defaultValue = "5000",
      description = "Beside the honest devices (default ${DEFAULT-VALUE}).")
  private int drips;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description =
          "Frames of ten fixes per second, all honest devices together (default ${DEFAULT-VALUE}).")
  private double perSecond;

  private double times;

  /** Longer rounds than those of other benches: the archive writes every ten seconds. */
  static final class Defaults implements IDefaultValueProvider {
    private static final Map<String, String> VALUES =
        Map.of("--devices", "12000", "--rounds", "5", "--seconds", "20");

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
      return argument instanceof OptionSpec option ? VALUES.get(option.longestName()) : null;
    }
  }

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    check("--drips", drips, 1, 15_000);
    check("--rate", perSecond, 1, 1e6);
    times = new SlowDrip(setup, drips, perSecond).measure();
  }

  @Override
  boolean isWithinLimits() {
    return times <= SlowDrip.TIMES_MAX;
  }
}
