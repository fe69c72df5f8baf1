package kz.relog.route;

/**
 * A plan's path on its local plane, with metres along it. Immutable. One array holds all of it, so
 * that a cold search touches few lines of memory: boxes around every {@value #GROUP} blocks, boxes
 * around every {@value #BLOCK} segments, then the vertices as x, y, metres along. A search of the
 * whole path only enters the boxes in reach.
 */
final class PathLine {

  private static final int BLOCK = 8;
  private static final int GROUP = 8;
  private static final int GUESS_STEPS_MAX = 16;

  /** Group boxes, block boxes (least x, least y, greatest x, greatest y), vertices (x, y, s). */
  private final float[] g;

  private final int blocksAt;
  private final int verticesAt;
  private final int segments;
  private final float segmentsPerMetre;

  PathLine(Plane plane, Plan plan) {
    int n = plan.pathSize();
    segments = n - 1;
    int blocks = (segments + BLOCK - 1) / BLOCK;
    int groups = (blocks + GROUP - 1) / GROUP;
    blocksAt = groups * 4;
    verticesAt = blocksAt + blocks * 4;
    g = new float[verticesAt + n * 3];
    double along = 0;
    for (int i = 0; i < n; i++) {
      g[verticesAt + i * 3] = (float) plane.x(plan.pathLonE7(i));
      g[verticesAt + i * 3 + 1] = (float) plane.y(plan.pathLatE7(i));
      if (i > 0) {
        along +=
            Geo.haversineMetres(
                plan.pathLatE7(i - 1), plan.pathLonE7(i - 1), plan.pathLatE7(i), plan.pathLonE7(i));
      }
      g[verticesAt + i * 3 + 2] = (float) along;
    }
    segmentsPerMetre = (float) (segments / Math.max(1, along));
    for (int b = 0; b < blocks; b++) {
      box(blocksAt + b * 4, b * BLOCK, Math.min(segments, (b + 1) * BLOCK));
    }
    for (int b = 0; b < groups; b++) {
      box(b * 4, b * BLOCK * GROUP, Math.min(segments, (b + 1) * BLOCK * GROUP));
    }
  }

  private void box(int at, int first, int last) {
    g[at] = Float.POSITIVE_INFINITY;
    g[at + 1] = Float.POSITIVE_INFINITY;
    g[at + 2] = Float.NEGATIVE_INFINITY;
    g[at + 3] = Float.NEGATIVE_INFINITY;
    for (int v = verticesAt + first * 3; v <= verticesAt + last * 3; v += 3) {
      g[at] = Math.min(g[at], g[v]);
      g[at + 1] = Math.min(g[at + 1], g[v + 1]);
      g[at + 2] = Math.max(g[at + 2], g[v]);
      g[at + 3] = Math.max(g[at + 3], g[v + 1]);
    }
  }

  /** Length in metres. */
  double length() {
    return g[g.length - 1];
  }

  /** Reads the lines of memory that a search near a place will need, and tells nothing. */
  float touch(double along) {
    int i = guess(along);
    int v = verticesAt + i * 3;
    int last = g.length - 1;
    float boxes = g[0] + g[Math.min(last, 16)] + g[blocksAt + i / BLOCK * 4];
    return boxes + g[Math.max(0, v - 16)] + g[v] + g[Math.min(last, v + 16)];
  }

  private int guess(double along) {
    return Math.max(0, Math.min(segments - 1, (int) (along * segmentsPerMetre)));
  }

  /**
   * Index of the segment that holds the place {@code along}. Vertices are about evenly spread, so a
   * guess and a few steps touch less memory than a search by halves, which is the way out.
   */
  private int segmentAt(double along) {
    int i = guess(along);
    for (int steps = 0; steps < GUESS_STEPS_MAX; steps++) {
      if (i > 0 && s(i) > along) {
        i--;
      } else if (i < segments - 1 && s(i + 1) <= along) {
        i++;
      } else {
        return i;
      }
    }
    int lo = 0;
    int hi = segments - 1;
    while (lo < hi) {
      int mid = (lo + hi + 1) >>> 1;
      if (s(mid) <= along) {
        lo = mid;
      } else {
        hi = mid - 1;
      }
    }
    return lo;
  }

  private float s(int vertex) {
    return g[verticesAt + vertex * 3 + 2];
  }

  /** Cosine of the angle between a course and the path's direction at a place. */
  double courseCosine(double along, double courseX, double courseY) {
    int i = segmentAt(along);
    while (i > 0 && s(i + 1) - s(i) < 0.01f) {
      i--;
    }
    int v = verticesAt + i * 3;
    double dx = g[v + 3] - g[v];
    double dy = g[v + 4] - g[v + 1];
    double length = Math.sqrt(dx * dx + dy * dy);
    return length == 0 ? 1 : (dx * courseX + dy * courseY) / length;
  }

  /** Tells where a place on the path is. */
  void at(double along, Foot foot) {
    int i = segmentAt(along);
    int v = verticesAt + i * 3;
    double ds = g[v + 5] - g[v + 2];
    double f = ds <= 0 ? 0 : Math.max(0, Math.min(1, (along - g[v + 2]) / ds));
    foot.x = g[v] + f * (g[v + 3] - g[v]);
    foot.y = g[v + 1] + f * (g[v + 4] - g[v + 1]);
  }

  /** Finds the nearest place within [from, to] along the path. */
  void project(double px, double py, double from, double to, Foot foot) {
    int first = segmentAt(Math.max(0, from));
    double bestSquare = Double.POSITIVE_INFINITY;
    double bestAlong = from;
    int end = verticesAt + segments * 3;
    for (int v = verticesAt + first * 3; v < end; v += 3) {
      double s = g[v + 2];
      if (s > to && v > verticesAt + first * 3) {
        break;
      }
      double dx = g[v + 3] - g[v];
      double dy = g[v + 4] - g[v + 1];
      double qx = px - g[v];
      double qy = py - g[v + 1];
      double square = dx * dx + dy * dy;
      double ds = g[v + 5] - s;
      double f = square == 0 ? 0 : (qx * dx + qy * dy) / square;
      if (ds > 0) {
        f = Math.max((from - s) / ds, Math.min((to - s) / ds, f));
      }
      f = Math.max(0, Math.min(1, f));
      double ex = qx - f * dx;
      double ey = qy - f * dy;
      double d = ex * ex + ey * ey;
      if (d < bestSquare) {
        bestSquare = d;
        bestAlong = s + f * ds;
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
    double reachSquare = reach * reach;
    double least = Double.POSITIVE_INFINITY;
    double leastAlong = 0;
    double most = 0;
    boolean falling = true;
    int start = 0;
    while (start < segments) {
      int block = start / BLOCK;
      int skip = 0;
      if (block % GROUP == 0 && boxSquare(block / GROUP * 4, px, py) > reachSquare) {
        skip = BLOCK * GROUP;
      } else if (boxSquare(blocksAt + block * 4, px, py) > reachSquare) {
        skip = BLOCK;
      }
      if (skip > 0) {
        if (falling && least <= reach) {
          out.add(leastAlong, least);
        }
        least = Double.POSITIVE_INFINITY;
        falling = true;
        start += skip;
        continue;
      }
      int end = verticesAt + Math.min(segments, start + BLOCK) * 3;
      for (int v = verticesAt + start * 3; v < end; v += 3) {
        double dx = g[v + 3] - g[v];
        double dy = g[v + 4] - g[v + 1];
        double square = dx * dx + dy * dy;
        double qx = px - g[v];
        double qy = py - g[v + 1];
        double f = square == 0 ? 0 : Math.max(0, Math.min(1, (qx * dx + qy * dy) / square));
        double ex = qx - f * dx;
        double ey = qy - f * dy;
        double foot = Math.sqrt(ex * ex + ey * ey);
        double zx = qx - dx;
        double zy = qy - dy;
        double tail = Math.sqrt(zx * zx + zy * zy);
        if (!falling) {
          most = Math.max(most, foot);
          if (foot < most - rise) {
            falling = true;
            least = Double.POSITIVE_INFINITY;
          }
        }
        if (falling && foot < least) {
          least = foot;
          leastAlong = g[v + 2] + f * (g[v + 5] - g[v + 2]);
        }
        if (falling && tail > least + rise) {
          if (least <= reach) {
            out.add(leastAlong, least);
          }
          falling = false;
          most = tail;
        } else if (!falling) {
          most = Math.max(most, tail);
        }
      }
      start += BLOCK;
    }
    if (falling && least <= reach) {
      out.add(leastAlong, least);
    }
  }

  private double boxSquare(int at, double px, double py) {
    double dx = Math.max(0, Math.max(g[at] - px, px - g[at + 2]));
    double dy = Math.max(0, Math.max(g[at + 1] - py, py - g[at + 3]));
    return dx * dx + dy * dy;
  }

  /** A place found on the path: reused by its owner. */
  static final class Foot {
    double along;
    double distance;

    /** Set by {@link #at} alone. */
    double x;

    double y;
  }
}
