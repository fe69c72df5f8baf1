package kz.relog.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import kz.relog.journal.JournalDisk;

/**
 * The reserve: a file of zeros that holds disk space for what must get through when the disk is
 * full. Owned by the writer's thread.
 *
 * <p>While the reserve stands, ordinary entries may use the rest of the disk. When that is gone
 * they are refused, and essential ones release the reserve. Ordinary entries are taken again only
 * when the reserve could be made anew.
 */
final class Space {

  private static final int STRIDE_BYTES = 1 << 20;

  private final Path file;
  private final long bytes;
  private final JournalDisk disk;
  private boolean held;

  Space(Path file, long bytes, JournalDisk disk) {
    this.file = file;
    this.bytes = bytes;
    this.disk = disk;
  }

  /**
   * Makes the reserve if it is not whole. False if the disk has no space for it; what was made of
   * it is given back.
   */
  boolean hold() {
    if (held) {
      return true;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocateDirect(STRIDE_BYTES);
      for (long at = channel.size(); at < bytes; at += STRIDE_BYTES) {
        zeros.clear().limit((int) Math.min(STRIDE_BYTES, bytes - at));
        disk.allocate(channel, at, zeros);
      }
      held = true;
    } catch (IOException noSpace) {
      release();
    }
    return held;
  }

  /** Whether there is space at all for Chronicle's small tables, which it maps and so must find. */
  boolean probe() {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      disk.allocate(channel, 0, ByteBuffer.allocateDirect(STRIDE_BYTES));
      return true;
    } catch (IOException noSpace) {
      return false;
    } finally {
      release();
    }
  }

  /** Gives the reserved space back to the disk. Returns whether there was any. */
  boolean release() {
    held = false;
    try {
      return Files.deleteIfExists(file);
    } catch (IOException failed) {
      return false;
    }
  }
}
