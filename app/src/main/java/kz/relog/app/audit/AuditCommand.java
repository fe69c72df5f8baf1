package kz.relog.app.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import kz.relog.api.store.AuditHead;
import kz.relog.api.store.AuditProblem;
import kz.relog.api.store.AuditReport;
import kz.relog.api.store.AuditVerifier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code relog audit}: whether the record of who did what is whole. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks the audit: who did and who looked at what.")
public final class AuditCommand implements Runnable {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: verify.");
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Follows the chain of hashes from the first row to the last; exits with 1 if a row was "
            + "changed, deleted, moved or cut off. Works beside a running server and changes nothing.",
        "Keep the head it prints elsewhere: with --head it is compared later."
      })
  int verify(
      @Option(
              names = "--data",
              paramLabel = "DIR",
              defaultValue = "relog-data",
              description = "Data folder (default relog-data).")
          Path data,
      @Option(
              names = "--head",
              paramLabel = "NUMBER:HASH",
              description = "A head that was kept elsewhere.")
          @Nullable String head,
      @Option(names = "--json", description = "Print the report as JSON.") boolean json) {
    Path file = data.resolve("admin.db");
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(
          spec.commandLine(), data + " has no admin.db; give a server's data folder with --data");
    }
    Optional<AuditHead> print = Optional.ofNullable(head).flatMap(AuditHead::parse);
    if (head != null && print.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--head is " + head + "; allowed: NUMBER:HASH as verify prints it");
    }
    AuditReport report = AuditVerifier.verify(file, print);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? asJson(report) : asText(report));
    out.flush();
    return report.ok() ? 0 : 1;
  }

  private static String asText(AuditReport report) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%,d rows%n", report.rows()));
    if (report.afterKeptHead() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "%,d rows after the kept head: normal after a crash or beside a server%n",
              report.afterKeptHead()));
    }
    for (AuditProblem problem : report.problems()) {
      text.append(
          String.format(
              Locale.ROOT, "%s: %s %s%n", problem.kind(), rows(problem), problem.detail()));
    }
    text.append("head ").append(report.head().text()).append('\n');
    text.append(report.ok() ? "nothing is wrong" : report.problemCount() + " problems");
    return text.toString();
  }

  private static String rows(AuditProblem problem) {
    return problem.toNumber() > problem.fromNumber()
        ? "rows " + problem.fromNumber() + " to " + problem.toNumber()
        : "row " + problem.fromNumber();
  }

  private static String asJson(AuditReport report) {
    ObjectNode node = JSON.createObjectNode();
    node.put("ok", report.ok());
    node.put("rows", report.rows());
    node.put("head", report.head().text());
    node.put("afterKeptHead", report.afterKeptHead());
    node.put("problemCount", report.problemCount());
    ArrayNode problems = node.putArray("problems");
    for (AuditProblem problem : report.problems()) {
      problems
          .addObject()
          .put("kind", problem.kind().name())
          .put("from", problem.fromNumber())
          .put("to", problem.toNumber())
          .put("detail", problem.detail());
    }
    return node.toString();
  }
}
