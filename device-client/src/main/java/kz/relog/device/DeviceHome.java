package kz.relog.device;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Everything a device keeps on its disk, beside its key file: counters ({@code .state}) and the
 * spool ({@code .spool}, a folder), which survive the end of the process however it comes. One
 * process uses a home at a time. Given to a client or fleet, it belongs to that and is closed with
 * it.
 */
public final class DeviceHome implements Closeable {
  private final DeviceIdentity identity;
  private final CounterStore counters;

  private DeviceHome(DeviceIdentity identity, CounterStore counters) {
    this.identity = identity;
    this.counters = counters;
  }

  /**
   * Opens the home of a device that has a key file.
   *
   * @param keyFile as {@link DeviceIdentity#write} makes it
   * @param policy how much is kept
   * @throws IOException if another process uses it, or a file is damaged
   */
  public static DeviceHome open(Path keyFile, SpoolPolicy policy) throws IOException {
    DeviceIdentity identity = DeviceIdentity.read(keyFile);
    return new DeviceHome(identity, FileCounterStore.open(FileCounterStore.besideKey(keyFile)));
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

  /** Who the device is. */
  public DeviceIdentity identity() {
    return identity;
  }

  CounterStore counters() {
    return counters;
  }

  /** Closes a home that was given to nobody. */
  @Override
  public void close() throws IOException {
    counters.close(counters.nextCounter(), counters.nextBatchSeq());
  }
}
