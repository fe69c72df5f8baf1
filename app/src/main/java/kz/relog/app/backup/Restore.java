package kz.relog.app.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import kz.relog.app.config.Settings;
import kz.relog.app.erase.ErasedListFile;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import org.jspecify.annotations.Nullable;

/**
 * Brings a backup back into a new data folder: checks it, puts the vault's copy beside it, and
 * erases again what the erased list says was erased since. The folder appears under its name only
 * when all of that is done.
 */
public final class Restore {
  private final Path from;
  private final Path vaultCopy;
  private final Path erasedList;
  private final @Nullable Path keyFile;
  private final Clock clock;
  private final BackupProgress progress;

  /**
   * A restore.
   *
   * @param from the backup's folder
   * @param vaultCopy made by {@code relog backup --vault}, not before the backup
   * @param erasedList the current one
   * @param keyFile the master key; null if it is in the environment
   */
  public Restore(
      Path from,
      Path vaultCopy,
      Path erasedList,
      @Nullable Path keyFile,
      Clock clock,
      BackupProgress progress) {
    this.from = from;
    this.vaultCopy = vaultCopy;
    this.erasedList = erasedList;
    this.keyFile = keyFile;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Restores.
   *
   * @param to a folder that does not exist or is empty
   * @return how many erasures were done again
   * @throws BackupProblem with the reason; nothing is left
   */
  public int into(Path to) throws IOException {
    BackupManifest manifest = BackupManifest.read(from);
    if (!Files.exists(erasedList)) {
      throw new BackupProblem(
          "there is no erased list "
              + erasedList
              + ": without it what was erased would come back; it is beside the data folder or"
              + " where erased.list.copy says");
    }
    if (!Files.exists(vaultCopy)) {
      throw new BackupProblem("there is no vault copy " + vaultCopy);
    }
    Backup.requireEmpty(to);
    manifest.check(from, progress);
    Path making = to.resolveSibling(to.getFileName() + ".partial");
    Trees.delete(making);
    try {
      Files.createDirectories(
          making,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      int erased = build(manifest, making);
      Files.deleteIfExists(to);
      Files.move(making, to);
      return erased;
    } finally {
      Trees.delete(making);
    }
  }

  private int build(BackupManifest manifest, Path making) throws IOException {
    VaultCopy.Head head = VaultCopy.read(vaultCopy, making.resolve("vault.db"), clock.millis());
    Files.setPosixFilePermissions(
        making.resolve("vault.db"), PosixFilePermissions.fromString("rw-------"));
    if (!head.vaultId().equals(manifest.vaultId())) {
      throw new BackupProblem("the vault copy " + vaultCopy + " is of another installation");
    }
    if (head.createdMs() < manifest.createdMs()) {
      throw new BackupProblem(
          "the vault copy "
              + vaultCopy
              + " is older than the backup, which it could not open: take the one made with it or"
              + " after it");
    }
    for (BackupManifest.Part part : manifest.files()) {
      Trees.copyInto(from.resolve(part.name()), making, part.name());
    }
    if (keyFile != null) {
      Files.copy(keyFile, making.resolve("master.key"));
      Files.setPosixFilePermissions(
          making.resolve("master.key"), PosixFilePermissions.fromString("rw-------"));
    }
    // Refuses a wrong or missing master key in its own words.
    try (Vault vault = Vaults.open(VaultConfig.below(making, null))) {
      VaultCopy.authenticate(vaultCopy, head, vault);
      return apply(manifest, making, vault);
    }
  }

  private int apply(BackupManifest manifest, Path making, Vault vault) throws IOException {
    ErasedListFile list = ErasedListFile.read(erasedList, vault.id());
    if (list.lines().size() < manifest.erasedCount()) {
      throw new BackupProblem(
          "the erased list "
              + erasedList
              + " is stale: it knows "
              + list.lines().size()
              + " erasures, the backup "
              + manifest.erasedCount());
    }
    if (!list.chainAt(manifest.erasedCount()).equals(manifest.erasedChain())) {
      throw new BackupProblem(
          "the erased list "
              + erasedList
              + " does not continue the one that the backup was made with");
    }
    Trees.copyInto(erasedList, making, Settings.ERASED_LIST);
    List<Long> devices = Applying.devices(making);
    List<ErasedRange> ranges = list.rangesOf(vault, vault.subjectRefs(), devices);
    return new Applying(making, vault, clock, progress).apply(ranges);
  }
}
