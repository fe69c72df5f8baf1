package kz.relog.bench.command;

import java.io.IOException;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.MatchedRates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fixes that are matched as well. */
@Command(
    name = "matched",
    description =
        "Batches over connections from vehicles with plans; the clock stops when the engine has"
            + " seen the last fix.")
final class MatchedCommand extends BenchCommand {
  @Option(
      names = "--fixes",
      defaultValue = "30",
      description = "Fixes of a batch (default ${DEFAULT-VALUE}).")
  private int fixes;

  @Option(
      names = "--frames",
      defaultValue = "20",
      description = "Batches of each device in a round (default ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--connections",
      defaultValue = "32",
      description = "That make plans at once before the measurement (default ${DEFAULT-VALUE}).")
  private int connections;

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    check("--fixes", fixes, 1, 300);
    check("--frames", frames, 1, 10_000);
    check("--connections", connections, 1, 200);
    new MatchedRates(setup, fixes, connections).measure(frames);
  }
}
