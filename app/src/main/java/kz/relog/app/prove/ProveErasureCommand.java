package kz.relog.app.prove;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kz.relog.app.drill.rig.CannotRun;
import kz.relog.app.drill.rig.LoopDisk;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code relog privacy prove-erasure}. */
@Command(
    name = "prove-erasure",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Plants a driver on data of its own, drives, backs up, erases; then searches every file, a heap "
          + "dump, the raw disk (as root) and the restored backup. Exits with 1 if a row has a hit."
    })
public final class ProveErasureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Works below this folder (default: the system's temporary one).")
  private @Nullable Path folder;

  @Option(names = "--seed", paramLabel = "S", description = "Repeats a proof's positions.")
  private @Nullable Long seed;

  @Option(names = "--no-disk", description = "Leave the raw disk out, also as root.")
  private boolean noDisk;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path base =
        folder == null
            ? Files.createTempDirectory("relog-proof-")
            : Files.createTempDirectory(Files.createDirectories(folder), "relog-proof-");
    long drawn = seed == null ? ProveErasure.newSeed() : seed;
    PrintWriter out = spec.commandLine().getOut();
    LoopDisk disk = noDisk ? null : diskOrNone(base, out);
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("prove-erasure")
            .setInitialMax(ProveErasure.steps())
            .build()) {
      ProofTable table = new ProveErasure(base, disk, drawn, showing(bar)).run();
      out.println();
      out.print(table.text());
      out.printf(
          "%s (seed %d)%n",
          table.holds() ? "nothing of the erased was found" : "the erasure is INCOMPLETE", drawn);
      out.flush();
      bar.stepTo(ProveErasure.steps());
      return table.holds() ? 0 : 1;
    } finally {
      if (disk != null) {
        disk.close();
      }
      delete(base);
    }
  }

  private static ProveErasure.Progress showing(ProgressBar bar) {
    return new ProveErasure.Progress() {
      @Override
      public void at(String what, int done, int all) {
        bar.setExtraMessage(what);
        bar.stepTo(done);
      }

      @Override
      public void waiting(String what, long seconds) {
        bar.setExtraMessage("waits for " + what + " since " + seconds + " s");
      }
    };
  }

  private static @Nullable LoopDisk diskOrNone(Path base, PrintWriter out)
      throws IOException, InterruptedException {
    try {
      return ProveErasure.disk(base);
    } catch (CannotRun lacking) {
      out.println("without the raw disk: " + lacking.getMessage());
      return null;
    }
  }

  private static void delete(Path base) throws IOException {
    try (Stream<Path> files = Files.walk(base)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
