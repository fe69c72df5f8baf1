package kz.relog.bench.command;

import java.util.List;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.WireBytes;
import kz.relog.proto.fix.FixLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Bytes of a fix. */
@Command(
    name = "wire",
    description =
        "Bytes of a fix on the wire by the size of a batch: header, ciphertext and tag, on a made-up"
            + " drive at 1 Hz.")
final class WireCommand extends BenchCommand {
  @Option(
      names = "--fixes",
      split = ",",
      defaultValue = "1,10,30,60",
      description = "Fixes of a batch, each size one after the other (default ${DEFAULT-VALUE}).")
  private List<Integer> fixes = List.of();

  @Override
  void measure(BenchSetup setup) {
    fixes.forEach(size -> check("--fixes", size, 1, FixLimits.FIXES_MAX));
    WireBytes.measure(setup, fixes);
  }
}
