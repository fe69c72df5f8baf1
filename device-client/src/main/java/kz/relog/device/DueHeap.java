package kz.relog.device;

import java.util.Arrays;

/**
 * Devices ordered by when they are due: a binary heap that knows where each device stands in it.
 */
final class DueHeap {
  private long[] dueNs = new long[16];
  private int[] heap = new int[16];
  private int[] place = new int[16];
  private int size;

  /** Adds the next device, {@link #size} before this call, never due. */
  void add() {
    if (size == heap.length) {
      dueNs = Arrays.copyOf(dueNs, 2 * size);
      heap = Arrays.copyOf(heap, 2 * size);
      place = Arrays.copyOf(place, 2 * size);
    }
    dueNs[size] = Sender.NEVER;
    heap[size] = size;
    place[size] = size;
    size++;
  }

  int size() {
    return size;
  }

  /** When the device is due. */
  long dueNs(int device) {
    return dueNs[device];
  }

  /** When the first device is due, {@link Sender#NEVER} when there is none. */
  long firstDueNs() {
    return size == 0 ? Sender.NEVER : dueNs[heap[0]];
  }

  /** The device that is due first; there must be one. */
  int first() {
    return heap[0];
  }

  void update(int device, long due) {
    long before = dueNs[device];
    if (due == before) {
      return;
    }
    dueNs[device] = due;
    if (due < before) {
      up(place[device], device);
    } else {
      down(place[device], device);
    }
  }

  private void up(int from, int device) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (dueNs[heap[parent]] <= dueNs[device]) {
        break;
      }
      put(at, heap[parent]);
      at = parent;
    }
    put(at, device);
  }

  private void down(int from, int device) {
    int at = from;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && dueNs[heap[child + 1]] < dueNs[heap[child]]) {
        child++;
      }
      if (dueNs[device] <= dueNs[heap[child]]) {
        break;
      }
      put(at, heap[child]);
      at = child;
    }
    put(at, device);
  }

  private void put(int at, int device) {
    heap[at] = device;
    place[device] = at;
  }
}
