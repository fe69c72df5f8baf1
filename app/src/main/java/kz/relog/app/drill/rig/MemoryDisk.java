package kz.relog.app.drill.rig;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in memory, which can be filled to its last byte. Needs root to mount it. */
public final class MemoryDisk implements AutoCloseable {
  private static final int STRIDE_BYTES = 64 << 10;

  private final Path mountPoint;

  /**
   * Mounts one.
   *
   * @param mountPoint an empty folder; made here
   * @throws CannotRun if the machine does not allow it
   */
  public MemoryDisk(Path mountPoint, int megabytes) throws IOException, InterruptedException {
    this.mountPoint = mountPoint;
    Shell.needRoot("to mount a small file system in memory");
    Files.createDirectories(mountPoint);
    Shell.Result result =
        Shell.run(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=" + megabytes + "m",
            "tmpfs",
            mountPoint.toString());
    if (!result.ok()) {
      throw new CannotRun("needs the right to mount: " + result.output(), null);
    }
    Leftovers.add(this);
  }

  /** Where it is mounted. */
  public Path root() {
    return mountPoint;
  }

  /** Fills it until not a byte more fits. */
  public void fill() throws IOException {
    byte[] stride = new byte[STRIDE_BYTES];
    try (OutputStream out = Files.newOutputStream(ballast())) {
      while (true) {
        out.write(stride);
      }
    } catch (IOException full) {
      if (!Files.exists(ballast())) {
        throw full;
      }
    }
  }

  /** Gives back what {@link #fill} took. */
  public void free() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return mountPoint.resolve("ballast");
  }

  @Override
  public void close() throws IOException {
    try {
      Shell.run("umount", "-l", mountPoint.toString());
      Leftovers.remove(this);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while unmounting " + mountPoint, e);
    }
  }
}
