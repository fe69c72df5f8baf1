package kz.relog.bench.command;

import java.io.IOException;
import java.util.List;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.PlanReplay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Live plans after a restart. */
@Command(
    name = "replay",
    description = {
      "Journals plans and facts and brings the engine's state back from them, by the number of"
          + " facts; compares it with what it was.",
      "Ends with 1 if it is another."
    })
final class ReplayCommand extends BenchCommand {
  @Option(
      names = "--plans",
      defaultValue = "100000",
      description = "Live, 1 to 1000000 (default ${DEFAULT-VALUE}).")
  private int plans;

  @Option(
      names = "--facts",
      split = ",",
      defaultValue = "100000,1000000",
      description = "In all, each number one after the other (default ${DEFAULT-VALUE}).")
  private List<Integer> facts = List.of();

  @Option(
      names = "--vertices",
      defaultValue = "500",
      description = "Of each plan's path, 2 to 100000 (default ${DEFAULT-VALUE}).")
  private int vertices;

  private boolean identical = true;

  @Override
  void measure(BenchSetup setup) throws IOException {
    check("--plans", plans, 1, 1_000_000);
    check("--vertices", vertices, 2, 100_000);
    facts.forEach(count -> check("--facts", count, 1, 1e9));
    for (int count : facts) {
      identical &= new PlanReplay(setup, plans, vertices, count).measure();
    }
  }

  @Override
  boolean isWithinLimits() {
    return identical;
  }
}
