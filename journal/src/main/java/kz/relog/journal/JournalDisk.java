package kz.relog.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the journal asks of the disk where an answer can fail: the seam for tests and drills
 * (failing force, full disk, slow disk). Called by the writer's thread and, while the journal
 * opens, by the opening one. The default methods do the real thing.
 */
public interface JournalDisk {

  /** The real disk. */
  JournalDisk REAL = new JournalDisk() {};

  /** Makes a file's content and size durable. An exception is fatal for the journal. */
  default void force(FileChannel file) throws IOException {
    file.force(false);
  }

  /** Makes the names in a directory durable. An exception is fatal for the journal. */
  default void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Allocates blocks for part of a file by writing zeros. An exception means that the space is not
   * there: a refusal, not a failure.
   *
   * @param zeros bytes to write, from its position to its limit
   */
  default void allocate(FileChannel file, long offset, ByteBuffer zeros) throws IOException {
    long at = offset;
    while (zeros.hasRemaining()) {
      at += file.write(zeros, at);
    }
  }
}
