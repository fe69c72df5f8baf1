package kz.relog.bench.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.ErasureUnderLoad;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Erases somebody while others send. */
@Command(
    name = "erase",
    description =
        "Erases one subject of many on a server under load: when keys are gone, when all is"
            + " complete, and everybody's acks before and during it.")
final class EraseCommand extends BenchCommand {
  @Option(
      names = "--fixes",
      defaultValue = "10000000",
      description = "Of all subjects; there are as many as devices (default ${DEFAULT-VALUE}).")
  private long fixes;

  @Option(
      names = "--senders",
      defaultValue = "1000",
      description = "Further devices that send meanwhile, on TCP (default ${DEFAULT-VALUE}).")
  private int senders;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Their frames of ten fixes per second, in all (default ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Made, with the archive, unless it is there, and left; each run erases the next subject."
              + " Default: a folder that is removed.")
  private @Nullable Path data;

  @Option(names = "--make", description = "Only make the data.")
  private boolean make;

  private boolean within = true;

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    check("--fixes", (double) fixes, 1, 1e12);
    check("--senders", senders, 1, 10_000);
    check("--rate", rate, 1, 1e6);
    within =
        new ErasureUnderLoad(setup, fixes, senders, rate).measure(Optional.ofNullable(data), make);
  }

  @Override
  boolean isWithinLimits() {
    return within;
  }
}
