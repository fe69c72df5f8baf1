package kz.relog.bench.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import kz.relog.bench.report.Comparison;
import kz.relog.bench.report.HtmlPage;
import kz.relog.bench.report.Report;
import kz.relog.bench.report.ReportJson;
import kz.relog.bench.report.TextTable;
import kz.relog.bench.scenario.BenchSetup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A bench: tells the machine, measures, and tells what it found as table, page and JSON. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
abstract class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private BenchOptions options = new BenchOptions();

  /** Measures; what it finds goes into the set-up's report. */
  abstract void measure(BenchSetup setup) throws IOException, InterruptedException;

  @Override
  public final Integer call() throws IOException, InterruptedException {
    BenchSetup setup = options.setup(spec);
    setup.report().machine().facts().forEach((name, fact) -> setup.say("%s: %s", name, fact));
    measure(setup);
    Report report = setup.report();
    PrintWriter out = setup.out();
    out.println();
    out.print(TextTable.of(report.figures()));
    report.notes().forEach(note -> setup.say("note: %s", note));
    String comparison = "";
    if (options.old().isPresent()) {
      comparison = Comparison.of(ReportJson.read(options.old().get()), report).text();
      setup.say("%ncompared with %s%n%s", options.old().get(), comparison);
    }
    if (options.out().isPresent()) {
      ReportJson.save(options.out().get().resolve("report.json"), ReportJson.write(report));
      ReportJson.save(options.out().get().resolve("report.html"), HtmlPage.of(report, comparison));
      setup.say("written: report.json and report.html in %s", options.out().get());
    }
    out.flush();
    return isWithinLimits() ? 0 : 1;
  }

  /** Whether what was measured keeps the limits that the bench sets, if it sets any. */
  boolean isWithinLimits() {
    return true;
  }

  /** Refuses a number that is out of range, with what is allowed. */
  final void check(String option, double value, double min, double max) {
    BenchOptions.check(spec, option, value, min, max);
  }
}
