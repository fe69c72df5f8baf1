package kz.relog.route;

/**
 * A plan's path on its local plane, with metres along it. Immutable. Segments are boxed in blocks
 * of {@value #BLOCK}, so that a search of the whole path looks at one box per block and only enters
 * those in reach.
 */
final class PathLine {

  private static final int BLOCK = 16;
  private static final int GUESS_STEPS_MAX = 16;

  /** Vertices: metres east and north of the plane's origin, metres along the path. */
  private final float[] x;

  private final float[] y;
  private final float[] s;

  /** Per block: least x, least y, greatest x, greatest y. */
  private final float[] boxes;

  private final double segmentsPerMetre;

  PathLine(Plane plane, Plan plan) {
    int n = plan.pathSize();
    x = new float[n];
    y = new float[n];
    s = new float[n];
    double along = 0;
    for (int i = 0; i < n; i++) {
      x[i] = (float) plane.x(plan.pathLonE7(i));
      y[i] = (float) plane.y(plan.pathLatE7(i));
      if (i > 0) {
        along +=
            Geo.haversineMetres(
                plan.pathLatE7(i - 1), plan.pathLonE7(i - 1), plan.pathLatE7(i), plan.pathLonE7(i));
      }
      s[i] = (float) along;
    }
    int segments = n - 1;
    segmentsPerMetre = segments / Math.max(1, along);
    int blocks = (segments + BLOCK - 1) / BLOCK;
    boxes = new float[blocks * 4];
    for (int b = 0; b < blocks; b++) {
      float x0 = Float.POSITIVE_INFINITY;
      float y0 = Float.POSITIVE_INFINITY;
      float x1 = Float.NEGATIVE_INFINITY;
      float y1 = Float.NEGATIVE_INFINITY;
      for (int i = b * BLOCK; i <= Math.min(segments, (b + 1) * BLOCK); i++) {
        x0 = Math.min(x0, x[i]);
        y0 = Math.min(y0, y[i]);
        x1 = Math.max(x1, x[i]);
        y1 = Math.max(y1, y[i]);
      }
      boxes[b * 4] = x0;
      boxes[b * 4 + 1] = y0;
      boxes[b * 4 + 2] = x1;
      boxes[b * 4 + 3] = y1;
    }
  }

  /** Length in metres. */
  double length() {
    return s[s.length - 1];
  }

  /**
   * Index of the segment that holds the place {@code along}. Vertices are about evenly spread, so a
   * guess and a few steps touch less memory than a search by halves, which is the way out.
   */
  int segmentAt(double along) {
    int last = s.length - 2;
    int i = Math.max(0, Math.min(last, (int) (along * segmentsPerMetre)));
    for (int steps = 0; steps < GUESS_STEPS_MAX; steps++) {
      if (i > 0 && s[i] > along) {
        i--;
      } else if (i < last && s[i + 1] <= along) {
        i++;
      } else {
        return i;
      }
    }
    return searchSegment(along);
  }

  private int searchSegment(double along) {
    int lo = 0;
    int hi = s.length - 2;
    while (lo < hi) {
      int mid = (lo + hi + 1) >>> 1;
      if (s[mid] <= along) {
        lo = mid;
      } else {
        hi = mid - 1;
      }
    }
    return lo;
  }

  /** Metres east of the place {@code along}. */
  double xAt(double along) {
    int i = segmentAt(along);
    return x[i] + fraction(i, along) * (x[i + 1] - x[i]);
  }

  /** Metres north of the place {@code along}. */
  double yAt(double along) {
    int i = segmentAt(along);
    return y[i] + fraction(i, along) * (y[i + 1] - y[i]);
  }

  /** Cosine of the angle between a course and the path's direction at a place. */
  double courseCosine(double along, double courseX, double courseY) {
    int i = segmentAt(along);
    while (i > 0 && s[i + 1] - s[i] < 0.01f) {
      i--;
    }
    double dx = x[i + 1] - x[i];
    double dy = y[i + 1] - y[i];
    double length = Math.sqrt(dx * dx + dy * dy);
    return length == 0 ? 1 : (dx * courseX + dy * courseY) / length;
  }

  private double fraction(int i, double along) {
    double ds = s[i + 1] - s[i];
    return ds <= 0 ? 0 : Math.max(0, Math.min(1, (along - s[i]) / ds));
  }

  /** Finds the nearest place within [from, to] along the path. */
  void project(double px, double py, double from, double to, Foot foot) {
    int first = segmentAt(Math.max(0, from));
    double bestSquare = Double.POSITIVE_INFINITY;
    double bestAlong = from;
    for (int i = first; i < s.length - 1 && (s[i] <= to || i == first); i++) {
      double dx = x[i + 1] - x[i];
      double dy = y[i + 1] - y[i];
      double square = dx * dx + dy * dy;
      double ds = s[i + 1] - s[i];
      double f = square == 0 ? 0 : ((px - x[i]) * dx + (py - y[i]) * dy) / square;
      f = Math.max(0, Math.min(1, f));
      if (ds > 0) {
        f = Math.max((from - s[i]) / ds, Math.min((to - s[i]) / ds, f));
        f = Math.max(0, Math.min(1, f));
      }
      double ex = px - x[i] - f * dx;
      double ey = py - y[i] - f * dy;
      double d = ex * ex + ey * ey;
      if (d < bestSquare) {
        bestSquare = d;
        bestAlong = s[i] + f * ds;
      }
    }
    foot.along = bestAlong;
    foot.distance = Math.sqrt(bestSquare);
  }

  /**
   * Finds all passes of the path within {@code reach} of a point: the local minima of the distance,
   * where the distance rises by at least {@code rise} between two.
   */
  void passes(double px, double py, double reach, double rise, Passes out) {
    out.clear();
    int segments = s.length - 1;
    double least = Double.POSITIVE_INFINITY;
    double leastAlong = 0;
    double most = Double.NEGATIVE_INFINITY;
    boolean falling = true;
    int b = 0;
    for (int start = 0; start < segments; start += BLOCK, b++) {
      if (boxDistanceSquare(b, px, py) > reach * reach) {
        if (falling && least <= reach) {
          out.add(leastAlong, least);
        }
        least = Double.POSITIVE_INFINITY;
        falling = true;
        continue;
      }
      int end = Math.min(segments, start + BLOCK);
      for (int i = start; i < end; i++) {
        double dx = x[i + 1] - x[i];
        double dy = y[i + 1] - y[i];
        double square = dx * dx + dy * dy;
        double qx = px - x[i];
        double qy = py - y[i];
        double f = square == 0 ? 0 : Math.max(0, Math.min(1, (qx * dx + qy * dy) / square));
        double ex = qx - f * dx;
        double ey = qy - f * dy;
        double foot = Math.sqrt(ex * ex + ey * ey);
        double zx = px - x[i + 1];
        double zy = py - y[i + 1];
        double tail = Math.sqrt(zx * zx + zy * zy);
        if (!falling) {
          if (foot > most) {
            most = foot;
          }
          if (foot < most - rise) {
            falling = true;
            least = Double.POSITIVE_INFINITY;
          }
        }
        if (falling && foot < least) {
          least = foot;
          leastAlong = s[i] + f * (s[i + 1] - s[i]);
        }
        if (falling && tail > least + rise) {
          if (least <= reach) {
            out.add(leastAlong, least);
          }
          falling = false;
          most = tail;
        } else if (!falling && tail > most) {
          most = tail;
        }
      }
    }
    if (falling && least <= reach) {
      out.add(leastAlong, least);
    }
  }

  private double boxDistanceSquare(int b, double px, double py) {
    double dx = Math.max(0, Math.max(boxes[b * 4] - px, px - boxes[b * 4 + 2]));
    double dy = Math.max(0, Math.max(boxes[b * 4 + 1] - py, py - boxes[b * 4 + 3]));
    return dx * dx + dy * dy;
  }

  /** A place found on the path: reused by its owner. */
  static final class Foot {
    double along;
    double distance;
  }
}
