package kz.relog.journal.log;

import static kz.relog.journal.EntryHeaderDescriptor.*;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.JournalFailure;
import kz.relog.journal.JournalWriter;
import kz.relog.journal.SyncMode;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultFailure;
import kz.relog.journal.chronicle.ChronicleRun;
import kz.relog.journal.entry.CipherCache;
import kz.relog.journal.entry.EntryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one writer. Owned by the sequencer's thread. */
final class LogWriter implements JournalWriter {

  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
  private static final long MARK_EVERY_MS = 1000;

  /** How long a short disk is left alone before it is asked again. */
  private static final long RETRY_EVERY_MS = 250;

  private final LogJournal journal;
  private final JournalConfig config;
  private final Clock clock;
  private final Vault vault;
  private final CipherCache ciphers;
  private final EntryBuilder builder = new EntryBuilder();
  private final Space space;
  private final ChronicleRun run;
  private final FileChannel markChannel;
  private final Path erasedFile;

  private boolean begun;
  private long committedSeq;

  /**
   * What the disk has; with {@link SyncMode#OS} it lags behind what is published, and only this may
   * stand in headers and mark.
   */
  private long forcedSeq;

  private int committedHeaderCrc;
  private long committedOpenBeginSeq;
  private long committedRecoverySeq;
  private boolean rollDue;
  private long rollAtMs;
  private boolean diskShort;
  private boolean keysPrepared;
  private long retryAtMs;
  private long markWrite;
  private long markedSeq = -1;
  private long markedAtMs;
  private boolean closed;

  /** Keys destroyed when the builder was scrubbed last. */
  private long scrubbedCount;

  LogWriter(LogJournal journal, Opening opening, Scan scan) throws IOException {
    this.journal = journal;
    this.config = opening.config();
    this.clock = config.clock();
    this.vault = opening.vault();
    this.ciphers = new CipherCache(vault);
    this.scrubbedCount = vault.destroyCount();
    this.space = new Space(opening.layout().reserve(), config.reserveBytes(), config.disk());
    this.erasedFile = opening.layout().erased();
    this.committedSeq = scan.lastSeq();
    this.forcedSeq = committedSeq;
    this.committedHeaderCrc = scan.lastHeaderCrc();
    this.committedRecoverySeq = scan.recoverySeq();
    this.markWrite = opening.lastMarkWrite();
    this.markChannel =
        FileChannel.open(
            opening.layout().mark(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    mark(clock.millis());
    diskShort = !space.hold();
    if (diskShort && !space.probe()) {
      throw new JournalFailure(
          JournalFailure.Kind.IO,
          "the disk is full: free some space below %s and start again"
              .formatted(config.directory()),
          null);
    }
    this.run = new ChronicleRun(opening.layout().run(journal.boot()), config.disk());
    startFile(clock.millis());
  }

  @Override
  public void begin(
      EntryKind kind,
      EntrySource source,
      long receivedMs,
      long deviceRef,
      long keyId,
      long packetCounter,
      long batchSeq,
      int held) {
    checkUsable();
    builder.begin(kind, source, receivedMs, deviceRef, keyId, packetCounter, batchSeq, held);
    begun = true;
  }

  @Override
  public void section(
      long subjectRef, int keyMonth, int purposeMask, byte[] plain, int offset, int length) {
    checkBegun();
    builder.section(subjectRef, keyMonth, purposeMask, plain, offset, length);
  }

  @Override
  public void refused(int fixes) {
    checkBegun();
    builder.refused(fixes);
  }

  @Override
  public void prepareKey(long subjectRef, int keyMonth) {
    checkUsable();
    try {
      ciphers.forSealing(subjectRef, keyMonth);
      keysPrepared = true;
    } catch (VaultFailure failed) {
      throw fail(JournalFailure.Kind.VAULT, "no key to seal with: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void markCheckpoint() {
    checkBegun();
    if (committedOpenBeginSeq == 0) {
      throw new IllegalStateException("no checkpoint was begun");
    }
    builder.addFlags(FLAG_CHECKPOINT_STATE);
  }

  @Override
  public long commit() {
    checkBegun();
    int entryBytes = builder.entryBytes();
    if (!hasRoom(entryBytes) && !makeRoom(entryBytes)) {
      return DISK_SHORT;
    }
    begun = false;
    long seq = committedSeq + 1;
    try {
      byte[] entry = builder.finish(seq, journal.boot(), forcedSeq, ciphers);
      run.append(entry, entryBytes);
      journal.recent().put(entry, builder.plain(), builder.plainBytes(), run.lastDocumentOffset());
      journal.erased().onEntry(entry, 0);
      committedSeq = seq;
      committedHeaderCrc = headerCrc(entry, 0);
      return seq;
    } catch (VaultFailure failed) {
      throw fail(JournalFailure.Kind.VAULT, "no key to seal with: " + failed.getMessage(), failed);
    } catch (RuntimeException | InternalError failed) {
      throw fail(JournalFailure.Kind.IO, "appending entry " + seq + " failed", failed);
    }
  }

  @Override
  public long checkpointBegin(long nowMs) {
    long seq = commitCheckpoint(nowMs, FLAG_CHECKPOINT_BEGIN);
    if (seq > 0) {
      committedOpenBeginSeq = seq;
    }
    return seq;
  }

  @Override
  public long checkpointEnd(long nowMs) {
    if (committedOpenBeginSeq == 0) {
      throw new IllegalStateException("no checkpoint was begun");
    }
    long seq = commitCheckpoint(nowMs, FLAG_CHECKPOINT_END);
    if (seq > 0) {
      committedRecoverySeq = committedOpenBeginSeq;
      committedOpenBeginSeq = 0;
    }
    return seq;
  }

  private long commitCheckpoint(long nowMs, int flag) {
    begin(EntryKind.CHECKPOINT, EntrySource.SERVER, nowMs, 0);
    builder.addFlags(flag);
    return commit();
  }

  @Override
  public long nextSeq() {
    return committedSeq + 1;
  }

  @Override
  public void sync() {
    checkUsable();
    forgetDestroyed();
    try {
      long nowMs = clock.millis();
      if (committedSeq > journal.durableSeq()) {
        if (!flushKeys()) {
          // What the keys seal is in the file, but nobody could read it: it stays unpublished.
          journal.onDiskShort(true);
          return;
        }
        if (config.sync() == SyncMode.ALWAYS) {
          force();
        }
        writeErased();
        journal.publish(committedSeq, committedRecoverySeq);
      } else if (keysPrepared) {
        flushKeys();
      }
      journal.onDiskShort(diskShort);
      rollDue = rollDue || (nowMs >= rollAtMs && run.fileEntries() > 0);
      // A clock that was set back must not stop the mark.
      if (markedSeq != committedSeq
          && (nowMs >= markedAtMs + MARK_EVERY_MS || nowMs < markedAtMs)) {
        if (forcedSeq != committedSeq) {
          force();
        }
        List<EntryFile> released = journal.takeReleased();
        mark(nowMs);
        remove(released);
      }
    } catch (VaultFailure failed) {
      throw fail(
          JournalFailure.Kind.VAULT,
          "the vault could not store keys: " + failed.getMessage(),
          failed);
    } catch (IOException | RuntimeException | InternalError failed) {
      throw fail(JournalFailure.Kind.IO, "the disk did not take entry " + committedSeq, failed);
    }
  }

  /** What destroyed keys have sealed must not stay in clear, nor the keys. */
  private void forgetDestroyed() {
    long destroyed = vault.destroyCount();
    journal.recent().forgetIfDestroyed(destroyed);
    // The ciphers notice by themselves when one is asked for, perhaps before this: so a count of
    // our own.
    ciphers.dropIfDestroyed();
    if (scrubbedCount != destroyed && !begun) {
      builder.scrub();
      scrubbedCount = destroyed;
    }
  }

  /** What may be gone is known for good before the ERASE that says so is. */
  private void writeErased() throws IOException {
    if (journal.erased().hasUnwritten()) {
      force();
      journal.erased().write(erasedFile, config.directory(), config.disk());
    }
  }

  private void force() throws IOException {
    run.force();
    forcedSeq = committedSeq;
    journal.onForced(forcedSeq);
  }

  /** False when the disk is full, the reserve given up, and there is still no space for a key. */
  private boolean flushKeys() {
    boolean flushed = vault.flush() || (space.release() && vault.flush());
    keysPrepared = keysPrepared && !flushed;
    return flushed;
  }

  /**
   * Deletes files that the mark no longer speaks of, away from this thread: a large file takes a
   * while. What a crash leaves of them goes at the next start.
   */
  private void remove(List<EntryFile> released) {
    if (!released.isEmpty()) {
      CompletableFuture.runAsync(() -> new Removal(config.directory(), config.disk()).of(released))
          .exceptionally(
              failed -> {
                LOG.warn(
                    "journal: {} old files could not be deleted; the next start tries again",
                    released.size(),
                    failed);
                return null;
              });
    }
  }

  private boolean hasRoom(int entryBytes) {
    return !rollDue
        && !diskShort
        && run.hasRoom(entryBytes)
        && run.fileBytes() + entryBytes <= config.fileBytesMax();
  }

  /** Finds room for an entry by a new file, more blocks, and, for an essential one, the reserve. */
  private boolean makeRoom(int entryBytes) {
    boolean essential = builder.isEssential();
    long nowMs = clock.millis();
    if (diskShort && !essential && nowMs < retryAtMs && nowMs >= retryAtMs - RETRY_EVERY_MS) {
      return false;
    }
    if (essential || space.hold()) {
      boolean roll =
          rollDue || run.file() == null || run.fileBytes() + entryBytes > config.fileBytesMax();
      boolean found =
          (roll && startFile(nowMs) && run.extend(entryBytes)) || run.extend(entryBytes);
      if (!found && essential && space.release()) {
        found =
            run.file() == null
                ? startFile(nowMs) && run.extend(entryBytes)
                : run.extend(entryBytes);
      }
      if (found) {
        diskShort = diskShort && essential;
        return true;
      }
    }
    diskShort = true;
    retryAtMs = nowMs + RETRY_EVERY_MS;
    return false;
  }

  private boolean startFile(long nowMs) {
    try {
      if (!run.startFile(nowMs)) {
        return false;
      }
    } catch (IOException failed) {
      throw fail(JournalFailure.Kind.IO, "the disk did not take the end of a file", failed);
    }
    rollDue = false;
    long periodMs = config.rollEvery().toMillis();
    rollAtMs = (Math.floorDiv(nowMs, periodMs) + 1) * periodMs;
    Path file = run.file();
    if (file != null) {
      journal.onFileStarted(new EntryFile(file, journal.boot(), committedSeq + 1));
    }
    return true;
  }

  private void mark(long nowMs) throws IOException {
    markWrite++;
    new DurableMark(
            markWrite,
            committedSeq,
            committedHeaderCrc,
            journal.boot(),
            journal.firstSeq(),
            committedRecoverySeq,
            committedOpenBeginSeq)
        .writeTo(markChannel);
    config.disk().force(markChannel);
    markedSeq = committedSeq;
    markedAtMs = nowMs;
  }

  private void checkBegun() {
    checkUsable();
    if (!begun) {
      throw new IllegalStateException("no entry was begun");
    }
  }

  private void checkUsable() {
    journal.failure().ifPresent(LogWriter::rethrow);
    if (closed) {
      throw new JournalFailure(JournalFailure.Kind.CLOSED, "the journal is closed", null);
    }
  }

  private static void rethrow(JournalFailure earlier) {
    throw new JournalFailure(
        earlier.kind(), "the journal has failed before: " + earlier.getMessage(), earlier);
  }

  private JournalFailure fail(JournalFailure.Kind kind, String what, Throwable cause) {
    return journal.fail(
        new JournalFailure(
            kind,
            "%s; nothing after entry %d is promised. Free or repair the disk, then run: relog journal verify %s"
                .formatted(what, journal.durableSeq(), config.directory()),
            cause));
  }

  private void syncOrAbandon() throws IOException {
    try {
      sync();
    } catch (JournalFailure failed) {
      run.abandon();
      throw failed;
    }
  }

  /** Called once, by the journal. */
  void close() {
    try {
      if (journal.failure().isPresent()) {
        run.abandon();
        return;
      }
      syncOrAbandon();
      if (journal.durableSeq() < committedSeq) {
        // Their keys found no space; they were never promised, and the next start cuts them off.
        run.abandon();
        return;
      }
      run.force();
      forcedSeq = committedSeq;
      mark(clock.millis());
      run.close();
    } catch (IOException failed) {
      throw fail(JournalFailure.Kind.IO, "closing failed", failed);
    } finally {
      closed = true;
      ciphers.clear();
      try {
        markChannel.close();
      } catch (IOException forcedBefore) {
        // What was marked has been forced.
      }
    }
  }
}
