package kz.relog.app.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code relog backup}. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Copies a server's data, also while it runs, without any key; or, with --vault, the keys.",
      "A copy of the vault may be used for 30 days. Keep both, the master key and the erased list in "
          + "different places."
    })
public final class BackupCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data folder.")
  private Path data = Path.of("");

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PATH",
      description = "A new folder; with --vault a new file.")
  private Path to = Path.of("");

  @Option(names = "--vault", description = "Copy the vault instead of the data.")
  private boolean vault;

  @Override
  public Integer call() throws IOException {
    try (ShownProgress progress = new ShownProgress("backup")) {
      Backup backup = new Backup(data, Clock.systemUTC(), progress);
      if (vault) {
        backup.vault(to);
      } else {
        backup.data(to);
      }
    }
    spec.commandLine().getOut().println((vault ? "vault copied to " : "data copied to ") + to);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
