package kz.relog.bench.command;

import java.io.IOException;
import java.util.List;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.Growth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fleets of several sizes. */
@Command(name = "growth", description = "CPU of a fix and memory of a device as the fleet grows.")
final class GrowthCommand extends BenchCommand {
  @Option(
      names = "--sizes",
      split = ",",
      defaultValue = "1000,10000,100000",
      description = "Devices, each size on a server of its own (default ${DEFAULT-VALUE}).")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--fixes",
      defaultValue = "1",
      description = "Fixes of a batch (default ${DEFAULT-VALUE}).")
  private int fixes;

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    sizes.forEach(size -> check("--sizes", size, 1, 1_000_000));
    check("--fixes", fixes, 1, 100);
    new Growth(setup, fixes).measure(sizes.stream().sorted().toList());
  }
}
