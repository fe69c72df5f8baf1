package kz.relog.bench.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import kz.relog.bench.rival.CSinkRival;
import kz.relog.bench.rival.ChronicleRival;
import kz.relog.bench.rival.DdRival;
import kz.relog.bench.rival.NettySinkRival;
import kz.relog.bench.rival.RedisRival;
import kz.relog.bench.scenario.AckLatency;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.Connecting;
import kz.relog.bench.scenario.CoreScaling;
import kz.relog.bench.scenario.Growth;
import kz.relog.bench.scenario.IdleCost;
import kz.relog.bench.scenario.MixedReaders;
import kz.relog.bench.scenario.RoadRates;
import kz.relog.bench.scenario.SealingCost;
import kz.relog.bench.scenario.StartTime;
import kz.relog.bench.scenario.WireBytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything in one run, for one report. */
@Command(
    name = "all",
    description =
        "Every load bench with all rivals in one run and one report; about half an hour with"
            + " the defaults.")
final class AllCommand extends BenchCommand {
  @Option(
      names = "--sizes",
      split = ",",
      defaultValue = "1000,10000,100000",
      description = "Fleets whose cost is compared (default ${DEFAULT-VALUE}).")
  private List<Integer> sizes = List.of();

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    new RoadRates(
            setup, "udp", false, List.of(new NettySinkRival(false), new CSinkRival()), List.of())
        .measure(List.of(1, 10, 30, 60));
    new RoadRates(setup, "tcp", true, List.of(new NettySinkRival(true)), List.of())
        .measure(List.of(1, 10, 30, 60, 120));
    List<Integer> compared = List.of(1, 30);
    new RoadRates(
            setup,
            "rivals, sync=always",
            true,
            List.of(new RedisRival("always"), new ChronicleRival(), new DdRival()),
            List.of("--journal-sync", "always"))
        .measure(compared);
    new RoadRates(
            setup,
            "rivals, sync=os",
            true,
            List.of(new RedisRival("everysec")),
            List.of("--journal-sync", "os"))
        .measure(compared);
    for (String sync : List.of("always", "os")) {
      new AckLatency(setup, false, 1).measure(sync, Optional.empty(), 0.5);
    }
    new SealingCost(setup).measure(List.of(1, 60));
    new Connecting(setup).reconnect();
    new Connecting(setup).connects(1_000);
    new MixedReaders(setup, 1_000).measure(50);
    new Growth(setup, 1).measure(sizes.stream().sorted().toList());
    new CoreScaling(setup, 30).measure();
    IdleCost.measure(setup);
    StartTime.measure(setup);
    WireBytes.measure(setup, List.of(1, 10, 30, 60));
  }
}
