package kz.relog.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.relog.journal.JournalDisk;
import org.jspecify.annotations.Nullable;

/**
 * Names in a journal's directory.
 *
 * <pre>
 *   lock           held while the journal is open
 *   vault.id       the vault it belongs to
 *   boot           number of the last run
 *   durable.mark   where the journal ends at least
 *   erased         what all ERASE entries cover
 *   reserve        zeros, given up when a full disk must still take an essential entry
 *   00478123/      one run, named by its boot number
 *     20261122-2300.cq4, 20261122-2400.cq4, …   its entries
 *     metadata.cq4t                             Chronicle's own, of no use after the run
 * </pre>
 */
record Layout(Path directory) {

  private static final Pattern RUN = Pattern.compile("[0-9]{8}");
  private static final String ENTRY_FILE = ".cq4";

  Path lock() {
    return directory.resolve("lock");
  }

  Path vaultId() {
    return directory.resolve("vault.id");
  }

  Path boot() {
    return directory.resolve("boot");
  }

  Path mark() {
    return directory.resolve("durable.mark");
  }

  Path erased() {
    return directory.resolve("erased");
  }

  Path reserve() {
    return directory.resolve("reserve");
  }

  Path run(int boot) {
    return directory.resolve("%08d".formatted(boot));
  }

  static int bootOf(Path runDirectory) {
    return Integer.parseInt(runDirectory.getFileName().toString());
  }

  /** Boot number of the run that wrote a file of entries. */
  static int bootOfEntryFile(Path file) {
    return Integer.parseInt(file.getName(file.getNameCount() - 2).toString());
  }

  /** Directories of runs, oldest first. */
  List<Path> runs() throws IOException {
    try (Stream<Path> names = Files.list(directory)) {
      return names
          .filter(name -> RUN.matcher(name.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  /** Files of entries, oldest first. */
  List<Path> entryFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path run : runs()) {
      try (Stream<Path> names = Files.list(run)) {
        names.filter(name -> name.toString().endsWith(ENTRY_FILE)).sorted().forEach(files::add);
      }
    }
    return files;
  }

  /** The text of a small file, null if there is none. */
  static @Nullable String findText(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.US_ASCII).strip() : null;
  }

  /** Replaces a small file as a whole, durably. */
  void putText(Path file, String text, JournalDisk disk) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            written,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII)));
      disk.force(channel);
    }
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    disk.forceDirectory(directory);
  }
}
