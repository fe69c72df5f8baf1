package kz.relog.bench.command;

import java.io.IOException;
import java.util.List;
import kz.relog.bench.rival.CSinkRival;
import kz.relog.bench.rival.NettySinkRival;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.RoadRates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Datagrams at full rate. */
@Command(
    name = "udp",
    description = "Sealed datagrams at full rate, in turns with sinks: rate and CPU per frame.")
final class UdpCommand extends BenchCommand {
  @Option(
      names = "--fixes",
      split = ",",
      defaultValue = "1",
      description = "Fixes of a batch, each size one after the other (default ${DEFAULT-VALUE}).")
  private List<Integer> fixes = List.of(1);

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    fixes.forEach(size -> check("--fixes", size, 1, 100));
    new RoadRates(
            setup, "udp", false, List.of(new NettySinkRival(false), new CSinkRival()), List.of())
        .measure(fixes);
  }
}
