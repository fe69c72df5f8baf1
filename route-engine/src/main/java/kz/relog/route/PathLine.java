package kz.relog.route;

/**
 * A plan's path on its local plane, with metres along it. Immutable. One array holds all of it, so
 * that a cold search touches few lines of memory: boxes around every {@value #GROUP} blocks, boxes
 * around every {@value #BLOCK} segments, then the vertices. A search of the whole path only enters
 * the boxes in reach, and a search by metres only the block that holds them.
 *
 * <pre>
 * group    least x, greatest x      two times 16 bits, in steps from the least of the whole path
 *          least y, greatest y
 * block    the same two cells, then metres along at its first vertex, a float
 * vertex   x, y, metres along       floats
 * </pre>
 */
final class PathLine {

  private static final int BLOCK = 8;
  private static final int GROUP = 8;
  private static final int BOX = 2;
  private static final int BLOCK_BOX = 3;
  private static final int VERTEX = 3;

  /** Cells in a line of memory. */
  private static final int LINE = 16;

  /** Steps into which the longer side of the path is divided for the boxes. */
  private static final int STEPS = 65_000;

  private static final int STEP_MAX = 0xffff;

  /** Metres around a fact that are read ahead: what is searched with a usual error. */
  private static final double TOUCHED_METRES = 60;

  private static final int TOUCHED_SEGMENTS_MAX = 5_000;

  private final int[] g;
  private final int blocksAt;
  private final int verticesAt;
  private final int segments;
  private final float leastX;
  private final float leastY;
  private final float stepsPerMetre;

  PathLine(Plane plane, Plan plan) {
    int n = plan.pathSize();
    segments = n - 1;
    int blocks = (segments + BLOCK - 1) / BLOCK;
    int groups = (blocks + GROUP - 1) / GROUP;
    blocksAt = groups * BOX;
    verticesAt = blocksAt + blocks * BLOCK_BOX;
    g = new int[verticesAt + n * VERTEX];
    double along = 0;
    for (int i = 0; i < n; i++) {
      int v = verticesAt + i * VERTEX;
      g[v] = Float.floatToRawIntBits((float) plane.x(plan.pathLonE7(i)));
      g[v + 1] = Float.floatToRawIntBits((float) plane.y(plan.pathLatE7(i)));
      if (i > 0) {
        along +=
            Geo.haversineMetres(
                plan.pathLatE7(i - 1), plan.pathLonE7(i - 1), plan.pathLatE7(i), plan.pathLonE7(i));
      }
      g[v + 2] = Float.floatToRawIntBits((float) along);
    }
    Box whole = new Box();
    whole.around(this, 0, segments);
    leastX = whole.leastX;
    leastY = whole.leastY;
    stepsPerMetre =
        STEPS / Math.max(1, Math.max(whole.mostX - whole.leastX, whole.mostY - whole.leastY));
    for (int b = 0; b < blocks; b++) {
      int at = blocksAt + b * BLOCK_BOX;
      box(at, b * BLOCK, Math.min(segments, (b + 1) * BLOCK));
      g[at + 2] = g[verticesAt + b * BLOCK * VERTEX + 2];
    }
    for (int b = 0; b < groups; b++) {
      box(b * BOX, b * BLOCK * GROUP, Math.min(segments, (b + 1) * BLOCK * GROUP));
    }
  }

  /** The exact box around some vertices. */
  private static final class Box {
    float leastX;
    float leastY;
    float mostX;
    float mostY;

    void around(PathLine path, int first, int last) {
      leastX = Float.POSITIVE_INFINITY;
      leastY = Float.POSITIVE_INFINITY;
      mostX = Float.NEGATIVE_INFINITY;
      mostY = Float.NEGATIVE_INFINITY;
      for (int i = first; i <= last; i++) {
        int v = path.verticesAt + i * VERTEX;
        leastX = Math.min(leastX, path.at(v));
        leastY = Math.min(leastY, path.at(v + 1));
        mostX = Math.max(mostX, path.at(v));
        mostY = Math.max(mostY, path.at(v + 1));
      }
    }
  }

  private void box(int at, int first, int last) {
    Box box = new Box();
    box.around(this, first, last);
    g[at] = step(box.leastX, leastX, -1) | step(box.mostX, leastX, 1) << 16;
    g[at + 1] = step(box.leastY, leastY, -1) | step(box.mostY, leastY, 1) << 16;
  }

  /** A coordinate in steps, moved outwards by more than the rounding. */
  private int step(double metres, float least, int outwards) {
    double step = Math.floor((metres - least) * stepsPerMetre) + outwards * 2;
    return (int) Math.max(0, Math.min(STEP_MAX, step));
  }

  private float at(int cell) {
    return Float.intBitsToFloat(g[cell]);
  }

  /** Length in metres. */
  double length() {
    return at(g.length - 1);
  }

  /** Reads the path's own line, and tells nothing. */
  float touch() {
    return segments;
  }

  /** Reads the boxes of the groups, and tells nothing; first of three steps of reading ahead. */
  int touchGroups() {
    return isTouched() ? touch(0, blocksAt) : 0;
  }

  /** Reads the boxes of the blocks in the groups near a point, and tells nothing. */
  int touchBlocks(double px, double py) {
    int sum = 0;
    int fromX = step(px - TOUCHED_METRES, leastX, -1);
    int toX = step(px + TOUCHED_METRES, leastX, 1);
    int fromY = step(py - TOUCHED_METRES, leastY, -1);
    int toY = step(py + TOUCHED_METRES, leastY, 1);
    for (int box = 0; isTouched() && box < blocksAt; box += BOX) {
      if (!isOutside(box, fromX, toX, fromY, toY)) {
        int first = blocksAt + box / BOX * GROUP * BLOCK_BOX;
        sum += touch(first, Math.min(verticesAt, first + GROUP * BLOCK_BOX));
      }
    }
    return sum;
  }

  /** Reads the vertices of the blocks near a point, and tells nothing. */
  int touchVertices(double px, double py) {
    int sum = 0;
    int fromX = step(px - TOUCHED_METRES, leastX, -1);
    int toX = step(px + TOUCHED_METRES, leastX, 1);
    int fromY = step(py - TOUCHED_METRES, leastY, -1);
    int toY = step(py + TOUCHED_METRES, leastY, 1);
    for (int box = 0; isTouched() && box < blocksAt; box += BOX) {
      if (isOutside(box, fromX, toX, fromY, toY)) {
        continue;
      }
      int first = box / BOX * GROUP;
      int end = Math.min(first + GROUP, (verticesAt - blocksAt) / BLOCK_BOX);
      for (int block = first; block < end; block++) {
        if (!isOutside(blocksAt + block * BLOCK_BOX, fromX, toX, fromY, toY)) {
          int vertex = verticesAt + block * BLOCK * VERTEX;
          sum += touch(vertex, Math.min(g.length, vertex + (BLOCK + 1) * VERTEX));
        }
      }
    }
    return sum;
  }

  /** Very long paths are few, and looking through their boxes more than once costs more. */
  private boolean isTouched() {
    return segments <= TOUCHED_SEGMENTS_MAX;
  }

  private int touch(int from, int end) {
    int sum = g[end - 1];
    for (int i = from; i < end; i += LINE) {
      sum += g[i];
    }
    return sum;
  }

  /**
   * Index of the segment that holds the place {@code along}: a search by halves among the blocks,
   * which lie together, then the few segments of one.
   */
  private int segmentAt(double along) {
    int lo = 0;
    int hi = (segments - 1) / BLOCK;
    while (lo < hi) {
      int mid = (lo + hi + 1) >>> 1;
      if (at(blocksAt + mid * BLOCK_BOX + 2) <= along) {
        lo = mid;
      } else {
        hi = mid - 1;
      }
    }
    int i = lo * BLOCK;
    int last = Math.min(segments, i + BLOCK) - 1;
    while (i < last && s(i + 1) <= along) {
      i++;
    }
    return i;
  }

  private float s(int vertex) {
    return at(verticesAt + vertex * VERTEX + 2);
  }

  /** Cosine of the angle between a course and the path's direction at a place. */
  double courseCosine(double along, double courseX, double courseY) {
    int i = segmentAt(along);
    while (i > 0 && s(i + 1) - s(i) < 0.01f) {
      i--;
    }
    int v = verticesAt + i * VERTEX;
    double dx = at(v + 3) - at(v);
    double dy = at(v + 4) - at(v + 1);
    double length = Math.sqrt(dx * dx + dy * dy);
    return length == 0 ? 1 : (dx * courseX + dy * courseY) / length;
  }

  /** Tells where a place on the path is. */
  void at(double along, Foot foot) {
    int i = segmentAt(along);
    int v = verticesAt + i * VERTEX;
    double ds = at(v + 5) - at(v + 2);
    double f = ds <= 0 ? 0 : Math.max(0, Math.min(1, (along - at(v + 2)) / ds));
    foot.x = at(v) + f * (at(v + 3) - at(v));
    foot.y = at(v + 1) + f * (at(v + 4) - at(v + 1));
  }

  /** Finds the nearest place within [from, to] along the path. */
  void project(double px, double py, double from, double to, Foot foot) {
    int first = segmentAt(Math.max(0, from));
    double bestSquare = Double.POSITIVE_INFINITY;
    double bestAlong = from;
    int end = verticesAt + segments * VERTEX;
    int begin = verticesAt + first * VERTEX;
    for (int v = begin; v < end; v += VERTEX) {
      double s = at(v + 2);
      if (s > to && v > begin) {
        break;
      }
      double dx = at(v + 3) - at(v);
      double dy = at(v + 4) - at(v + 1);
      double qx = px - at(v);
      double qy = py - at(v + 1);
      double square = dx * dx + dy * dy;
      double ds = at(v + 5) - s;
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
    int fromX = step(px - reach, leastX, -1);
    int toX = step(px + reach, leastX, 1);
    int fromY = step(py - reach, leastY, -1);
    int toY = step(py + reach, leastY, 1);
    int start = 0;
    while (start < segments) {
      int block = start / BLOCK;
      int skip = 0;
      if (block % GROUP == 0 && isOutside(block / GROUP * BOX, fromX, toX, fromY, toY)) {
        skip = BLOCK * GROUP;
      } else if (isOutside(blocksAt + block * BLOCK_BOX, fromX, toX, fromY, toY)
          || boxSquare(start, px, py) > reachSquare) {
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
      int end = verticesAt + Math.min(segments, start + BLOCK) * VERTEX;
      for (int v = verticesAt + start * VERTEX; v < end; v += VERTEX) {
        double dx = at(v + 3) - at(v);
        double dy = at(v + 4) - at(v + 1);
        double square = dx * dx + dy * dy;
        double qx = px - at(v);
        double qy = py - at(v + 1);
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
          leastAlong = at(v + 2) + f * (at(v + 5) - at(v + 2));
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

  private boolean isOutside(int box, int fromX, int toX, int fromY, int toY) {
    int x = g[box];
    int y = g[box + 1];
    return (x & STEP_MAX) > toX || (x >>> 16) < fromX || (y & STEP_MAX) > toY || (y >>> 16) < fromY;
  }

  /** Square of the distance to the exact box around a block: its rounded box lies within reach. */
  private double boxSquare(int start, double px, double py) {
    float lowX = Float.POSITIVE_INFINITY;
    float lowY = Float.POSITIVE_INFINITY;
    float highX = Float.NEGATIVE_INFINITY;
    float highY = Float.NEGATIVE_INFINITY;
    int end = verticesAt + Math.min(segments, start + BLOCK) * VERTEX;
    for (int v = verticesAt + start * VERTEX; v <= end; v += VERTEX) {
      lowX = Math.min(lowX, at(v));
      lowY = Math.min(lowY, at(v + 1));
      highX = Math.max(highX, at(v));
      highY = Math.max(highY, at(v + 1));
    }
    double dx = Math.max(0, Math.max(lowX - px, px - highX));
    double dy = Math.max(0, Math.max(lowY - py, py - highY));
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
