package kz.relog.app.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import kz.relog.app.archive.TrackArchive;
import kz.relog.app.backup.Backup;
import kz.relog.app.backup.BackupProgress;
import kz.relog.app.backup.Restore;
import kz.relog.app.config.Settings;
import kz.relog.app.drill.rig.LoopDisk;
import kz.relog.app.drill.rig.Ports;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.JournalReport;
import kz.relog.journal.JournalVerifier;
import kz.relog.journal.Journals;
import kz.relog.journal.Remains;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import org.jspecify.annotations.Nullable;

/**
 * The canary drill: a real server in a process of its own, drivers with positions unlike any
 * other's; one of them is erased; then every place where anything of the drive could be is
 * searched. For one thread, used once.
 */
final class ProveErasure {
  private static final int FIXES = 240;
  private static final int FIXES_BEFORE = 180;
  private static final int OTHERS = 2;
  private static final int DISK_MEGABYTES = 384;
  private static final long DONE_MS_MAX = 120_000;

  private final Path folder;
  private final @Nullable LoopDisk disk;
  private final Path data;
  private final ProofTable table = new ProofTable();
  private final SplittableRandom random;
  private final Progress progress;

  /** Told what is being done. */
  interface Progress {
    void at(String what, int done, int all);
  }

  /**
   * A proof.
   *
   * @param folder empty; everything happens below it
   * @param disk holds the data folder, its raw image is searched too; null for none
   */
  ProveErasure(Path folder, @Nullable LoopDisk disk, long seed, Progress progress) {
    this.folder = folder;
    this.disk = disk;
    this.data = (disk == null ? folder : disk.root()).resolve("data");
    this.random = new SplittableRandom(seed);
    this.progress = progress;
  }

  /** A disk for the proof, if the machine gives one. */
  static LoopDisk disk(Path folder) throws IOException, InterruptedException {
    return new LoopDisk(folder.resolve("image"), folder.resolve("mounted"), DISK_MEGABYTES);
  }

  /** Runs it. */
  ProofTable run() throws IOException, InterruptedException {
    Ports ports = Ports.free();
    Path backup = folder.resolve("backup");
    Path vaultCopy = folder.resolve("vault.copy");
    Path dump = folder.resolve("heap.hprof");
    List<CanaryDrive> others = new ArrayList<>();
    List<Canary> canaries = new ArrayList<>();
    long subjectRef;
    progress.at("drive", 0, 7);
    try (ErasureProcess server = ErasureProcess.start(data, folder.resolve("orders"), ports);
        CanaryDrive erased =
            CanaryDrive.enrol(server, data, ports, "canary van", FIXES, random.split())) {
      canaries.add(erased.canary("position"));
      canaries.add(Canary.bytes("device secret", erased.device().identity().secret()));
      subjectRef = erased.subjectRef();
      for (int i = 0; i < OTHERS; i++) {
        others.add(CanaryDrive.enrol(server, data, ports, "van " + i, FIXES, random.split()));
        others.get(i).drive(FIXES_BEFORE);
      }
      erased.drive(FIXES_BEFORE);
      server.ask("feed");
      progress.at("backup", 1, 7);
      canaries.addAll(wrappedKeys(subjectRef));
      Backup copying = new Backup(data, Clock.systemUTC(), BackupProgress.NONE);
      copying.data(backup);
      copying.vault(vaultCopy);
      progress.at("erase", 2, 7);
      String ref = server.ask("erase " + subjectRef);
      table.must("erasure complete", server.awaitDone(ref, DONE_MS_MAX), "it was not done in time");
      for (CanaryDrive other : others) {
        other.drive(FIXES);
      }
      server.ask("feed");
      progress.at("heap dump", 3, 7);
      server.ask("dump " + dump);
      server.stop();
    } finally {
      for (CanaryDrive other : others) {
        other.close();
      }
    }
    progress.at("search", 4, 7);
    CanarySearch search = new CanarySearch(canaries);
    table.add("every file of the data folder", search.search(data));
    table.add("the erased list beside it", search.search(Settings.erasedListBeside(data)));
    // The secret answers ERASED for 30 days: it is in memory on purpose.
    table.add(
        "heap of the server, what can be reached (but the secret)",
        new CanarySearch(
                canaries.stream().filter(one -> !one.name().equals("device secret")).toList())
            .search(dump));
    Files.delete(dump);
    examine("data folder", data, subjectRef, others);
    progress.at("raw image", 5, 7);
    rawImage(search);
    progress.at("restore", 6, 7);
    restore(search, backup, vaultCopy, subjectRef, others);
    progress.at("done", 7, 7);
    return table;
  }

  /** The subject's keys as they stand in the vault: under the master key. */
  private List<Canary> wrappedKeys(long subjectRef) throws IOException {
    List<Canary> keys = new ArrayList<>();
    for (byte[] wrapped : VaultRows.wrappedKeys(data.resolve("vault.db"), subjectRef)) {
      keys.add(new Canary("key, as wrapped in the vault", List.of(wrapped)));
    }
    return keys;
  }

  private void rawImage(CanarySearch search) throws IOException, InterruptedException {
    if (disk == null) {
      table.add("raw image of the disk", "not", 0, "needs root, loop devices and mkfs.ext4");
      return;
    }
    disk.unmount();
    table.add("raw image of the disk (ext4)", search.search(folder.resolve("image")));
    disk.mount();
  }

  private void restore(
      CanarySearch search, Path backup, Path vaultCopy, long subjectRef, List<CanaryDrive> others)
      throws IOException {
    Path restored = folder.resolve("restored");
    Path key = data.resolve("master.key");
    new Restore(
            backup,
            vaultCopy,
            Settings.erasedListBeside(data),
            Files.exists(key) ? key : null,
            Clock.systemUTC(),
            BackupProgress.NONE)
        .into(restored);
    table.add("every file of the restored backup", search.search(restored));
    examine("restored backup", restored, subjectRef, others);
  }

  /** What only the product itself can tell: keys, rows, sections; and that all others are there. */
  private void examine(String where, Path of, long subjectRef, List<CanaryDrive> others) {
    try (Vault vault = Vaults.open(VaultConfig.below(of, null))) {
      table.add(where + ": keys of the subject", "vault", vault.keyMonths(subjectRef).size(), "");
      JournalReport report =
          JournalVerifier.verify(of.resolve("journal"), vault, (done, all) -> {});
      table.add(
          where + ": problems of the journal",
          report.entries() + " entries",
          report.problemCount(),
          report.problems().isEmpty() ? "" : report.problems().get(0).detail());
      try (Journal journal = Journals.open(JournalConfig.in(of.resolve("journal")).build(), vault);
          TrackArchive archive = TrackArchive.start(of.resolve("archive.db"), journal, vault)) {
        Remains remains = journal.findRemains(subjectRef, (done, all) -> {});
        table.add(
            where + ": sections that are not zeros",
            remains.zeroedSections() + " sections",
            remains.sealedSections() + remains.keptSections(),
            "");
        table.add(
            where + ": archive rows of the subject",
            "archive",
            archive.holds(kz.relog.journal.ErasedRange.whole(subjectRef)),
            "");
        for (CanaryDrive other : others) {
          int there = other.countIn(archive);
          int wanted = where.startsWith("restored") ? FIXES_BEFORE : FIXES;
          table.must(
              where + ": all facts of another driver as sent",
              there == wanted,
              there + " of " + wanted);
        }
      }
    }
  }

  /** A seed. */
  static long newSeed() {
    return new SecureRandom().nextLong() & 0xFFFF_FFFFL;
  }
}
