package kz.relog.app.demo;

import java.util.List;

/** A line of points with its length, addressed by metres from the start. Immutable. */
final class Track {
  private final List<Point> points;
  private final double[] metresAt;

  /** With at least two points. */
  Track(List<Point> points) {
    this.points = List.copyOf(points);
    metresAt = new double[points.size()];
    for (int i = 1; i < metresAt.length; i++) {
      metresAt[i] = metresAt[i - 1] + City.metres(points.get(i - 1), points.get(i));
    }
  }

  List<Point> points() {
    return points;
  }

  double lengthMetres() {
    return metresAt[metresAt.length - 1];
  }

  /** Metres from the start at which the vertex of that index lies. */
  double metresOfVertex(int index) {
    return metresAt[index];
  }

  /** The point so many metres from the start; the ends are kept. */
  Point at(double metres) {
    int segment = segment(metres);
    Point a = points.get(segment);
    Point b = points.get(segment + 1);
    double length = metresAt[segment + 1] - metresAt[segment];
    double share =
        length == 0 ? 0 : Math.max(0, Math.min(1, (metres - metresAt[segment]) / length));
    return new Point(a.lat() + (b.lat() - a.lat()) * share, a.lon() + (b.lon() - a.lon()) * share);
  }

  /** Course over ground there, in degrees from north, 0 to 359. */
  int courseDegrees(double metres) {
    int segment = segment(metres);
    Point a = points.get(segment);
    Point b = points.get(segment + 1);
    double degrees = Math.toDegrees(Math.atan2(City.eastMetres(a, b), City.northMetres(a, b)));
    return Math.floorMod(Math.round(degrees), 360);
  }

  private int segment(double metres) {
    int low = 0;
    int high = metresAt.length - 2;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (metresAt[middle] <= metres) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
