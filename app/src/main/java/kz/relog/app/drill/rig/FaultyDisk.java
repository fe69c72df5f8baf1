package kz.relog.app.drill.rig;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import kz.relog.journal.JournalDisk;

/**
 * The journal's seam to the disk, with faults: for machines on which no real disk can be hurt. Any
 * thread sets the faults, the journal's writer meets them.
 */
public final class FaultyDisk implements JournalDisk {
  private volatile boolean failing;
  private volatile boolean full;
  private volatile boolean still;

  /** A sound one. */
  public FaultyDisk() {}

  /** Whether forcing fails. */
  public void fail(boolean on) {
    failing = on;
  }

  /** Whether there is no space. */
  public void fill(boolean on) {
    full = on;
  }

  /** Whether forcing does not come to an end. */
  public void stand(boolean on) {
    still = on;
  }

  @Override
  public void force(FileChannel file) throws IOException {
    meet();
    JournalDisk.super.force(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    meet();
    JournalDisk.super.forceDirectory(directory);
  }

  @Override
  public void allocate(FileChannel file, long offset, ByteBuffer zeros) throws IOException {
    if (full) {
      throw new IOException("No space left on device (drill)");
    }
    JournalDisk.super.allocate(file, offset, zeros);
  }

  private void meet() throws IOException {
    while (still) {
      Pause.ms(1);
    }
    if (failing) {
      throw new IOException("Input/output error (drill)");
    }
  }
}
