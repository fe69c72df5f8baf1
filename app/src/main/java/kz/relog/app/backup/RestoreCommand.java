package kz.relog.app.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code relog restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Brings a backup back into a new data folder, without what was erased since it was made.",
      "The folder appears when everything is done; before that nothing of it can be served."
    })
public final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--from", required = true, paramLabel = "DIR", description = "The backup.")
  private Path from = Path.of("");

  @Option(
      names = "--vault",
      required = true,
      paramLabel = "FILE",
      description = "A copy of the vault, made with the backup or after it.")
  private Path vault = Path.of("");

  @Option(
      names = "--erased-list",
      required = true,
      paramLabel = "FILE",
      description = "The current list of what was erased.")
  private Path erasedList = Path.of("");

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "The master key (default: the environment's RELOG_MASTER_KEY).")
  private @Nullable Path keyFile;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "A new data folder.")
  private Path to = Path.of("");

  @Override
  public Integer call() throws IOException {
    int erased;
    try (ShownProgress progress = new ShownProgress("restore")) {
      erased = new Restore(from, vault, erasedList, keyFile, Clock.systemUTC(), progress).into(to);
    }
    spec.commandLine()
        .getOut()
        .println("restored to " + to + "; " + erased + " erasures were done again");
    spec.commandLine().getOut().flush();
    return 0;
  }
}
