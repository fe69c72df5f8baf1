package kz.relog.app.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import kz.relog.journal.EntryKind;
import kz.relog.journal.JournalDumper;
import kz.relog.journal.JournalProblem;
import kz.relog.journal.JournalReport;
import kz.relog.journal.JournalStats;
import kz.relog.journal.JournalVerifier;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import kz.relog.proto.v1.FixBatch;
import kz.relog.proto.v1.PlanEntry;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code relog journal}: looks at a journal without changing it. */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks, counts or prints a journal; changes nothing.")
public final class JournalCommand implements Runnable {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name one of verify, stats, dump.");
  }

  /** The folder of a journal: the one given, or {@code journal} below a data folder. */
  private static Path journalIn(CommandSpec spec, Path directory) {
    Path below = directory.resolve("journal");
    Path found = Files.isDirectory(below) ? below : directory;
    if (!Files.isDirectory(found)) {
      throw new ParameterException(
          spec.commandLine(), directory + " is no folder; give a data folder or its journal");
    }
    return found;
  }

  private static Vault openVault(Path journal) {
    return Vaults.open(VaultConfig.below(journal.toAbsolutePath().resolveSibling("."), null));
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Checks every entry; exits with 1 if anything is wrong.")
  int verify(
      @Parameters(paramLabel = "DIR", description = "Data folder, or the journal in it.")
          Path directory,
      @Option(
              names = "--with-vault",
              description = "Also open every sealed section; the server must be stopped.")
          boolean withVault,
      @Option(names = "--json", description = "Print the report as JSON.") boolean json) {
    Path journal = journalIn(spec, directory);
    PrintWriter out = spec.commandLine().getOut();
    JournalReport report;
    try (Vault vault = withVault ? openVault(journal) : null;
        ProgressBar bar =
            new ProgressBarBuilder()
                .setTaskName("verify")
                .setUnit(" MiB", 1 << 20)
                .setInitialMax(1)
                .build()) {
      report =
          JournalVerifier.verify(
              journal,
              vault,
              (done, all) -> {
                bar.maxHint(all);
                bar.stepTo(done);
              });
    }
    out.println(json ? asJson(report) : asText(report));
    out.flush();
    return report.exitStatus();
  }

  private static String asText(JournalReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d entries (%d to %d) in %d files, durable up to %d%n",
            report.entries(),
            report.firstSeq(),
            report.lastSeq(),
            report.files(),
            report.durableSeq()));
    if (report.sectionsOpened() + report.sectionsErased() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "%,d sealed sections opened, %,d whose key was destroyed%n",
              report.sectionsOpened(),
              report.sectionsErased()));
    }
    if (report.tornTail()) {
      text.append("an unfinished end follows: normal after a power cut or beside a server\n");
    }
    for (JournalProblem problem : report.problems()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s at seq %d, %s offset %d: %s%n",
              problem.kind(),
              problem.seq(),
              problem.file().getFileName(),
              problem.offset(),
              problem.detail()));
    }
    text.append(report.ok() ? "nothing is wrong" : report.problemCount() + " problems");
    return text.toString();
  }

  private static String asJson(JournalReport report) {
    ObjectNode node = JSON.createObjectNode();
    node.put("ok", report.ok());
    node.put("files", report.files());
    node.put("entries", report.entries());
    node.put("firstSeq", report.firstSeq());
    node.put("lastSeq", report.lastSeq());
    node.put("durableSeq", report.durableSeq());
    node.put("sectionsOpened", report.sectionsOpened());
    node.put("sectionsErased", report.sectionsErased());
    node.put("tornTail", report.tornTail());
    node.put("problemCount", report.problemCount());
    ArrayNode problems = node.putArray("problems");
    for (JournalProblem problem : report.problems()) {
      problems
          .addObject()
          .put("kind", problem.kind().name())
          .put("file", problem.file().getFileName().toString())
          .put("offset", problem.offset())
          .put("seq", problem.seq())
          .put("detail", problem.detail());
    }
    return node.toString();
  }

  @Command(
      name = "stats",
      mixinStandardHelpOptions = true,
      description = "Counts entries, files and bytes.")
  int stats(
      @Parameters(paramLabel = "DIR", description = "Data folder, or the journal in it.")
          Path directory,
      @Option(names = "--json", description = "Print the counts as JSON.") boolean json) {
    JournalStats stats = JournalStats.of(journalIn(spec, directory));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode node = JSON.createObjectNode();
      node.put("entries", stats.entries());
      node.put("entryBytes", stats.entryBytes());
      node.put("files", stats.files().size());
      node.put("devices", stats.devices());
      node.put("subjects", stats.subjects());
      node.put("durableSeq", stats.durableSeq());
      ObjectNode kinds = node.putObject("entriesByKind");
      stats.entriesByKind().forEach((kind, count) -> kinds.put(kind.name(), count));
      out.println(node);
    } else {
      out.printf(
          Locale.ROOT,
          "%,d entries, %,d bytes, %d files, durable up to %d%n",
          stats.entries(),
          stats.entryBytes(),
          stats.files().size(),
          stats.durableSeq());
      stats
          .entriesByKind()
          .forEach((kind, count) -> out.printf(Locale.ROOT, "  %-10s %,d%n", kind, count));
      out.printf(Locale.ROOT, "%,d devices, %,d subjects%n", stats.devices(), stats.subjects());
      if (stats.entries() > 0) {
        out.printf(
            Locale.ROOT,
            "received from %s to %s%n",
            Instant.ofEpochMilli(stats.firstReceivedMs()),
            Instant.ofEpochMilli(stats.lastReceivedMs()));
      }
    }
    out.flush();
    return 0;
  }

  @Command(
      name = "dump",
      mixinStandardHelpOptions = true,
      description = "Prints the entries' headers; what is in them only with --reveal.")
  int dump(
      @Parameters(paramLabel = "DIR", description = "Data folder, or the journal in it.")
          Path directory,
      @Option(
              names = "--from",
              paramLabel = "SEQ",
              defaultValue = "1",
              description = "First entry (default 1).")
          long fromSeq,
      @Option(
              names = "--to",
              paramLabel = "SEQ",
              defaultValue = "9223372036854775807",
              description = "Last entry (default: all).")
          long toSeq,
      @Option(
              names = "--reveal",
              description =
                  "Show positions and plans too; needs --as and --purpose, and is recorded in the"
                      + " audit; the server must be stopped.")
          boolean reveal,
      @Option(
              names = "--as",
              paramLabel = "FILE",
              description = "File with the operator's token; for --reveal.")
          @Nullable Path tokenFile,
      @Option(
              names = "--purpose",
              paramLabel = "PURPOSE",
              description = "Why: ${COMPLETION-CANDIDATES}; for --reveal.")
          Reveal.@Nullable Purpose purpose,
      @Option(names = "--json", description = "One JSON object per line.") boolean json)
      throws IOException {
    Path journal = journalIn(spec, directory);
    Path data = journal.toAbsolutePath().resolveSibling(".").normalize();
    if (reveal) {
      requireAllowed(data, tokenFile, purpose);
    }
    PrintWriter out = spec.commandLine().getOut();
    JournalDumper.Format format = json ? JournalDumper.Format.JSON : JournalDumper.Format.TEXT;
    try (Vault vault = reveal ? openVault(journal) : null) {
      if (vault != null && purpose != null) {
        Reveal.record(data, vault, purpose);
      }
      JournalDumper.dump(
          journal, fromSeq, toSeq, format, vault, reveal ? JournalCommand::describe : null, out);
    }
    out.flush();
    return 0;
  }

  private void requireAllowed(Path data, @Nullable Path tokenFile, Reveal.@Nullable Purpose purpose)
      throws IOException {
    if (tokenFile == null || purpose == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--reveal shows where people were: it needs --as FILE with the operator's token and"
              + " --purpose, and is recorded in the audit");
    }
    String refusal = Reveal.refusal(data, tokenFile);
    if (!refusal.isEmpty()) {
      throw new ParameterException(spec.commandLine(), refusal);
    }
  }

  /** A section's message as a JSON string, for both formats. */
  private static String describe(
      EntryKind kind, long seq, long subjectRef, byte[] plain, int length) {
    try {
      String text =
          switch (kind) {
            case FACTS -> FixBatch.parser().parseFrom(plain, 0, length).toString();
            case PLAN -> PlanEntry.parser().parseFrom(plain, 0, length).toString();
            default -> length + " bytes";
          };
      return JSON.getNodeFactory().textNode(text.strip().replace('\n', ' ')).toString();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("entry " + seq + " does not hold what its kind says", e);
    }
  }
}
