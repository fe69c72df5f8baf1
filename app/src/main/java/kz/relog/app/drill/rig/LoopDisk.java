package kz.relog.app.drill.rig;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An ext4 file system of its own on a loop device, so that it can be hurt without hurting the
 * machine. Needs root, {@code mkfs.ext4}, {@code mount}, and for a power cut {@code perl} or {@code
 * python3}, because Java cannot call an ioctl. One thread.
 */
public final class LoopDisk implements AutoCloseable {
  /**
   * FS_IOC_SHUTDOWN with flag 2, NOLOGFLUSH: from now on nothing reaches the device, neither data
   * nor the file system's own journal; what was not forced before is gone, as when power is cut.
   */
  private static final String[][] SHUTDOWN = {
    {
      "perl",
      "-e",
      "open(F,'<',$ARGV[0]) or die $!; my $f=pack('L',2); ioctl(F,0x8004587D,$f) or die $!;"
    },
    {
      "python3",
      "-c",
      "import fcntl,os,struct,sys;"
          + "fcntl.ioctl(os.open(sys.argv[1],os.O_RDONLY),0x8004587D,struct.pack('I',2))"
    }
  };

  private final Path image;
  private final Path mountPoint;
  private boolean mounted;

  /**
   * Makes and mounts one.
   *
   * @param image the file behind it, sparse; made here
   * @param mountPoint an empty folder; made here
   * @param megabytes its size
   * @throws CannotRun if the machine does not allow it
   */
  public LoopDisk(Path image, Path mountPoint, int megabytes)
      throws IOException, InterruptedException {
    this.image = image;
    this.mountPoint = mountPoint;
    Shell.needRoot("to mount an ext4 file system on a loop device");
    Files.createDirectories(mountPoint);
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength((long) megabytes << 20);
    }
    Shell.must("mkfs.ext4", "-q", "-F", image.toString());
    mount();
    Leftovers.add(this);
  }

  /** Where it is mounted. */
  public Path root() {
    return mountPoint;
  }

  /** Mounts it again; the file system recovers as it does after a power cut. */
  public void mount() throws IOException, InterruptedException {
    Shell.Result result = Shell.run("mount", "-o", "loop", image.toString(), mountPoint.toString());
    if (!result.ok()) {
      throw new CannotRun("needs loop devices and the right to mount: " + result.output(), null);
    }
    mounted = true;
  }

  /** Cuts the power: when this returns, nothing more reaches the device. */
  public void cutPower() throws IOException, InterruptedException {
    for (String[] way : SHUTDOWN) {
      try {
        Shell.must(way[0], way[1], way[2], mountPoint.toString());
        return;
      } catch (CannotRun noSuchTool) {
        // The next way.
      }
    }
    throw new CannotRun("needs perl or python3 to call the ioctl FS_IOC_SHUTDOWN", null);
  }

  /** Stops all writing: who writes or forces waits until {@link #thaw}. */
  public void freeze() throws IOException, InterruptedException {
    Shell.must("fsfreeze", "-f", mountPoint.toString());
  }

  /** Lets writing go on. */
  public void thaw() throws IOException, InterruptedException {
    Shell.must("fsfreeze", "-u", mountPoint.toString());
  }

  /** Unmounts it, so that nothing of it stays in memory. No process may use it. */
  public void unmount() throws IOException, InterruptedException {
    for (int attempt = 0; mounted; attempt++) {
      Shell.Result result = Shell.run("umount", mountPoint.toString());
      if (result.ok()) {
        mounted = false;
      } else if (attempt == 50) {
        throw new IOException("cannot unmount: " + result.output());
      } else {
        Pause.ms(100); // a killed process is still letting go
      }
    }
  }

  /** Repairs the file system as a start script does; it must not be mounted. */
  public void repair() throws IOException, InterruptedException {
    Shell.Result result = Shell.run("fsck.ext4", "-y", image.toString());
    if (result.exit() > 2) { // 1 and 2 mean repaired
      throw new IOException("fsck.ext4 gave up: " + result.output());
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (mounted) {
        Shell.run("fsfreeze", "-u", mountPoint.toString());
        Shell.run("umount", "-l", mountPoint.toString());
      }
      Files.deleteIfExists(image);
      Leftovers.remove(this);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while unmounting " + mountPoint, e);
    }
  }
}
