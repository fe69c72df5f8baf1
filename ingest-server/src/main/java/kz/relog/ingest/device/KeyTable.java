package kz.relog.ingest.device;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * All device keys, found by key id or by index without boxing or locks. Open addressing over an
 * array of references; nothing is ever removed, a key without a secret is silent instead.
 *
 * <p>Thread: the sequencer adds; any thread reads. A reader that holds an older array while a
 * larger one is published misses at most what was added since, as if it had read earlier.
 */
public final class KeyTable {

  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(DeviceKey[].class);
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private volatile @Nullable DeviceKey[] slots = new DeviceKey[1 << 10];
  private volatile @Nullable DeviceKey[] byIndex = new DeviceKey[1 << 9];
  private volatile int size;

  /** An empty table. */
  public KeyTable() {}

  /** Number of keys. Any thread. */
  public int size() {
    return size;
  }

  /** The key of an id, or null. Any thread. */
  public @Nullable DeviceKey find(long keyId) {
    @Nullable DeviceKey[] array = slots;
    int mask = array.length - 1;
    int at = slot(keyId, mask);
    for (; ; ) {
      DeviceKey key = (DeviceKey) ELEMENT.getAcquire(array, at);
      if (key == null || key.keyId() == keyId) {
        return key;
      }
      at = (at + 1) & mask;
    }
  }

  /**
   * The key at an index that {@link #add} gave out. Any thread that learned the index from the
   * sequencer or from the key.
   */
  public DeviceKey at(int index) {
    DeviceKey key = (DeviceKey) ELEMENT.getAcquire(byIndex, index);
    if (key == null) {
      throw new IndexOutOfBoundsException(index);
    }
    return key;
  }

  /**
   * Adds a key whose id is not in the table yet. Sequencer.
   *
   * @return the key
   */
  public DeviceKey add(long keyId, Device device) {
    int count = size;
    if (count == byIndex.length) {
      grow();
    }
    DeviceKey key = new DeviceKey(keyId, count, device);
    ELEMENT.setRelease(byIndex, count, key);
    put(slots, key);
    size = count + 1;
    return key;
  }

  private void grow() {
    @Nullable DeviceKey[] old = byIndex;
    @Nullable DeviceKey[] wider = new DeviceKey[old.length * 2];
    System.arraycopy(old, 0, wider, 0, old.length);
    // Half full at most, so that a lookup ends after one or two steps.
    @Nullable DeviceKey[] spread = new DeviceKey[wider.length * 2];
    for (DeviceKey key : old) {
      if (key != null) {
        put(spread, key);
      }
    }
    byIndex = wider;
    slots = spread;
  }

  private static void put(@Nullable DeviceKey[] array, DeviceKey key) {
    int mask = array.length - 1;
    int at = slot(key.keyId(), mask);
    while (array[at] != null) {
      at = (at + 1) & mask;
    }
    ELEMENT.setRelease(array, at, key);
  }

  private static int slot(long keyId, int mask) {
    return (int) ((keyId * MIX) >>> 32) & mask;
  }
}
