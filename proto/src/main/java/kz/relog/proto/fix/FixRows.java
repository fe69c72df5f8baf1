package kz.relog.proto.fix;

/** The fixes of a batch in the batch's own units, before differences are taken. One thread. */
final class FixRows {
  final long[] ticks = new long[FixLimits.FIXES_MAX];
  final int[] lat = new int[FixLimits.FIXES_MAX];
  final int[] lon = new int[FixLimits.FIXES_MAX];
  final int[] speedDmps = new int[FixLimits.FIXES_MAX];
  final int[] course = new int[FixLimits.FIXES_MAX];
  final int[] accuracyMetres = new int[FixLimits.FIXES_MAX];
  final int[] altitudeMetres = new int[FixLimits.FIXES_MAX];
  int count;

  boolean anyDiffersFrom(int[] column, int value) {
    for (int i = 0; i < count; i++) {
      if (column[i] != value) {
        return true;
      }
    }
    return false;
  }

  /** Whether every position is a multiple of so many units. */
  boolean positionsAreMultiplesOf(int units) {
    for (int i = 0; i < count; i++) {
      if (lat[i] % units != 0 || lon[i] % units != 0) {
        return false;
      }
    }
    return true;
  }
}
