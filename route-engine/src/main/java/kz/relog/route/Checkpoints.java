package kz.relog.route;

import org.jspecify.annotations.Nullable;

/**
 * States of a run kept for facts that come late: one after every so many facts, and the one before
 * the oldest retained fact. A ring, whose dropped states lend their memory to new ones. Owned by
 * the engine's thread.
 */
final class Checkpoints {

  private static final int[] NONE = {};

  private final int every;
  private int[][] ring = {NONE};
  private int first;
  private int size;

  /** The state before the oldest retained fact; null while that is the first one of all. */
  private int @Nullable [] base;

  Checkpoints(int every) {
    this.every = every;
  }

  /** Keeps a copy of the state after {@code number} times as many facts as lie between two. */
  void keep(int number, int[] cells) {
    if (number > size) {
      if (size == ring.length) {
        grow();
      }
      size++;
    }
    int at = at(number);
    if (ring[at].length == cells.length) {
      System.arraycopy(cells, 0, ring[at], 0, cells.length);
    } else {
      ring[at] = cells.clone();
    }
  }

  /** Number of the last state kept at or before the fact at an index, 0 for the beginning. */
  int lastBefore(int index) {
    return Math.min(Math.max(0, index) / every, size);
  }

  /** A kept state by its number; null for the beginning of all. */
  int @Nullable [] find(int number) {
    return number == 0 ? base : ring[at(number)];
  }

  /** Forgets the oldest states; the last of them becomes the beginning. */
  void dropFirst(int count) {
    int last = at(count);
    int[] dropped = ring[last];
    ring[last] = base == null ? NONE : base;
    base = dropped;
    first = (first + count) % ring.length;
    size -= count;
  }

  private int at(int number) {
    return (first + number - 1) % ring.length;
  }

  private void grow() {
    int[][] grown = new int[2 * size][];
    for (int i = 0; i < grown.length; i++) {
      grown[i] = i < size ? ring[at(i + 1)] : NONE;
    }
    ring = grown;
    first = 0;
  }
}
