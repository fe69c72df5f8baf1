package kz.relog.bench.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.RecoveryTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts on a long journal. */
@Command(
    name = "recovery",
    description = "Writes a journal of so many fixes and measures the start of the road in on it.")
final class RecoveryCommand extends BenchCommand {
  @Option(
      names = "--fixes",
      defaultValue = "10000000",
      description = "In all (default ${DEFAULT-VALUE}).")
  private long fixes;

  @Option(
      names = "--batch",
      defaultValue = "30",
      description = "Fixes of a batch (default ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--checkpoint",
      description = "Let the server write a checkpoint first, then measure the start after it.")
  private boolean checkpoint;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Write there and leave it; default: a folder that is removed.")
  private @Nullable Path data;

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    check("--fixes", (double) fixes, 1, 1e12);
    check("--batch", batch, 1, 300);
    new RecoveryTime(setup, fixes, batch, checkpoint).measure(Optional.ofNullable(data));
  }
}
