package kz.relog.device;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import kz.relog.device.disk.OwnerFiles;

/**
 * Counters in a small text file, so that one key can be used by run after run:
 *
 * <pre>
 * relog-device-state 1
 * next-counter: 1025
 * next-batch-seq: 65
 * </pre>
 *
 * <p>Each change is written to a neighbour file, forced, renamed over the old one, and the
 * directory is forced. A lock file beside it keeps a second process away; the content is compared
 * before each change, so that a sender which knows no locks is noticed as well.
 */
public final class FileCounterStore implements CounterStore {
  private static final String MAGIC = "relog-device-state 1";
  private static final String COUNTER = "next-counter: ";
  private static final String BATCH_SEQ = "next-batch-seq: ";

  private Path file;
  private FileChannel lockChannel;
  private FileLock lock;
  private long nextCounter;
  private long nextBatchSeq;

  private FileCounterStore(Path file, FileChannel lockChannel, FileLock lock) {
    this.file = file;
    this.lockChannel = lockChannel;
    this.lock = lock;
  }

  /** Where the counters of a key file are kept: beside it, with {@code .state} appended. */
  public static Path besideKey(Path keyFile) {
    return keyFile.resolveSibling(keyFile.getFileName() + ".state");
  }

  /**
   * Opens the file, or begins at 1 if there is none.
   *
   * @throws IOException if another process uses it, or its content is not the above: it is never
   *     guessed at, because a counter used twice breaks the sealing; a device that lost its state
   *     enrols anew
   */
  public static FileCounterStore open(Path file) throws IOException {
    FileChannel lockChannel = openLock(file);
    try {
      FileCounterStore store = new FileCounterStore(file, lockChannel, lock(file, lockChannel));
      long[] next = read(file);
      store.nextCounter = next[0];
      store.nextBatchSeq = next[1];
      return store;
    } catch (IOException e) {
      lockChannel.close();
      throw e;
    }
  }

  @Override
  public long nextCounter() {
    return nextCounter;
  }

  @Override
  public long nextBatchSeq() {
    return nextBatchSeq;
  }

  @Override
  public void reserve(long counterEnd, long batchSeqEnd) throws IOException {
    long[] now = read(file);
    if (now[0] != nextCounter || now[1] != nextBatchSeq) {
      throw new IOException(
          "another sender changed " + file + ": two senders must not share a key");
    }
    replace(counterEnd, batchSeqEnd);
    nextCounter = counterEnd;
    nextBatchSeq = batchSeqEnd;
  }

  @Override
  public void close(long unusedCounter, long unusedBatchSeq) throws IOException {
    try {
      if (lock.isValid() && (unusedCounter != nextCounter || unusedBatchSeq != nextBatchSeq)) {
        reserve(unusedCounter, unusedBatchSeq);
      }
    } finally {
      lockChannel.close();
    }
  }

  /** Gives the file another name, in place of what has it; the counters go on. */
  void rename(Path to) throws IOException {
    FileChannel channel = openLock(to);
    try {
      FileLock taken = lock(to, channel);
      OwnerFiles.move(file, to);
      file = to;
      lockChannel.close();
      lockChannel = channel;
      lock = taken;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Lets go of the file without a change to it. */
  void release() throws IOException {
    lockChannel.close();
  }

  private static FileChannel openLock(Path file) throws IOException {
    return FileChannel.open(
        file.resolveSibling(file.getFileName() + ".lock"),
        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        OwnerFiles.attributes());
  }

  private static FileLock lock(Path file, FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      // The same process holds it: the same answer.
    }
    throw new IOException(file + " is in use by another sender of this key");
  }

  private static long[] read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new long[] {1, 1};
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    if (lines.size() < 3
        || !lines.get(0).equals(MAGIC)
        || !lines.get(1).startsWith(COUNTER)
        || !lines.get(2).startsWith(BATCH_SEQ)) {
      throw damaged(file);
    }
    try {
      long counter = Long.parseLong(lines.get(1).substring(COUNTER.length()));
      long batchSeq = Long.parseLong(lines.get(2).substring(BATCH_SEQ.length()));
      if (counter < 1 || batchSeq < 1) {
        throw damaged(file);
      }
      return new long[] {counter, batchSeq};
    } catch (NumberFormatException e) {
      throw damaged(file);
    }
  }

  private static IOException damaged(Path file) {
    return new IOException(
        file
            + " is damaged; counters must never be guessed: enrol the device anew and delete the file");
  }

  private void replace(long counter, long batchSeq) throws IOException {
    String text = MAGIC + "\n" + COUNTER + counter + "\n" + BATCH_SEQ + batchSeq + "\n";
    OwnerFiles.replace(file, text.getBytes(StandardCharsets.US_ASCII));
  }
}
