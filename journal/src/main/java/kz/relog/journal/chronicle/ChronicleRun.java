package kz.relog.journal.chronicle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import kz.relog.journal.JournalDisk;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * The files that one run of the server writes: a Chronicle queue in a directory of its own. Owned
 * by the writer's thread.
 *
 * <p>Why a queue per run: Chronicle trusts what an earlier run left behind (its write lock, the
 * position of the end, a header page), and each of these can lie after a crash. A queue that only
 * ever sees files it has made itself has nothing to trust.
 *
 * <p>Why zeros are written ahead: a .cq4 is sparse, and a full disk turns a store into its mapped
 * pages into a signal. So blocks are allocated through a channel, where a full disk is an
 * exception, before Chronicle may touch them; a new file is made here and Chronicle finds it.
 * Overwriting allocated blocks also makes a force cheaper.
 *
 * <p>Why the name is a minute: Chronicle derives a file from the time. Our time stands still within
 * a file and moves on when we roll, never backwards, so a file is begun when we say.
 */
public final class ChronicleRun implements Closeable {

  /** What Chronicle may write beside one entry: two tables of 16 KiB and headers. */
  static final int TABLES_BYTES = 64 << 10;

  /** Blocks are allocated in strides of this size. */
  static final int STRIDE_BYTES = 1 << 20;

  /** Mapped at a time; an overlap of a quarter must hold the largest entry. */
  private static final int MAPPED_BYTES = 16 << 20;

  private static final int DOCUMENT_HEADER_BYTES = 4;
  private static final long MINUTE_MS = 60_000;
  private static final RollCycle ROLL_CYCLE = LegacyRollCycles.MINUTELY;
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern(ROLL_CYCLE.format()).withZone(ZoneOffset.UTC);

  private final Path directory;
  private final JournalDisk disk;
  private final ChronicleQueue queue;
  private final ExcerptAppender appender;
  private final ByteBuffer zeros = ByteBuffer.allocateDirect(STRIDE_BYTES);
  private volatile long cycleMs;
  private @Nullable FileChannel channel;
  private @Nullable Path file;
  private long allocated;
  private long end;
  private long entries;
  private long lastDocumentOffset;
  private boolean directoryDirty;

  /** Opens a queue in a directory that exists and is empty. */
  public ChronicleRun(Path directory, JournalDisk disk) {
    this.directory = directory;
    this.disk = disk;
    Jvm.setExceptionHandlers(new ChronicleLog(true), new ChronicleLog(false), null);
    this.queue =
        SingleChronicleQueueBuilder.binary(directory)
            .rollCycle(ROLL_CYCLE)
            .blockSize(MAPPED_BYTES)
            .timeProvider(() -> cycleMs)
            .build();
    this.appender = queue.createAppender();
    // Opened by one thread, written by another, closed by either after the writer has ended.
    appender.singleThreadedCheckDisabled(true);
  }

  /** The file being written; null before the first. */
  public @Nullable Path file() {
    return file;
  }

  /** Bytes written to the current file, nearly. */
  public long fileBytes() {
    return end;
  }

  /** Entries in the current file. */
  public long fileEntries() {
    return entries;
  }

  /** Whether an entry of this size fits what is allocated in the current file. */
  public boolean hasRoom(int entryBytes) {
    return channel != null && end + entryBytes + TABLES_BYTES <= allocated;
  }

  /**
   * Allocates until an entry of this size fits. False if the disk has no space; nothing has changed
   * then.
   */
  public boolean extend(int entryBytes) {
    while (!hasRoom(entryBytes)) {
      if (channel == null || !allocate(channel, allocated)) {
        return false;
      }
      allocated += STRIDE_BYTES;
    }
    return true;
  }

  /**
   * Forces the current file and begins the next one. False if the disk has no space for it: the
   * current one goes on.
   *
   * @throws IOException if forcing failed
   */
  public boolean startFile(long nowMs) throws IOException {
    long nextMs = Math.max(Math.floorDiv(nowMs, MINUTE_MS) * MINUTE_MS, cycleMs + MINUTE_MS);
    Path next = directory.resolve(NAME.format(Instant.ofEpochMilli(nextMs)) + ".cq4");
    FileChannel opened;
    try {
      opened =
          FileChannel.open(
              next,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
    } catch (IOException noInode) {
      return false;
    }
    if (!allocate(opened, 0)) {
      opened.close();
      Files.deleteIfExists(next);
      return false;
    }
    if (channel != null) {
      // In every mode: a mark that is written later vouches for this file too.
      disk.force(channel);
      channel.close();
    }
    cycleMs = nextMs;
    channel = opened;
    file = next;
    allocated = STRIDE_BYTES;
    end = 0;
    entries = 0;
    directoryDirty = true;
    return true;
  }

  private boolean allocate(FileChannel target, long offset) {
    try {
      disk.allocate(target, offset, zeros.clear());
      return true;
    } catch (IOException noSpace) {
      return false;
    }
  }

  /**
   * Appends an entry; there must be room for it.
   *
   * @throws IllegalStateException if Chronicle wrote elsewhere than agreed
   */
  public void append(byte[] array, int length) {
    try (DocumentContext document = appender.writingDocument()) {
      var bytes = document.wire().bytes();
      lastDocumentOffset = bytes.writePosition() - DOCUMENT_HEADER_BYTES;
      bytes.write(array, 0, length);
      end = bytes.writePosition();
    }
    if (entries == 0 && (file == null || !file.toFile().equals(appender.currentFile()))) {
      throw new IllegalStateException(
          "Chronicle writes to " + appender.currentFile() + ", not to " + file);
    }
    entries++;
  }

  /** Where the document of the last entry stands in the current file. */
  public long lastDocumentOffset() {
    return lastDocumentOffset;
  }

  /** Makes everything appended durable: the file, and its name. */
  public void force() throws IOException {
    if (channel != null) {
      disk.force(channel);
    }
    if (directoryDirty) {
      disk.forceDirectory(directory);
      directoryDirty = false;
    }
  }

  /**
   * Closes Chronicle, then cuts the current file behind what was written: the rest is only mapped
   * space.
   */
  @Override
  public void close() throws IOException {
    appender.close();
    queue.close();
    if (channel == null || file == null) {
      return;
    }
    try (FileChannel closing = channel) {
      if (entries == 0) {
        Files.deleteIfExists(file);
      } else {
        closing.truncate(findEnd(file));
      }
    }
  }

  /**
   * Behind the last entry only Chronicle's tables may follow, then one header of zeros, which we
   * keep.
   */
  private long findEnd(Path of) throws IOException {
    try (EntryFileWalk walk = new EntryFileWalk(of)) {
      walk.position((end + 3) & ~3L);
      walk.next();
      return walk.position() + 4;
    }
  }

  /** Releases everything and changes nothing: what a failed journal does. */
  public void abandon() throws IOException {
    appender.close();
    queue.close();
    if (channel != null) {
      channel.close();
    }
  }
}
