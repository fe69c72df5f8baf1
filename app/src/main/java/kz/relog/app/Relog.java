package kz.relog.app;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import kz.relog.app.audit.AuditCommand;
import kz.relog.app.backup.BackupCommand;
import kz.relog.app.backup.RestoreCommand;
import kz.relog.app.config.ConfigException;
import kz.relog.app.demo.DemoCommand;
import kz.relog.app.drill.DrillCommand;
import kz.relog.app.frame.FrameCommand;
import kz.relog.app.journal.JournalCommand;
import kz.relog.app.mail.MailCommand;
import kz.relog.app.planfact.PlanFactCommand;
import kz.relog.app.privacy.PrivacyCommand;
import kz.relog.app.receipt.ReceiptCommand;
import kz.relog.app.replay.ReplayCommand;
import kz.relog.app.serve.RetentionCommand;
import kz.relog.app.serve.ServeCommand;
import kz.relog.app.simulate.SimulateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0 done, 1 failed, 2 wrong usage or settings. */
@Command(
    name = "relog",
    mixinStandardHelpOptions = true,
    versionProvider = RelogVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "The server of a delivery-fleet service: sealed fixes in, durable journal, plan-fact out.",
      "",
      "Try it: relog demo"
    })
public final class Relog implements Runnable {
  /** Chronicle asks for a flag that newer Java no longer has; held, or its level would be lost. */
  private static final Logger CLEANER =
      Logger.getLogger("net.openhft.chronicle.core.internal.cleaner");

  /** In the order of the help page. */
  private static final Map<String, Supplier<CommandLine>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("demo", () -> new CommandLine(new DemoCommand()));
    COMMANDS.put("serve", ServeCommand::commandLine);
    COMMANDS.put("replay", () -> new CommandLine(new ReplayCommand()));
    COMMANDS.put("simulate", () -> new CommandLine(new SimulateCommand()));
    COMMANDS.put("planfact", () -> new CommandLine(new PlanFactCommand()));
    COMMANDS.put("frame", () -> new CommandLine(new FrameCommand()));
    COMMANDS.put("journal", () -> new CommandLine(new JournalCommand()));
    COMMANDS.put("backup", () -> new CommandLine(new BackupCommand()));
    COMMANDS.put("restore", () -> new CommandLine(new RestoreCommand()));
    COMMANDS.put("audit", () -> new CommandLine(new AuditCommand()));
    COMMANDS.put("mail", () -> new CommandLine(new MailCommand()));
    COMMANDS.put("receipt", () -> new CommandLine(new ReceiptCommand()));
    COMMANDS.put("privacy", () -> new CommandLine(new PrivacyCommand()));
    COMMANDS.put("retention", () -> new CommandLine(new RetentionCommand()));
    COMMANDS.put("drill", DrillCommand::commandLine);
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  /** The command line with all its commands, ready to execute. */
  public static CommandLine commandLine() {
    return commandLine(COMMANDS);
  }

  private static CommandLine commandLine(Map<String, Supplier<CommandLine>> commands) {
    CommandLine commandLine = new CommandLine(new Relog());
    commands.forEach((name, command) -> commandLine.addSubcommand(name, command.get()));
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          PrintWriter err = command.getErr();
          err.println(command.getColorScheme().errorText(message(exception)));
          err.flush();
          return exception instanceof ConfigException ? 2 : 1;
        });
    return commandLine;
  }

  /** One message a person can act on. */
  private static String message(Exception exception) {
    String message = exception.getMessage() == null ? exception.toString() : exception.getMessage();
    Throwable cause = exception.getCause();
    return cause == null || cause.getMessage() == null
        ? message
        : message + " (" + cause.getMessage() + ")";
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    CLEANER.setLevel(Level.SEVERE);
    String first = arguments.length == 0 ? "" : arguments[0];
    Supplier<CommandLine> named = COMMANDS.get(first);
    // Looking through all commands costs a start half a second.
    Map<String, Supplier<CommandLine>> needed = named == null ? COMMANDS : Map.of(first, named);
    System.exit(commandLine(needed).execute(arguments));
  }
}
