package kz.relog.bench.command;

import java.io.IOException;
import java.util.List;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.SealingCost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The price of sealing at rest. */
@Command(
    name = "sealing",
    description =
        "What sealing at rest adds to the cost of a datagram: the server in turns with one that"
            + " keeps everything in clear.")
final class SealingCommand extends BenchCommand {
  @Option(
      names = "--fixes",
      split = ",",
      defaultValue = "1,60",
      description = "Fixes of a batch, each size one after the other (default ${DEFAULT-VALUE}).")
  private List<Integer> fixes = List.of(1, 60);

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    fixes.forEach(size -> check("--fixes", size, 1, 100));
    new SealingCost(setup).measure(fixes);
  }
}
