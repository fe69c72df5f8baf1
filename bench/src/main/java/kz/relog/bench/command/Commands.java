package kz.relog.bench.command;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** All benches, listed when none is named. */
@Command(
    name = "relog bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "BENCH",
    description = {
      "Measures the server in a process of its own, over real sockets, on loopback and a data folder"
          + " of its own.",
      "A number that something spoilt says so beside it. docs/performance.md tells how each works.",
      ""
    },
    commandListHeading = "%nBenches:%n",
    subcommands = {
      UdpCommand.class,
      TcpCommand.class,
      RivalsCommand.class,
      MatchedCommand.class,
      SealingCommand.class,
      ProfileCommand.class,
      LatencyCommand.class,
      ReconnectCommand.class,
      ConnectsCommand.class,
      ApiCommand.class,
      GrowthCommand.class,
      IdleCommand.class,
      CoresCommand.class,
      HeapCommand.class,
      WireCommand.class,
      StartCommand.class,
      RecoveryCommand.class,
      ReplayCommand.class,
      LiveHeapCommand.class,
      EraseCommand.class,
      SlowDripCommand.class,
      AllCommand.class,
      CompareCommand.class,
      JmhCommand.class
    })
public final class Commands implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Commands() {}

  /** The command line, ready to execute. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Commands());
    commandLine.setUsageHelpAutoWidth(true);
    JmhCommand.passOptions(commandLine);
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          PrintWriter err = command.getErr();
          err.println(command.getColorScheme().errorText(exception.toString()));
          err.flush();
          return 1;
        });
    return commandLine;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
