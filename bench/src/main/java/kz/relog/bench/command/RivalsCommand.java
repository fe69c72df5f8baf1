package kz.relog.bench.command;

import java.io.IOException;
import java.util.List;
import kz.relog.bench.rival.ChronicleRival;
import kz.relog.bench.rival.DdRival;
import kz.relog.bench.rival.RedisRival;
import kz.relog.bench.rival.Rival;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.RoadRates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stores that keep what they are given, at equal durability. */
@Command(
    name = "rivals",
    description = {
      "Against stores at equal durability: Chronicle Queue, dd and Redis that force, and Redis that"
          + " forces each second; a rival that is not installed is skipped and told."
    })
final class RivalsCommand extends BenchCommand {
  @Option(
      names = "--fixes",
      split = ",",
      defaultValue = "1,30",
      description = "Fixes of a batch, each size one after the other (default ${DEFAULT-VALUE}).")
  private List<Integer> fixes = List.of(1, 30);

  @Option(
      names = "--sync",
      split = ",",
      defaultValue = "always,os",
      description = "The server's journal.sync, one after the other (default ${DEFAULT-VALUE}).")
  private List<String> sync = List.of("always", "os");

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    fixes.forEach(size -> check("--fixes", size, 1, 300));
    for (String mode : sync) {
      List<Rival> rivals =
          mode.equals("always")
              ? List.of(new RedisRival("always"), new ChronicleRival(), new DdRival())
              : List.of(new RedisRival("everysec"));
      new RoadRates(setup, "rivals, sync=" + mode, true, rivals, List.of("--journal-sync", mode))
          .measure(fixes);
    }
  }
}
