package kz.relog.ingest.kit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.Semaphore;
import kz.relog.journal.JournalDisk;

/** A disk that a test can stop, break or fill. Thread-safe. */
public final class GatedDisk implements JournalDisk {

  private final Semaphore gate = new Semaphore(1);
  private volatile boolean broken;
  private volatile boolean full;

  /** Every force waits from now on. */
  public void shut() {
    gate.acquireUninterruptibly();
  }

  /** They go on. */
  public void reopen() {
    gate.release();
  }

  /** Whether a force waits. */
  public boolean isWaitedFor() {
    return gate.hasQueuedThreads();
  }

  /** Every force fails from now on. */
  public void breakDown() {
    broken = true;
  }

  /** Whether there is no space for more. */
  public void full(boolean value) {
    full = value;
  }

  @Override
  public void force(FileChannel file) throws IOException {
    if (broken) {
      throw new IOException("the disk is broken");
    }
    gate.acquireUninterruptibly();
    gate.release();
    JournalDisk.super.force(file);
  }

  @Override
  public void allocate(FileChannel file, long offset, ByteBuffer zeros) throws IOException {
    if (full) {
      throw new IOException("no space left on device");
    }
    JournalDisk.super.allocate(file, offset, zeros);
  }
}
