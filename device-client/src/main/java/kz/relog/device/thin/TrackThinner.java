package kz.relog.device.thin;

import java.util.Arrays;

/**
 * Chooses the fixes of a track that must stay so that each one left out lies within a bound of the
 * track drawn without it. One thread; keeps its memory from call to call.
 *
 * <p><b>Algorithm.</b> Top-down time-ratio (Meratnia and de By, 2004): as Douglas and Peucker
 * (1973), but the distance of a fix is measured to the place on the straight line between its kept
 * neighbours where the vehicle would be <em>at the fix's time</em>. That place lies on the drawn
 * track, so the bound holds for the drawing; and unlike the plain distance to the line it keeps
 * standstills, without which nobody could tell when a vehicle arrived and left. The worst fix of a
 * stretch is kept and splits it in two, until no fix is farther away than the bound.
 *
 * <p>The line is straight in latitude and longitude, as maps over short distances draw it.
 * Distances are measured in the plane that touches the Earth at the fix itself, where it matters.
 */
public final class TrackThinner {
  /** Metres of 10^-7 degrees of latitude on the WGS 84 equator, the larger of its radii. */
  private static final double METRES_PER_E7 = 6_378_137.0 * Math.PI / 180 / 1e7;

  /** For what the plane at a fix neglects over a thousand metres. */
  private static final double CAUTION = 1.001;

  private static final long HALF_CIRCLE_E7 = 1_800_000_000L;
  private static final double RADIANS_PER_E7 = Math.PI / 180 / 1e7;

  private boolean[] keep = new boolean[64];
  private double[] lonMetresPerE7 = new double[64];
  private int[] stack = new int[64];

  /** A thinner with room for a few fixes; it grows. */
  public TrackThinner() {}

  /** A track by its columns; they are read during the call only. */
  public interface Track {
    /** Unix epoch ms of a fix. */
    long timeMs(int index);

    /** 10^-7 degrees. */
    int latE7(int index);

    /** 10^-7 degrees. */
    int lonE7(int index);
  }

  /**
   * Thins one stretch; its first and last fix always stay.
   *
   * @param track holds the fixes
   * @param first index of the first fix
   * @param last index of the last fix
   * @param metres the bound, positive
   * @return for each index from {@code first} to {@code last} whether it stays; valid until the
   *     next call
   */
  public boolean[] thin(Track track, int first, int last, double metres) {
    grow(last + 1);
    Arrays.fill(keep, first, last + 1, false);
    for (int i = first; i <= last; i++) {
      lonMetresPerE7[i] = METRES_PER_E7 * Math.cos(track.latE7(i) * RADIANS_PER_E7);
    }
    keep[first] = true;
    keep[last] = true;
    double bound = metres / CAUTION;
    int depth = 0;
    stack[depth++] = first;
    stack[depth++] = last;
    while (depth > 0) {
      int b = stack[--depth];
      int a = stack[--depth];
      int split = worst(track, a, b, bound * bound);
      if (split > a) {
        keep[split] = true;
        stack[depth++] = a;
        stack[depth++] = split;
        stack[depth++] = split;
        stack[depth++] = b;
      }
    }
    return keep;
  }

  /** The fix between a and b that is farthest beyond the bound, or a if there is none. */
  private int worst(Track track, int a, int b, double boundSquared) {
    long timeA = track.timeMs(a);
    double span = track.timeMs(b) - timeA;
    double latA = track.latE7(a);
    double lonA = track.lonE7(a);
    double latSpan = track.latE7(b) - latA;
    double lonSpan = track.lonE7(b) - lonA;
    if (Math.abs(lonSpan) > HALF_CIRCLE_E7 || span < 0) {
      return (a + b) >>> 1; // no straight line leads over the antimeridian or back in time
    }
    int worst = a;
    double most = boundSquared;
    for (int i = a + 1; i < b; i++) {
      double share = span == 0 ? 0 : (track.timeMs(i) - timeA) / span;
      if (share < 0 || share > 1) {
        return i;
      }
      double north = (track.latE7(i) - latA - share * latSpan) * METRES_PER_E7;
      double east = (track.lonE7(i) - lonA - share * lonSpan) * lonMetresPerE7[i];
      double squared = north * north + east * east;
      if (squared > most) {
        most = squared;
        worst = i;
      }
    }
    return worst;
  }

  private void grow(int size) {
    if (size > keep.length) {
      int room = Math.max(size, 2 * keep.length);
      keep = new boolean[room];
      lonMetresPerE7 = new double[room];
    }
    // Each split leaves at most one more stretch than fixes: two numbers for each.
    if (stack.length < 2 * keep.length + 4) {
      stack = new int[2 * keep.length + 4];
    }
  }
}
