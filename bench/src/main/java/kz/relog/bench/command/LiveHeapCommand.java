package kz.relog.bench.command;

import java.util.List;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.LiveHeap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Memory of vehicles on their plans. */
@Command(
    name = "live-heap",
    description = "Heap of a live vehicle beside its plan and its recent facts, by its stops.")
final class LiveHeapCommand extends BenchCommand {
  @Option(
      names = "--vehicles",
      defaultValue = "20000",
      description = "1 to 1000000 (default ${DEFAULT-VALUE}).")
  private int vehicles;

  @Option(
      names = "--facts",
      defaultValue = "40",
      description = "Recent facts of each, 1 to 10000 (default ${DEFAULT-VALUE}).")
  private int facts;

  @Option(
      names = "--stops",
      split = ",",
      defaultValue = "1,5,20",
      description = "Of a plan, each number one after the other (default ${DEFAULT-VALUE}).")
  private List<Integer> stops = List.of();

  @Override
  void measure(BenchSetup setup) {
    check("--vehicles", vehicles, 1, 1_000_000);
    check("--facts", facts, 1, 10_000);
    stops.forEach(count -> check("--stops", count, 1, 1_000));
    LiveHeap.measure(setup, vehicles, facts, stops);
  }
}
