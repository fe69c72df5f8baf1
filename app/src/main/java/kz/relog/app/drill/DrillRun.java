package kz.relog.app.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import kz.relog.app.drill.rig.CannotRun;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one drill: bounded in rounds and time, with progress, figures, the seed and a verdict. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
final class DrillRun implements Callable<Integer> {
  private static final int ROUNDS_MAX = 100_000;
  private static final int SECONDS_MAX = 86_400;
  private static final int CANNOT_RUN = 2;

  private final Drill drill;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "0",
      description = "How often, 1 to 100000 (default: as `relog drill list` tells).")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "T",
      defaultValue = "3600",
      description = "No new round begins after so many seconds (default ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Repeats a drill's choices; a new one is drawn and printed otherwise.")
  private @Nullable Long seed;

  @Option(
      names = "--sync",
      paramLabel = "MODE",
      defaultValue = "always",
      description = {
        "journal.sync of a server that is killed or cut off (default ${DEFAULT-VALUE}).",
        "With os a power cut must break the promise: to see that the drill notices."
      })
  private String sync = "always";

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Works below this folder (default: the system's temporary one).")
  private @Nullable Path folder;

  @Option(names = "--keep", description = "Leaves the data there, to look at.")
  private boolean keep;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  DrillRun(Drill drill) {
    this.drill = drill;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    int wanted = rounds == 0 ? drill.roundsByDefault() : rounds;
    if (wanted < 1 || wanted > ROUNDS_MAX || seconds < 1 || seconds > SECONDS_MAX) {
      throw new ParameterException(
          spec.commandLine(), "--rounds is 1 to 100000, --seconds 1 to 86400.");
    }
    long drawn = seed == null ? System.nanoTime() & 0xFFFF_FFFFL : seed;
    Path base =
        folder == null
            ? Files.createTempDirectory("relog-drill-")
            : Files.createTempDirectory(Files.createDirectories(folder), "relog-drill-");
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.println(drill.name() + ", seed " + drawn + ": " + drill.what());
      out.flush();
    }
    try {
      return tell(
          run(new DrillOptions(wanted, seconds, drawn, List.of("--journal-sync", sync), base)),
          drawn);
    } catch (CannotRun lacking) {
      out.println(
          json
              ? node(drawn).put("verdict", "cannot run").put("why", lacking.getMessage()).toString()
              : "verdict: cannot run here: " + lacking.getMessage());
      out.flush();
      return CANNOT_RUN;
    } finally {
      if (keep) {
        out.println("data kept in " + base);
        out.flush();
      } else {
        DrillStage.delete(base);
      }
    }
  }

  private DrillReport run(DrillOptions options) throws IOException, InterruptedException {
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(drill.name())
            .setInitialMax(options.rounds())
            .build()) {
      DrillStage stage =
          new DrillStage(
              options,
              (done, all) -> {
                bar.maxHint(all);
                bar.stepTo(done);
              });
      drill.run(stage);
      return stage.report();
    }
  }

  private int tell(DrillReport report, long drawn) {
    String verdict = report.holds() ? "held" : "broken";
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode node = node(drawn).put("verdict", verdict);
      ObjectNode figures = node.putObject("figures");
      report.figures().forEach(figures::putPOJO);
      report.notes().forEach(node.putArray("notes")::add);
      report.breaches().forEach(node.putArray("breaches")::add);
      out.println(node);
    } else {
      out.print(report.text());
      out.printf(
          Locale.ROOT,
          "verdict: the promise %s (relog drill %s --seed %d)%n",
          report.holds() ? "held" : "is BROKEN",
          drill.name(),
          drawn);
    }
    out.flush();
    return report.holds() ? 0 : 1;
  }

  private ObjectNode node(long drawn) {
    return new ObjectMapper().createObjectNode().put("drill", drill.name()).put("seed", drawn);
  }
}
