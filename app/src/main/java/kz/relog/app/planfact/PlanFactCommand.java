package kz.relog.app.planfact;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code relog planfact}: the route engine alone, over files. */
@Command(
    name = "planfact",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares facts with a plan, without a server; writes matches.jsonl, events.jsonl,"
          + " report.json.",
      "Either --plan and --facts, or --cases for every folder below that has a plan.geojson."
    })
public final class PlanFactCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--plan", paramLabel = "FILE", description = "A plan in GeoJSON.")
  private @Nullable Path plan;

  @Option(names = "--facts", paramLabel = "FILE", description = "Facts in CSV or GPX.")
  private @Nullable Path facts;

  @Option(names = "--cases", paramLabel = "DIR", description = "A folder of cases.")
  private @Nullable Path cases;

  @Option(
      names = "--explain",
      paramLabel = "SEQ",
      description = "With --plan: says why this stop (from 1) was judged so.")
  private int explain;

  @Option(
      names = "--eta",
      description = {
        "With --cases: scores the arrivals expected on the way, asked once a minute, against each"
            + " case's arrivals.csv, or else against what was found in the end."
      })
  private boolean eta;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where to write; made when missing.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    if (cases != null && plan == null && facts == null) {
      return runCases(cases);
    }
    if (eta) {
      throw new ParameterException(spec.commandLine(), "--eta needs --cases.");
    }
    if (cases == null && plan != null && facts != null) {
      return print(PlanFactRunner.run(plan, facts, out, explain), "");
    }
    throw new ParameterException(
        spec.commandLine(), "Give --plan and --facts, or --cases, each with --out.");
  }

  private int runCases(Path folder) throws IOException {
    EtaScore score = eta ? new EtaScore() : null;
    int refused = runCases(folder, score);
    if (score != null) {
      spec.commandLine().getOut().print(score.table());
      spec.commandLine().getOut().flush();
    }
    return refused == 0 ? 0 : 1;
  }

  private int runCases(Path folder, @Nullable EtaScore score) throws IOException {
    try (ProgressBar bar =
        new ProgressBarBuilder().setTaskName("planfact").setUnit(" cases", 1).build()) {
      return PlanFactRunner.runCases(
          folder,
          out,
          (done, total, name, outcome) -> {
            bar.maxHint(total);
            bar.stepTo(done);
            if (outcome instanceof CaseOutcome.Refused) {
              print(outcome, name + ": ");
            }
          },
          score);
    }
  }

  private int print(CaseOutcome outcome, String prefix) {
    if (outcome instanceof CaseOutcome.Refused refused) {
      PrintWriter err = spec.commandLine().getErr();
      refused.problems().forEach(problem -> err.println(prefix + problem));
      err.flush();
      return 1;
    }
    if (outcome instanceof CaseOutcome.Done done) {
      PrintWriter text = spec.commandLine().getOut();
      text.printf(
          Locale.ROOT,
          "%s%,d facts, %d of %d stops served, %.1f ms in the engine; results in %s%n",
          prefix,
          done.facts(),
          done.served(),
          done.stops(),
          done.engineNs() / 1e6,
          out);
      done.explanation().forEach(text::println);
      text.flush();
    }
    return 0;
  }
}
