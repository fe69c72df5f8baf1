package kz.relog.bench.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import kz.relog.bench.report.Comparison;
import kz.relog.bench.report.ReportJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Two reports side by side, without measuring anything. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Tells two reports side by side: what became better and what worse.")
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "OLD.json", description = "Report of the earlier run.")
  private Path old = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW.json", description = "Report of the later run.")
  private Path now = Path.of("");

  @Override
  public Integer call() throws IOException {
    spec.commandLine()
        .getOut()
        .print(Comparison.of(ReportJson.read(old), ReportJson.read(now)).text());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
