package kz.relog.app.prove;

import java.nio.file.Path;
import java.util.List;
import kz.relog.app.archive.TrackArchive;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.JournalReport;
import kz.relog.journal.JournalVerifier;
import kz.relog.journal.Journals;
import kz.relog.journal.Remains;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;

/**
 * What only the product itself can tell of a data folder: keys, rows, sections; and that all facts
 * of all others are there as they were sent. For one thread.
 */
final class Examination {
  private final ProofTable table;
  private final Erased erased;
  private final List<PlantedDriver> others;

  Examination(ProofTable table, Erased erased, List<PlantedDriver> others) {
    this.table = table;
    this.erased = erased;
    this.others = List.copyOf(others);
  }

  /**
   * Adds the rows of a folder that no server uses.
   *
   * @param fixes of each other driver that must be there
   */
  void of(String where, Path data, int fixes) {
    try (Vault vault = Vaults.open(VaultConfig.below(data, null))) {
      int keys = erased.subjects().stream().mapToInt(ref -> vault.keyMonths(ref).size()).sum();
      table.add(where + ": keys of the erased", "vault", keys, "");
      JournalReport report =
          JournalVerifier.verify(data.resolve("journal"), vault, (done, all) -> {});
      table.add(
          where + ": problems of the journal",
          report.entries() + " entries",
          report.problemCount(),
          report.problems().isEmpty() ? "" : report.problems().get(0).detail());
      try (Journal journal =
              Journals.open(JournalConfig.in(data.resolve("journal")).build(), vault);
          TrackArchive archive = TrackArchive.start(data.resolve("archive.db"), journal, vault)) {
        Remains remains = journal.findRemains(erased.person(), (done, all) -> {});
        table.add(
            where + ": sections that are not zeros",
            remains.zeroedSections() + " sections",
            remains.sealedSections() + remains.keptSections(),
            "");
        table.add(
            where + ": archive rows of the erased",
            "archive",
            archive.holds(ErasedRange.whole(erased.person())),
            "");
        for (PlantedDriver other : others) {
          int there = other.drive().countIn(archive);
          table.same(
              where + ": all facts of another driver as sent",
              fixes + " facts",
              there == fixes,
              there + " of " + fixes);
        }
      }
    }
  }
}
