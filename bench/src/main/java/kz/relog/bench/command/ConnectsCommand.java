package kz.relog.bench.command;

import java.io.IOException;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.Connecting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Connects at a steady rate. */
@Command(
    name = "connects",
    description = "Devices that connect, send a batch and hang up, so many a second.")
final class ConnectsCommand extends BenchCommand {
  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Connects due per second (default ${DEFAULT-VALUE}).")
  private double perSecond;

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    check("--rate", perSecond, 1, 20_000);
    new Connecting(setup).connects(perSecond);
  }
}
