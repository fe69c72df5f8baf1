package kz.relog.journal.log;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalDisk;
import kz.relog.journal.JournalFailure;
import kz.relog.journal.JournalFile;
import kz.relog.journal.JournalReader;
import kz.relog.journal.JournalVerifier.Progress;
import kz.relog.journal.JournalWriter;
import kz.relog.journal.Remains;
import kz.relog.journal.Vault;
import org.jspecify.annotations.Nullable;

/**
 * The open journal: what writer and readers share. The writer's thread changes it, every thread
 * reads it.
 */
final class LogJournal implements Journal, DurableSource {

  private final FileLock lock;
  private final Path directory;
  private final Vault vault;
  private final int boot;
  private volatile long firstSeq;
  private volatile long releasedBelow;
  private volatile boolean diskShort;
  private final CopyOnWriteArrayList<EntryFile> files;
  private final ErasedList erased;
  private final JournalDisk disk;
  private final RecentEntries recent;
  private final LogWriter writer;
  private volatile long durableSeq;
  private volatile long forcedSeq;
  private volatile long recoverySeq;
  private volatile @Nullable JournalFailure failure;
  private boolean closed;

  /** Takes over what opening has found. */
  LogJournal(Opening opening, FileLock lock, int boot, Scan scan) throws IOException {
    this.lock = lock;
    this.directory = opening.config().directory();
    this.vault = opening.vault();
    this.boot = boot;
    this.erased = scan.erased();
    this.disk = opening.config().disk();
    this.files = new CopyOnWriteArrayList<>(scan.files());
    this.firstSeq = files.isEmpty() ? scan.lastSeq() + 1 : files.get(0).firstSeq();
    this.durableSeq = scan.lastSeq();
    this.forcedSeq = scan.lastSeq();
    this.recoverySeq = scan.recoverySeq() == 0 ? firstSeq : scan.recoverySeq();
    this.recent = new RecentEntries(vault.destroyCount());
    this.writer = new LogWriter(this, opening, scan);
  }

  @Override
  public JournalWriter writer() {
    return writer;
  }

  @Override
  public JournalReader reader(long fromSeq) {
    return new LogReader(this, vault, Math.max(fromSeq, firstSeq));
  }

  @Override
  public int boot() {
    return boot;
  }

  @Override
  public long durableSeq() {
    return durableSeq;
  }

  @Override
  public long forcedSeq() {
    return forcedSeq;
  }

  @Override
  public long firstSeq() {
    return firstSeq;
  }

  @Override
  public long recoverySeq() {
    return recoverySeq;
  }

  @Override
  public boolean isErased(long subjectRef, int keyMonth) {
    return erased.covers(subjectRef, keyMonth);
  }

  @Override
  public List<ErasedRange> erasedRanges() {
    return erased.all();
  }

  @Override
  public boolean isErasedWhole(long subjectRef) {
    return erased.coversWhole(subjectRef);
  }

  @Override
  public long redact(Set<Long> subjectRefs, Progress progress) {
    try {
      return new Redaction(subjectRefs, vault, disk, erased, progress)
          .overwrite(List.copyOf(files), durableSeq);
    } catch (IOException failed) {
      throw new JournalFailure(
          JournalFailure.Kind.IO, "overwriting erased sections failed", failed);
    }
  }

  @Override
  public Remains findRemains(long subjectRef, Progress progress) {
    try {
      return new Redaction(Set.of(subjectRef), vault, disk, erased, progress)
          .look(List.copyOf(files), durableSeq);
    } catch (IOException failed) {
      throw new JournalFailure(
          JournalFailure.Kind.IO, "reading for erased sections failed", failed);
    }
  }

  @Override
  public ErasedList erased() {
    return erased;
  }

  @Override
  public List<JournalFile> files() {
    return describe(files, durableSeq);
  }

  static List<JournalFile> describe(List<EntryFile> files, long durableSeq) {
    List<JournalFile> described = new ArrayList<>();
    for (int i = 0; i < files.size() && files.get(i).firstSeq() <= durableSeq; i++) {
      EntryFile file = files.get(i);
      long next = i + 1 < files.size() ? files.get(i + 1).firstSeq() - 1 : durableSeq;
      described.add(
          new JournalFile(file.path(), file.boot(), file.firstSeq(), Math.min(next, durableSeq)));
    }
    return described;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public List<EntryFile> entryFiles() {
    return files;
  }

  @Override
  public RecentEntries recent() {
    return recent;
  }

  @Override
  public void release(long belowSeq) {
    releasedBelow = belowSeq;
  }

  @Override
  public boolean isDiskShort() {
    return diskShort;
  }

  @Override
  public Optional<JournalFailure> failure() {
    return Optional.ofNullable(failure);
  }

  /** Called by the writer when everything up to seq is durable. */
  void publish(long seq, long recovery) {
    recoverySeq = recovery == 0 ? firstSeq : recovery;
    durableSeq = seq;
  }

  /** Called by the writer when everything up to seq is forced. */
  void onForced(long seq) {
    forcedSeq = seq;
  }

  /** Called by the writer when the disk has come to be short of space, or is no longer. */
  void onDiskShort(boolean value) {
    if (diskShort != value) {
      diskShort = value;
    }
  }

  /**
   * Called by the writer: takes the files that may go out of the list. They are to be deleted once
   * the mark tells the new first entry. The last file always stays.
   */
  List<EntryFile> takeReleased() {
    long below = Math.min(releasedBelow, recoverySeq);
    List<EntryFile> gone = new ArrayList<>();
    while (files.size() > 1 && files.get(1).firstSeq() <= below) {
      gone.add(files.remove(0));
      firstSeq = files.get(0).firstSeq();
    }
    return gone;
  }

  /** Called by the writer before it writes the first entry of a file. */
  void onFileStarted(EntryFile file) {
    files.add(file);
  }

  /** Called by the writer once; from then on nothing becomes durable. */
  JournalFailure fail(JournalFailure cause) {
    failure = cause;
    return cause;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      writer.close();
    } finally {
      try {
        lock.acquiredBy().close();
      } catch (IOException releasedByTheSystemAnyway) {
        // The lock ends with the process at the latest.
      }
    }
  }
}
