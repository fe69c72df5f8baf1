package kz.relog.journal.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kz.relog.journal.JournalFailure;
import kz.relog.journal.JournalFile;
import kz.relog.journal.JournalReader;
import kz.relog.journal.Vault;
import org.jspecify.annotations.Nullable;

/** A journal looked at from outside: no lock, no change, up to the last whole entry there is. */
public final class Offline implements DurableSource {

  private final Path directory;
  private final Scan scan;

  private Offline(Path directory, Scan scan) {
    this.directory = directory;
    this.scan = scan;
  }

  /**
   * Looks at a directory. Throws JournalFailure if there is no journal, or promised entries are
   * missing or altered.
   */
  public static Offline look(Path directory) {
    Layout layout = new Layout(directory);
    if (!Files.isDirectory(directory)) {
      throw new JournalFailure(JournalFailure.Kind.IO, "there is no directory " + directory, null);
    }
    try {
      DurableMark mark = Files.exists(layout.mark()) ? DurableMark.read(layout.mark()) : null;
      return new Offline(directory, Scan.of(layout, mark, null));
    } catch (IOException failed) {
      throw new JournalFailure(
          JournalFailure.Kind.IO,
          "cannot read the journal in " + directory + ": " + failed,
          failed);
    }
  }

  /** A reader of all entries that are there. */
  public JournalReader reader(long fromSeq, @Nullable Vault vault) {
    long firstSeq = scan.files().isEmpty() ? 1 : scan.files().get(0).firstSeq();
    return new LogReader(this, vault, Math.max(fromSeq, firstSeq));
  }

  /** The files with entries. */
  public List<JournalFile> files() {
    return LogJournal.describe(scan.files(), durableSeq());
  }

  /** The highest durable position that the mark or a header tells. */
  public long promisedSeq() {
    return scan.durableSeq();
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public long durableSeq() {
    return scan.lastSeq();
  }

  @Override
  public List<EntryFile> entryFiles() {
    return scan.files();
  }

  @Override
  public ErasedList erased() {
    return scan.erased();
  }

  @Override
  public @Nullable RecentEntries recent() {
    return null;
  }
}
