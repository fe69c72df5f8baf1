package kz.relog.bench.command;

import java.io.IOException;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.CoreScaling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The server on few and on many cores. */
@Command(
    name = "cores",
    description =
        "Throughput of the server on one core, two, four and so on, as far as the machine goes.")
final class CoresCommand extends BenchCommand {
  @Option(
      names = "--fixes",
      defaultValue = "30",
      description = "Fixes of a batch, over connections (default ${DEFAULT-VALUE}).")
  private int fixes;

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    check("--fixes", fixes, 1, 300);
    new CoreScaling(setup, fixes).measure();
  }
}
