package kz.relog.app.drill;

import java.io.PrintWriter;
import java.util.Locale;
import kz.relog.app.prove.ErasureServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code relog drill}: hurts a server and shows that its promise holds. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "NAME",
    description = {
      "Hurts a server of its own on loopback in one way, and compares what was acked with what is"
          + " stored.",
      "Exits with 1 if the promise is broken, with 2 if this machine cannot run the drill."
    })
public final class DrillCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command with one subcommand for each drill. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new DrillCommand());
    commandLine.addSubcommand(new ListDrills());
    for (Drill drill : Drills.ALL) {
      CommandLine one = new CommandLine(new DrillRun(drill));
      one.getCommandSpec().usageMessage().description(drill.what(), "Needs: " + needs(drill) + ".");
      commandLine.addSubcommand(drill.name(), one);
    }
    commandLine.addSubcommand(new DeviceProcessCommand());
    commandLine.addSubcommand(new ErasureServer());
    return commandLine;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a drill; `relog drill list` tells them.");
  }

  private static String needs(Drill drill) {
    return drill.needs().isEmpty() ? "nothing" : drill.needs();
  }

  /** {@code relog drill list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Tells the drills, what each does and what it needs.")
  static final class ListDrills implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      PrintWriter out = spec.commandLine().getOut();
      for (Drill drill : Drills.ALL) {
        out.printf(Locale.ROOT, "%-12s %s%n", drill.name(), drill.what());
        out.printf(
            Locale.ROOT,
            "%-12s --rounds counts %s (default %d); needs %s%n",
            "",
            drill.rounds(),
            drill.roundsByDefault(),
            needs(drill));
      }
      out.flush();
    }
  }
}
