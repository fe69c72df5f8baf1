package kz.relog.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import kz.relog.device.disk.OwnerFiles;
import org.jspecify.annotations.Nullable;

/**
 * A change of key beside the key file: {@code van.key.next} until the change is finished, then it
 * takes the key file's name. Counters of a next key carry its key id in their name, so that
 * whatever a crash leaves, counters are never taken for another key's:
 *
 * <pre>
 *  van.key  van.key.state                                            no change
 *  van.key  van.key.state  van.key.next  van.key.9f3c20d1a7.state    begun
 *  van.key  van.key.state  van.key.9f3c20d1a7.state                  finished but for the counters
 * </pre>
 */
final class KeyFileChange implements KeyChange {
  private final Path keyFile;
  private final Path nextFile;
  private final FileCounterStore counters;
  private FileCounterStore nextCounters;
  private @Nullable Next next;

  private KeyFileChange(Path keyFile, FileCounterStore counters) {
    this.keyFile = keyFile;
    this.nextFile = keyFile.resolveSibling(keyFile.getFileName() + ".next");
    this.counters = counters;
    this.nextCounters = counters;
  }

  /**
   * Opens the counters of the key in a key file, once a change that a crash interrupted is carried
   * through.
   */
  static FileCounterStore openCounters(Path keyFile, DeviceIdentity identity) throws IOException {
    Path own = stateOf(keyFile, identity);
    if (Files.exists(own)) {
      OwnerFiles.move(own, FileCounterStore.besideKey(keyFile));
    }
    return FileCounterStore.open(FileCounterStore.besideKey(keyFile));
  }

  /** Opens a change that an earlier run began, if there is one. */
  static KeyFileChange open(Path keyFile, FileCounterStore counters) throws IOException {
    KeyFileChange change = new KeyFileChange(keyFile, counters);
    if (Files.exists(change.nextFile)) {
      change.openNext(DeviceIdentity.read(change.nextFile));
    }
    return change;
  }

  @Override
  public Optional<Next> begun() {
    return Optional.ofNullable(next);
  }

  @Override
  public Optional<Next> begin(DeviceIdentity identity) throws IOException {
    if (next != null) {
      nextCounters.release();
      next = null;
    }
    Path written = nextFile.resolveSibling(nextFile.getFileName() + ".new");
    OwnerFiles.wipe(written);
    identity.write(written);
    OwnerFiles.move(written, nextFile);
    openNext(identity);
    return Optional.ofNullable(next);
  }

  @Override
  public void finish(DeviceIdentity identity) throws IOException {
    if (Files.exists(nextFile)) {
      OwnerFiles.move(nextFile, keyFile);
    }
    counters.release();
    nextCounters.rename(FileCounterStore.besideKey(keyFile));
    next = null;
  }

  private void openNext(DeviceIdentity identity) throws IOException {
    nextCounters = FileCounterStore.open(stateOf(keyFile, identity));
    next = new Next(identity, nextCounters);
  }

  private static Path stateOf(Path keyFile, DeviceIdentity identity) {
    return keyFile.resolveSibling(keyFile.getFileName() + "." + identity.keyIdText() + ".state");
  }
}
