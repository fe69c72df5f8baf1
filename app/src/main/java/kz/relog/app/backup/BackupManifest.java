package kz.relog.app.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a backup holds: {@code manifest.json} in its folder.
 *
 * @param format of the backup, {@value #FORMAT}
 * @param relog version of the product that made it
 * @param createdMs when it was begun, Unix epoch ms UTC
 * @param vaultId the vault whose keys open it
 * @param firstSeq first entry of the journal
 * @param lastSeq last entry
 * @param erasedCount erasures done when it was begun
 * @param erasedChain hash over the erased list then
 * @param files all files but this one
 */
record BackupManifest(
    int format,
    String relog,
    long createdMs,
    String vaultId,
    long firstSeq,
    long lastSeq,
    int erasedCount,
    String erasedChain,
    List<Part> files) {
  static final int FORMAT = 1;
  private static final String NAME = "manifest.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  BackupManifest {
    files = List.copyOf(files);
  }

  /** A file, its name relative to the backup's folder. */
  record Part(String name, long bytes, String sha256) {}

  void write(Path folder) throws IOException {
    JSON.writeValue(folder.resolve(NAME).toFile(), this);
  }

  /**
   * Reads it.
   *
   * @throws BackupProblem if there is none, it cannot be read, or a newer version made it
   */
  static BackupManifest read(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      throw new BackupProblem(folder + " is no backup: it has no " + NAME);
    }
    try {
      int format = JSON.readTree(file.toFile()).path("format").asInt();
      if (format > FORMAT) {
        throw new BackupProblem(
            "the backup in "
                + folder
                + " was made by a newer version (format "
                + format
                + "): restore it with that version");
      }
      return JSON.readValue(file.toFile(), BackupManifest.class);
    } catch (IOException unreadable) {
      throw new BackupProblem("the manifest of the backup in " + folder + " cannot be read");
    }
  }

  /**
   * Compares every file with its hash.
   *
   * @throws BackupProblem naming the first that differs
   */
  void check(Path folder, BackupProgress progress) throws IOException {
    long all = files.stream().mapToLong(Part::bytes).sum();
    long done = 0;
    for (Part part : files) {
      Path file = folder.resolve(part.name);
      if (!Files.exists(file) || !Hashes.of(file).equals(part.sha256)) {
        throw new BackupProblem(
            "the backup in " + folder + " is damaged: " + part.name + " is missing or altered");
      }
      done += part.bytes;
      progress.onProgress("check", done, all);
    }
  }
}
