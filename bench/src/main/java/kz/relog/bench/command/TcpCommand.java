package kz.relog.bench.command;

import java.io.IOException;
import java.util.List;
import kz.relog.bench.rival.NettySinkRival;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.RoadRates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Batches over connections at full rate. */
@Command(
    name = "tcp",
    description = "Sealed batches over connections at full rate, in turns with a sink.")
final class TcpCommand extends BenchCommand {
  @Option(
      names = "--fixes",
      split = ",",
      defaultValue = "30",
      description = "Fixes of a batch, each size one after the other (default ${DEFAULT-VALUE}).")
  private List<Integer> fixes = List.of(30);

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    fixes.forEach(size -> check("--fixes", size, 1, 300));
    new RoadRates(setup, "tcp", true, List.of(new NettySinkRival(true)), List.of()).measure(fixes);
  }
}
