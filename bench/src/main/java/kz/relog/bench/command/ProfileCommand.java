package kz.relog.bench.command;

import java.io.IOException;
import java.nio.file.Path;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.bench.scenario.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A profile of the server under load. */
@Command(
    name = "profile",
    description =
        "Where the CPU time of a frame goes: a flame graph of the server under load, the kernel's"
            + " part apart.")
final class ProfileCommand extends BenchCommand {
  @Option(names = "--tcp", description = "Over connections rather than datagrams.")
  private boolean tcp;

  @Option(
      names = "--fixes",
      defaultValue = "1",
      description = "Fixes of a batch (default ${DEFAULT-VALUE}).")
  private int fixes;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      defaultValue = "relog-profile",
      description = "Where the flame graph is written (default ${DEFAULT-VALUE}).")
  private Path to = Path.of("relog-profile");

  @Override
  void measure(BenchSetup setup) throws IOException, InterruptedException {
    check("--fixes", fixes, 1, tcp ? 300 : 100);
    new Profile(setup, tcp, fixes, to).measure();
  }
}
