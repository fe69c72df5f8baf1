package kz.relog.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a journal is to be opened.
 *
 * @param directory where it lives; made if absent
 * @param sync what a durable position promises
 * @param rollEvery age at which a new file is begun, whole minutes, 1 minute to 1 day
 * @param fileBytesMax size at which a new file is begun, 4 MiB to 64 GiB
 * @param reserveBytes disk space kept aside for entries that must get through on a full disk, 4 MiB
 *     to 64 GiB
 * @param clock tells when to begin a file, and the boot number
 * @param cipherProvider the JCA provider that seals and opens, null for the platform's preferred
 *     one
 * @param disk the seam to the disk
 */
public record JournalConfig(
    Path directory,
    SyncMode sync,
    Duration rollEvery,
    long fileBytesMax,
    long reserveBytes,
    Clock clock,
    @Nullable Provider cipherProvider,
    JournalDisk disk) {

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  /**
   * Checks the values. Throws IllegalArgumentException that names every problem found, not only the
   * first.
   */
  public JournalConfig {
    List<String> problems = new ArrayList<>();
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      problems.add("directory " + directory + " is not a directory");
    }
    if (rollEvery.compareTo(Duration.ofMinutes(1)) < 0
        || rollEvery.compareTo(Duration.ofDays(1)) > 0
        || rollEvery.toMillis() % 60_000 != 0) {
      problems.add("rollEvery " + rollEvery + " is not whole minutes from PT1M to PT24H");
    }
    // A file must hold the largest entry and Chronicle's own tables with room to spare.
    if (fileBytesMax < 4 * MIB || fileBytesMax > 64 * GIB) {
      problems.add("fileBytesMax " + fileBytesMax + " is not from 4 MiB to 64 GiB");
    }
    if (reserveBytes < 4 * MIB || reserveBytes > 64 * GIB) {
      problems.add("reserveBytes " + reserveBytes + " is not from 4 MiB to 64 GiB");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("journal configuration: " + String.join("; ", problems));
    }
  }

  /**
   * A builder with the defaults: ALWAYS, a file per hour and GiB, 64 MiB in reserve, the system's
   * clock, the real disk.
   */
  public static Builder in(Path directory) {
    return new Builder(directory);
  }

  /** Collects values for a {@link JournalConfig}; for one thread. */
  public static final class Builder {
    private final Path directory;
    private SyncMode sync = SyncMode.ALWAYS;
    private Duration rollEvery = Duration.ofHours(1);
    private long fileBytesMax = GIB;
    private long reserveBytes = 64 * MIB;
    private Clock clock = Clock.systemUTC();
    private @Nullable Provider cipherProvider;
    private JournalDisk disk = JournalDisk.REAL;

    private Builder(Path directory) {
      this.directory = directory;
    }

    /** Sets what a durable position promises. */
    public Builder sync(SyncMode value) {
      sync = value;
      return this;
    }

    /** Sets the age at which a new file is begun. */
    public Builder rollEvery(Duration value) {
      rollEvery = value;
      return this;
    }

    /** Sets the size at which a new file is begun. */
    public Builder fileBytesMax(long value) {
      fileBytesMax = value;
      return this;
    }

    /** Sets the disk space kept aside. */
    public Builder reserveBytes(long value) {
      reserveBytes = value;
      return this;
    }

    /** Sets the clock. */
    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    /** Sets the JCA provider that seals and opens; null for the platform's preferred one. */
    public Builder cipherProvider(@Nullable Provider value) {
      cipherProvider = value;
      return this;
    }

    /** Sets the seam to the disk. */
    public Builder disk(JournalDisk value) {
      disk = value;
      return this;
    }

    /** The configuration; throws IllegalArgumentException with every problem. */
    public JournalConfig build() {
      return new JournalConfig(
          directory, sync, rollEvery, fileBytesMax, reserveBytes, clock, cipherProvider, disk);
    }
  }
}
