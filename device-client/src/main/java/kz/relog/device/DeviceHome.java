package kz.relog.device;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.relog.device.spool.FileSpool;
import kz.relog.device.spool.Spool;

/**
 * Everything a device keeps on its disk, beside its key file: counters ({@code .state}), the spool
 * ({@code .spool}, a folder) and, during a change of key, the next key ({@code .next}). It survives
 * the end of the process however that comes. One process uses a home at a time. Given to a client
 * or fleet, it belongs to that and is closed with it.
 */
public final class DeviceHome implements Closeable {
  private final Parts parts;

  private DeviceHome(Parts parts) {
    this.parts = parts;
  }

  /** What a sender is made of: the device, its counters, its spool and its change of key. */
  record Parts(DeviceIdentity identity, CounterStore counters, Spool spool, KeyChange change) {}

  /**
   * Opens the home of a device that has a key file.
   *
   * @param keyFile as {@link DeviceIdentity#write} makes it
   * @param policy how much is kept
   * @throws IOException if another process uses it, or a file is damaged
   */
  public static DeviceHome open(Path keyFile, SpoolPolicy policy) throws IOException {
    return open(keyFile, spoolOf(keyFile), policy);
  }

  /**
   * As {@link #open(Path, SpoolPolicy)}, with the spool in a folder of its own.
   *
   * @param spoolFolder made if there is none; of this device alone
   */
  public static DeviceHome open(Path keyFile, Path spoolFolder, SpoolPolicy policy)
      throws IOException {
    DeviceIdentity identity = DeviceIdentity.read(keyFile);
    FileCounterStore counters = KeyFileChange.openCounters(keyFile, identity);
    try {
      KeyFileChange change = KeyFileChange.open(keyFile, counters);
      List<byte[]> secrets = new ArrayList<>();
      secrets.add(identity.secret());
      Optional<KeyChange.Next> next = change.begun();
      if (next.isPresent()) {
        secrets.add(next.get().identity().secret());
      }
      Spool spool =
          FileSpool.open(
              spoolFolder, secrets, policy.capacityBytes(), policy.thinMetres(), policy.force());
      return new DeviceHome(new Parts(identity, counters, spool, change));
    } catch (IOException | RuntimeException e) {
      counters.release();
      throw e;
    }
  }

  /**
   * Writes the key file of a new device and opens its home.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the key file exists
   * @throws IOException as {@link #open}
   */
  public static DeviceHome create(Path keyFile, DeviceIdentity identity, SpoolPolicy policy)
      throws IOException {
    identity.write(keyFile);
    return open(keyFile, policy);
  }

  /** Where the spool of a key file is: beside it, with {@code .spool} appended. */
  public static Path spoolOf(Path keyFile) {
    return keyFile.resolveSibling(keyFile.getFileName() + ".spool");
  }

  /** Who the device is. */
  public DeviceIdentity identity() {
    return parts.identity();
  }

  Parts parts() {
    return parts;
  }

  /** Closes a home that was given to nobody. */
  @Override
  public void close() throws IOException {
    CounterStore counters = parts.counters();
    try {
      counters.close(counters.nextCounter(), counters.nextBatchSeq());
      Optional<KeyChange.Next> next = parts.change().begun();
      if (next.isPresent()) {
        CounterStore of = next.get().counters();
        of.close(of.nextCounter(), of.nextBatchSeq());
      }
    } finally {
      parts.spool().close();
    }
  }
}
