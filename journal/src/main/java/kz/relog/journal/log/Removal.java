package kz.relog.journal.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kz.relog.journal.JournalDisk;

/** Deletes files of entries that were let go, and directories of runs that hold no other. */
record Removal(Path directory, JournalDisk disk) {

  /** Deletes what is still there. Any thread. */
  void of(List<EntryFile> files) {
    try {
      for (EntryFile file : files) {
        Files.deleteIfExists(file.path());
        Path run = new Layout(directory).run(file.boot());
        if (Files.isDirectory(run) && !holdsEntries(run)) {
          removeRun(run);
        }
      }
      disk.forceDirectory(directory);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static boolean holdsEntries(Path run) throws IOException {
    try (Stream<Path> names = Files.list(run)) {
      return names.anyMatch(name -> name.toString().endsWith(".cq4"));
    }
  }

  /** A run whose files were all let go is over: the file being written never is. */
  private static void removeRun(Path run) throws IOException {
    List<Path> names;
    try (Stream<Path> listed = Files.list(run)) {
      names = listed.toList();
    }
    for (Path leftOver : names) {
      Files.delete(leftOver);
    }
    Files.delete(run);
  }
}
