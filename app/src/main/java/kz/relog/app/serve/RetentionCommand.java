package kz.relog.app.serve;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kz.relog.api.access.Caller;
import kz.relog.api.access.MembershipEnd;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditTrail;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Notices;
import kz.relog.api.retain.Due;
import kz.relog.api.retain.Sweeper;
import kz.relog.api.retain.SweeperParts;
import kz.relog.api.store.AdminStore;
import kz.relog.app.archive.ArchivedMonths;
import kz.relog.app.config.RelogConfig;
import kz.relog.app.config.RetentionSettings;
import kz.relog.app.config.Settings;
import kz.relog.journal.JournalStats;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import kz.relog.proto.frame.CryptoProviders;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code relog retention}: what is over its term, without removing it. */
@Command(
    name = "retention",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Tells what of each category is over its term and would go with the next sweep; a server "
          + "removes it at its start and once a day. A server may be running meanwhile."
    })
public final class RetentionCommand implements Callable<Integer> {
  /** A look tells nobody anything. */
  private static final Notices SILENT =
      new Notices() {
        @Override
        public void send(Notice notice) {
          throw new IllegalStateException("a dry run tells nobody anything");
        }

        @Override
        public void forget(long sealRef) {
          throw new IllegalStateException("a dry run forgets nothing");
        }

        @Override
        public boolean isForgotten(long sealRef) {
          return false;
        }
      };

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the data; as for serve unless given.")
  private @Nullable String data;

  @Option(names = "--config", paramLabel = "FILE", description = "File of key = value lines.")
  private @Nullable Path config;

  @Option(names = "--dry-run", description = "Only tells; it is what this command does anyway.")
  private boolean dryRun;

  @Option(
      names = "--confirm-clock",
      description = {
        "Says that the clock is right although it jumped, or although the server stood still for "
            + "more than a day: the next sweep takes place."
      })
  private boolean confirmClock;

  @Override
  public Integer call() {
    Map<String, String> options = new HashMap<>();
    if (data != null) {
      options.put(Settings.DATA_DIR.key(), data);
    }
    RelogConfig settings = RelogConfig.read(config, System.getenv(), options);
    Path folder = settings.get(Settings.DATA_DIR);
    if (!Files.exists(folder.resolve("admin.db"))) {
      throw new IllegalArgumentException(
          folder + " holds no data; name the folder of a server with --data");
    }
    try (Vault vault = Vaults.open(VaultConfig.below(folder, CryptoProviders.fastest()));
        AdminStore store =
            AdminStore.open(folder.resolve("admin.db"), Bridges.recordSealer(vault))) {
      look(folder, settings, vault, store);
    }
    return 0;
  }

  private void look(Path folder, RelogConfig settings, Vault vault, AdminStore store) {
    Clock clock = Clock.systemUTC();
    AuditTrail audit = new AuditTrail(store.audit(), clock);
    try (ArchivedMonths months =
            ArchivedMonths.open(
                folder.resolve("archive.db"),
                vault,
                () -> JournalStats.oldestReceivedMs(folder.resolve("journal")));
        Sweeper sweeper =
            new Sweeper(
                new SweeperParts(
                    store,
                    months,
                    (planRefs, scope) -> {
                      throw new IllegalStateException("a dry run erases no plan");
                    },
                    RetentionSettings.terms(settings),
                    personRef -> {
                      throw new IllegalStateException("a dry run erases nobody");
                    },
                    MembershipEnd.UNHEARD,
                    SILENT,
                    audit,
                    clock))) {
      if (confirmClock && !dryRun) {
        sweeper.confirmClock();
        audit.record(
            AuditEntry.by(Caller.operator(), AuditAction.CLOCK_CONFIRMED)
                .on(ObjectKind.INSTALLATION, 0));
      }
      print(sweeper.due(), sweeper.isClockBelieved());
    }
  }

  private void print(List<Due> due, boolean clockBelieved) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-16s %6s  %-24s %8s  %s%n", "category", "days", "over before", "would go", "why");
    for (Due one : due) {
      out.printf(
          "%-16s %6d  %-24s %8d  %s%n",
          one.category().word(),
          one.days(),
          Instant.ofEpochMilli(one.cutoffMs()),
          one.count(),
          one.category().reason());
    }
    if (!clockBelieved) {
      out.println(
          "The clock is more than a day ahead of what was seen last: nothing goes until"
              + " --confirm-clock says that it is right.");
    }
    out.flush();
  }
}
