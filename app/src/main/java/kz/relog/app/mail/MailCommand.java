package kz.relog.app.mail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kz.relog.api.notice.OutboxFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code relog mail}: the mails of an installation that has no mail server. */
@Command(
    name = "mail",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows what would have been mailed, when no mail server is set.")
public final class MailCommand implements Runnable {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: list.");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Prints the mails in outbox.mbox, the newest last, with the codes in them: that is what "
            + "it is for. Works beside a running server."
      })
  int list(
      @Option(
              names = "--data",
              paramLabel = "DIR",
              defaultValue = "relog-data",
              description = "Data folder (default relog-data).")
          Path data,
      @Option(names = "--json", description = "One JSON object per line.") boolean json) {
    if (!Files.isDirectory(data)) {
      throw new ParameterException(
          spec.commandLine(), data + " is no folder; give a server's data folder with --data");
    }
    List<OutboxFile.Kept> mails = OutboxFile.read(data);
    PrintWriter out = spec.commandLine().getOut();
    for (OutboxFile.Kept mail : mails) {
      out.println(json ? asJson(mail) : asText(mail));
    }
    if (mails.isEmpty() && !json) {
      out.println("no mail in " + data.resolve(OutboxFile.FILE_NAME));
    }
    out.flush();
    return 0;
  }

  private static String asText(OutboxFile.Kept mail) {
    return "To: "
        + mail.to()
        + "\nSubject: "
        + mail.subject()
        + "\nTime: "
        + mail.at()
        + "\n\n"
        + mail.body()
        + "\n";
  }

  private static String asJson(OutboxFile.Kept mail) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", mail.id());
    node.put("to", mail.to());
    node.put("subject", mail.subject());
    node.put("time", mail.at().toString());
    node.put("body", mail.body());
    return node.toString();
  }
}
