package kz.relog.app.frame;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code relog frame}: what frames cost and what is in one. */
@Command(
    name = "frame",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Measures frames, or explains one.",
    subcommands = {FrameOpenCommand.class, FrameSizeCommand.class})
public final class FrameCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name one of open, size.");
  }
}
