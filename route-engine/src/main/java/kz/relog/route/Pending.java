package kz.relog.route;

import java.util.Arrays;

/**
 * Facts of a group that wait for their turn. The state of a hundred thousand vehicles does not fit
 * into a processor's caches, and a fact that waits for memory again and again costs several times
 * its arithmetic. So a block of facts is taken through in steps: what each will need is read for
 * all of them, which the processor does side by side, and then they are worked in one by one. Owned
 * by the engine's thread.
 */
final class Pending {

  /** Facts of a block: what they touch fits into the second-level cache. */
  static final int BLOCK = 64;

  final long[] vehicleRef = new long[BLOCK];
  final long[] seq = new long[BLOCK];
  final long[] timeMs = new long[BLOCK];
  final int[] latE7 = new int[BLOCK];
  final int[] lonE7 = new int[BLOCK];
  final int[] speedDmps = new int[BLOCK];
  final int[] courseDegrees = new int[BLOCK];
  final int[] accuracyMetres = new int[BLOCK];
  int size;

  /** Leaves nothing of the facts that went through; nothing waits. */
  void scrub() {
    Arrays.fill(latE7, 0);
    Arrays.fill(lonE7, 0);
    Arrays.fill(timeMs, 0);
  }
}
