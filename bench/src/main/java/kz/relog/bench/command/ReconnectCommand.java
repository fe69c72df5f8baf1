package kz.relog.bench.command;

import java.io.IOException;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.Connecting;
import picocli.CommandLine.Command;

/** A fleet after an outage. */
@Command(
    name = "reconnect",
    description = "A fleet of connected devices that is cut off and comes back at once.")
final class ReconnectCommand extends BenchCommand {

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    check("--devices", setup.load().devices(), 1, 15_000);
    new Connecting(setup).reconnect();
  }
}
