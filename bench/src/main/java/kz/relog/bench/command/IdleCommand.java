package kz.relog.bench.command;

import java.io.IOException;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.IdleCost;
import picocli.CommandLine.Command;

/** Connections that say nothing. */
@Command(
    name = "idle",
    description = "Heap, memory and CPU of a server with open connections that say nothing.")
final class IdleCommand extends BenchCommand {

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    check("--devices", setup.load().devices(), 1, 15_000);
    IdleCost.measure(setup);
  }
}
