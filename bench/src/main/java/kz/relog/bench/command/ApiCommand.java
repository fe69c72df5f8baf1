package kz.relog.bench.command;

import java.io.IOException;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.MixedReaders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Readers of the API. */
@Command(
    name = "api",
    description = "Mixed readers of the API at a steady rate, beside fixes at a steady rate.")
final class ApiCommand extends BenchCommand {
  @Option(
      names = "--rate",
      defaultValue = "50",
      description = "Reads due per second (default ${DEFAULT-VALUE}).")
  private double readsPerSecond;

  @Option(
      names = "--frames",
      defaultValue = "1000",
      description = "Batches of ten fixes due per second meanwhile (default ${DEFAULT-VALUE}).")
  private double framesPerSecond;

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    check("--rate", readsPerSecond, 1, 100_000);
    check("--frames", framesPerSecond, 1, 1e6);
    new MixedReaders(setup, framesPerSecond).measure(readsPerSecond);
  }
}
