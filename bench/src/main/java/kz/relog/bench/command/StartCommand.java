package kz.relog.bench.command;

import java.io.IOException;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.StartTime;
import picocli.CommandLine.Command;

/** Starts of the server. */
@Command(
    name = "start",
    description =
        "From the start of the process to its ready line, on an empty and on a filled folder.")
final class StartCommand extends BenchCommand {

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    StartTime.measure(setup);
  }
}
