package kz.relog.device;

import java.util.Arrays;

/**
 * From key id to device index, without boxing: open addressing, at most half full. Key ids are
 * random already.
 */
final class KeyIdMap {
  static final int ABSENT = -1;

  private long[] keys = new long[32];
  private int[] devices = new int[32];
  private int size;

  KeyIdMap() {
    Arrays.fill(devices, ABSENT);
  }

  /** The device of this key id, or {@link #ABSENT}. */
  int find(long keyId) {
    int mask = keys.length - 1;
    int at = slot(keyId, mask);
    while (devices[at] != ABSENT) {
      if (keys[at] == keyId) {
        return devices[at];
      }
      at = (at + 1) & mask;
    }
    return ABSENT;
  }

  /** Puts a key id that is absent. */
  void put(long keyId, int device) {
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    insert(keyId, device);
    size++;
  }

  private void insert(long keyId, int device) {
    int mask = keys.length - 1;
    int at = slot(keyId, mask);
    while (devices[at] != ABSENT) {
      at = (at + 1) & mask;
    }
    keys[at] = keyId;
    devices[at] = device;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldDevices = devices;
    keys = new long[2 * oldKeys.length];
    devices = new int[2 * oldDevices.length];
    Arrays.fill(devices, ABSENT);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldDevices[i] != ABSENT) {
        insert(oldKeys[i], oldDevices[i]);
      }
    }
  }

  /** Spreads ids that a test or a simulation numbered in sequence (Fibonacci hashing). */
  private static int slot(long keyId, int mask) {
    return (int) ((keyId * 0x9E3779B97F4A7C15L) >>> 32) & mask;
  }
}
