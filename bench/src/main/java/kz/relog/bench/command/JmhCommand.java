package kz.relog.bench.command;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Single steps, by JMH. */
@Command(
    name = "jmh",
    description = {
      "Single steps and loads by JMH; everything behind it is JMH's own: `jmh -l` lists the benches,"
          + " `jmh -h` the options, `jmh micro -prof gc` measures the steps with their garbage."
    })
final class JmhCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "For JMH.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() throws IOException {
    spec.commandLine().getOut().flush();
    org.openjdk.jmh.Main.main(arguments.toArray(new String[0]));
    return 0;
  }

  /** Lets JMH have its own options. */
  static void passOptions(CommandLine commandLine) {
    Objects.requireNonNull(commandLine.getSubcommands().get("jmh"))
        .setUnmatchedOptionsArePositionalParams(true);
  }
}
