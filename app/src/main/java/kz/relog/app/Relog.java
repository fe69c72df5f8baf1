package kz.relog.app;

import java.io.PrintWriter;
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
    },
    subcommands = {
      DemoCommand.class,
      ReplayCommand.class,
      SimulateCommand.class,
      PlanFactCommand.class,
      FrameCommand.class,
      JournalCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      AuditCommand.class,
      MailCommand.class,
      ReceiptCommand.class,
      PrivacyCommand.class,
      RetentionCommand.class
    })
public final class Relog implements Runnable {
  /** Chronicle asks for a flag that newer Java no longer has; held, or its level would be lost. */
  private static final Logger CLEANER =
      Logger.getLogger("net.openhft.chronicle.core.internal.cleaner");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  /** The command line with all its commands, ready to execute. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Relog());
    commandLine.addSubcommand(ServeCommand.commandLine());
    commandLine.addSubcommand(DrillCommand.commandLine());
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
    System.exit(commandLine().execute(arguments));
  }
}
