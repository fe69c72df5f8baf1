package kz.relog.api.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A flat map that holds all points given to it: equirectangular around their middle latitude, which
 * over a plan's few degrees is true to a hair of the pen. Pixels grow to the right and downwards.
 * Immutable once built; any thread.
 */
final class MapFrame {
  static final double WIDTH = 720;
  private static final double HEIGHT_MIN = 240;
  private static final double HEIGHT_MAX = 430;
  private static final double MARGIN = 26;
  private static final double METRES_PER_DEGREE = 111_195;

  /** A map of less shows noise: metres across at least. */
  private static final double METRES_MIN = 400;

  private static final double E7 = 1e7;

  private final double west;
  private final double north;
  private final double lonMetres;
  private final double pixelsPerMetre;
  private final double left;
  private final double top;
  private final double height;

  private MapFrame(Box box) {
    double latMiddle = (box.south + box.north) / 2;
    lonMetres = METRES_PER_DEGREE * Math.cos(Math.toRadians(latMiddle));
    double wide = Math.max(METRES_MIN, (box.east - box.west) * lonMetres);
    double high = Math.max(METRES_MIN / 2, (box.north - box.south) * METRES_PER_DEGREE);
    double fitting = (WIDTH - 2 * MARGIN) / wide * high + 2 * MARGIN;
    height = Math.max(HEIGHT_MIN, Math.min(HEIGHT_MAX, fitting));
    pixelsPerMetre = Math.min((WIDTH - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high);
    west = box.west;
    north = box.north;
    left = (WIDTH - (box.east - box.west) * lonMetres * pixelsPerMetre) / 2;
    top = (height - (box.north - box.south) * METRES_PER_DEGREE * pixelsPerMetre) / 2;
  }

  /** The box around points, in degrees. One thread. */
  static final class Box {
    private double west = Double.POSITIVE_INFINITY;
    private double east = Double.NEGATIVE_INFINITY;
    private double south = Double.POSITIVE_INFINITY;
    private double north = Double.NEGATIVE_INFINITY;

    void add(int latE7, int lonE7) {
      west = Math.min(west, lonE7 / E7);
      east = Math.max(east, lonE7 / E7);
      south = Math.min(south, latE7 / E7);
      north = Math.max(north, latE7 / E7);
    }

    boolean isEmpty() {
      return west > east;
    }

    MapFrame frame() {
      return new MapFrame(this);
    }
  }

  double height() {
    return height;
  }

  double x(int lonE7) {
    return left + (lonE7 / E7 - west) * lonMetres * pixelsPerMetre;
  }

  double y(int latE7) {
    return top + (north - latE7 / E7) * METRES_PER_DEGREE * pixelsPerMetre;
  }

  /** The longest round length in metres that takes at most so many pixels. */
  double roundMetres(double pixelsMax) {
    double metres = pixelsMax / pixelsPerMetre;
    double power = Math.pow(10, Math.floor(Math.log10(metres)));
    double digit = metres / power;
    return power * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
  }

  double pixels(double metres) {
    return metres * pixelsPerMetre;
  }

  /**
   * Leaves out points that a pen would not show (Douglas and Peucker 1973, with a stack of its own
   * instead of recursion).
   *
   * @param points x and y by turns
   */
  static List<double[]> simplified(List<double[]> points, double tolerance) {
    int last = points.size() - 1;
    if (last < 2) {
      return points;
    }
    boolean[] kept = new boolean[points.size()];
    kept[0] = true;
    kept[last] = true;
    List<int[]> spans = new ArrayList<>();
    spans.add(new int[] {0, last});
    while (!spans.isEmpty()) {
      int[] span = spans.remove(spans.size() - 1);
      int farthest = -1;
      double most = tolerance;
      for (int i = span[0] + 1; i < span[1]; i++) {
        double distance = distance(points.get(i), points.get(span[0]), points.get(span[1]));
        if (distance > most) {
          most = distance;
          farthest = i;
        }
      }
      if (farthest >= 0) {
        kept[farthest] = true;
        spans.add(new int[] {span[0], farthest});
        spans.add(new int[] {farthest, span[1]});
      }
    }
    List<double[]> simple = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      if (kept[i]) {
        simple.add(points.get(i));
      }
    }
    return simple;
  }

  private static double distance(double[] p, double[] a, double[] b) {
    double dx = b[0] - a[0];
    double dy = b[1] - a[1];
    double square = dx * dx + dy * dy;
    double t = square == 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square;
    double along = Math.max(0, Math.min(1, t));
    return Math.hypot(p[0] - a[0] - along * dx, p[1] - a[1] - along * dy);
  }
}
