package kz.relog.app.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kz.relog.app.RelogVersion;
import kz.relog.app.config.Settings;
import kz.relog.app.erase.ErasedListFile;
import kz.relog.journal.JournalCopy;
import kz.relog.journal.JournalFailure;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;

/**
 * Copies what a server keeps, also while it runs: records and archive by SQLite's backup, then the
 * journal, which so reaches at least as far as they do. Never a key: those are in the vault, which
 * is copied by itself and lives 30 days.
 */
public final class Backup {
  private static final int ATTEMPTS = 5;
  private static final List<String> DATABASES = List.of("admin.db", "archive.db");

  /** Small files of the records that are copied as they are. */
  private static final List<String> BESIDE = List.of("audit.head");

  private final Path data;
  private final Clock clock;
  private final BackupProgress progress;

  /** Of a data folder. */
  public Backup(Path data, Clock clock, BackupProgress progress) {
    this.data = data;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Copies the data without the vault.
   *
   * @param to a folder that does not exist or is empty
   * @throws BackupProblem if there is no data, or the folder is used
   */
  public void data(Path to) throws IOException {
    String vaultId = requireData();
    requireEmpty(to);
    Path making = to.resolveSibling(to.getFileName() + ".partial");
    Trees.delete(making);
    try {
      Files.createDirectories(making);
      long nowMs = clock.millis();
      ErasedListFile erased = ErasedListFile.read(data.resolve(Settings.ERASED_LIST), vaultId);
      JournalCopy.Copied journal = copy(making);
      List<BackupManifest.Part> parts = new ArrayList<>();
      for (Path file : Trees.files(making)) {
        parts.add(
            new BackupManifest.Part(
                making.relativize(file).toString(), Files.size(file), Hashes.of(file)));
      }
      new BackupManifest(
              BackupManifest.FORMAT,
              RelogVersion.text(),
              nowMs,
              vaultId,
              journal.firstSeq(),
              journal.lastSeq(),
              erased.lines().size(),
              erased.chain(),
              parts)
          .write(making);
      Files.deleteIfExists(to);
      Files.move(making, to);
    } finally {
      Trees.delete(making);
    }
  }

  /** Old files of the journal may go while we copy: then all is copied anew. */
  private JournalCopy.Copied copy(Path to) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return copyOnce(to);
      } catch (JournalFailure moved) {
        if (attempt == ATTEMPTS) {
          throw moved;
        }
        Trees.delete(to);
        Files.createDirectories(to);
      }
    }
  }

  private JournalCopy.Copied copyOnce(Path to) throws IOException {
    for (String name : BESIDE) {
      if (Files.exists(data.resolve(name))) {
        Files.copy(data.resolve(name), to.resolve(name));
      }
    }
    for (String name : DATABASES) {
      if (Files.exists(data.resolve(name))) {
        SqliteCopy.copy(
            data.resolve(name),
            to.resolve(name),
            (done, all) -> progress.onProgress(name, done, all));
      }
    }
    JournalCopy.Copied copied =
        JournalCopy.copy(
            data.resolve("journal"),
            to.resolve("journal"),
            (done, all) -> progress.onProgress("journal", done, all));
    long archived =
        SqliteCopy.number(to.resolve("archive.db"), "SELECT archived_seq FROM archive_state");
    if (copied.firstSeq() > archived + 1) {
      throw new JournalFailure(
          JournalFailure.Kind.IO, "old files were let go while the archive was copied", null);
    }
    return copied;
  }

  /**
   * Copies the vault alone.
   *
   * @param to a file that does not exist
   * @throws BackupProblem if there is no data, or the file exists
   */
  public void vault(Path to) throws IOException {
    requireData();
    if (Files.exists(to)) {
      throw new BackupProblem(to + " exists: name a new file");
    }
    try (Vault vault = Vaults.open(VaultConfig.below(data, null))) {
      VaultCopy.write(data.resolve("vault.db"), vault, to, clock.millis(), progress);
    }
  }

  private String requireData() throws IOException {
    Path id = data.resolve("journal").resolve("vault.id");
    if (!Files.exists(id) || !Files.exists(data.resolve("vault.db"))) {
      throw new BackupProblem(data + " is no data folder of a server");
    }
    return Files.readString(id).strip();
  }

  static void requireEmpty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> names = Files.list(folder)) {
        if (names.findAny().isPresent()) {
          throw new BackupProblem(folder + " exists and is not empty: name a new folder");
        }
      }
    }
  }
}
