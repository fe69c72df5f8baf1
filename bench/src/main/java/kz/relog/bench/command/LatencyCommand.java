package kz.relog.bench.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import kz.relog.bench.scenario.AckLatency;
import kz.relog.bench.scenario.BenchSetup;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Latencies at a steady rate. */
@Command(
    name = "latency",
    description =
        "Ack latencies at a steady rate that waits for nobody: free of coordinated omission.")
final class LatencyCommand extends BenchCommand {
  @Option(names = "--tcp", description = "Over connections rather than datagrams.")
  private boolean tcp;

  @Option(
      names = "--fixes",
      defaultValue = "1",
      description = "Fixes of a batch (default ${DEFAULT-VALUE}).")
  private int fixes;

  @Option(
      names = "--sync",
      split = ",",
      defaultValue = "always,os",
      description = "The server's journal.sync, one after the other (default ${DEFAULT-VALUE}).")
  private List<String> sync = List.of("always", "os");

  @Option(
      names = "--rate",
      description = "Frames due per second; default: a part of the full rate.")
  private @Nullable Double perSecond;

  @Option(
      names = "--share",
      defaultValue = "0.5",
      description =
          "That part: of what a closed loop reaches just before (default ${DEFAULT-VALUE}).")
  private double share;

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    check("--fixes", fixes, 1, 300);
    check("--share", share, 0.01, 2);
    check("--rate", perSecond == null ? 1 : perSecond, 1, 1e7);
    for (String mode : sync) {
      new AckLatency(setup, tcp, fixes).measure(mode, Optional.ofNullable(perSecond), share);
    }
  }
}
