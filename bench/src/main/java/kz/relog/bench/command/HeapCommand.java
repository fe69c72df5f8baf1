package kz.relog.bench.command;

import java.io.IOException;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.IdleHeap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Memory of devices that only exist. */
@Command(name = "heap", description = "Live heap of a server for each device that it knows.")
final class HeapCommand extends BenchCommand {
  @Option(
      names = "--idle-devices",
      defaultValue = "100000",
      description = "That only exist, 1 to 1000000 (default ${DEFAULT-VALUE}).")
  private int idleDevices;

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    check("--idle-devices", idleDevices, 1, 1_000_000);
    IdleHeap.measure(setup, idleDevices);
  }
}
