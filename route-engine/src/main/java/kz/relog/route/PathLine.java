package kz.relog.route;

/**
 * A plan's path on its local plane, with metres along it. Immutable. One array holds all of it, so
 * that a cold search touches few lines of memory: which blocks of {@value #BLOCK} segments lie in
 * which of {@value #STRIPS} strips from west to east and from south to north, where the blocks
 * begin along the path, then the blocks. A search around a point takes the blocks that lie both in
 * a strip in reach from west to east and in one from south to north, and enters those whose box is
 * in reach; a search by metres only enters the block that holds them.
 *
 * <pre>
 * word     for each 64 blocks: {@value #STRIPS} sets of blocks west to east, as many south to north,
 *          64 bits each
 * begin    metres along at each block's first vertex    a float
 * block    its box: least x, least y, most x, most y    floats
 *          {@value #BLOCK} segments' vertices, the last one also the next block's first
 *          vertex: x, y, metres along                   floats
 * </pre>
 */
final class PathLine {

  private static final int BLOCK = 8;
  private static final int STRIPS = 32;

  /** Blocks of one word: as many as a long has bits. */
  private static final int WORD_BLOCKS = 64;

  /** Cells of one word: two 32-bit cells for each strip of both directions. */
  private static final int WORD = 2 * 2 * STRIPS;

  private static final int BOX = 4;
  private static final int VERTEX = 3;
  private static final int BLOCK_CELLS = BOX + (BLOCK + 1) * VERTEX;

  /** Metres by which a search goes beyond its reach among the strips: more than the rounding. */
  private static final double ROUNDING_METRES = 0.01;

  /** Cells in a line of memory. */
  private static final int LINE = 16;

  /** Metres around a fact that are read ahead: what is searched with a usual error. */
  private static final double TOUCHED_METRES = 60;

  /** Cells of sets that are looked through to read ahead; paths with more are few. */
  private static final int TOUCHED_CELLS_MAX = 8 * WORD;

  private final int[] g;
  private final int blocks;
  private final int beginsAt;
  private final int blocksAt;
  private final int segments;
  private final float leastX;
  private final float leastY;
  private final float stripsPerMetreX;
  private final float stripsPerMetreY;

  PathLine(Plane plane, Plan plan) {
    segments = plan.pathSize() - 1;
    blocks = (segments + BLOCK - 1) / BLOCK;
    beginsAt = (blocks + WORD_BLOCKS - 1) / WORD_BLOCKS * WORD;
    blocksAt = beginsAt + blocks;
    g = new int[vertexAt(segments - 1) + 2 * VERTEX];
    double along = 0;
    for (int i = 0; i <= segments; i++) {
      if (i > 0) {
        along +=
            Geo.haversineMetres(
                plan.pathLatE7(i - 1), plan.pathLonE7(i - 1), plan.pathLatE7(i), plan.pathLonE7(i));
        vertex(vertexAt(i - 1) + VERTEX, plane, plan, i, along);
      }
      if (i < segments) {
        vertex(vertexAt(i), plane, plan, i, along);
      }
    }
    float x0 = Float.POSITIVE_INFINITY;
    float y0 = Float.POSITIVE_INFINITY;
    float x1 = Float.NEGATIVE_INFINITY;
    float y1 = Float.NEGATIVE_INFINITY;
    for (int b = 0; b < blocks; b++) {
      int at = box(b);
      g[beginsAt + b] = g[at + BOX + 2];
      x0 = Math.min(x0, at(at));
      y0 = Math.min(y0, at(at + 1));
      x1 = Math.max(x1, at(at + 2));
      y1 = Math.max(y1, at(at + 3));
    }
    leastX = x0;
    leastY = y0;
    stripsPerMetreX = STRIPS / Math.max(1, x1 - x0);
    stripsPerMetreY = STRIPS / Math.max(1, y1 - y0);
    for (int b = 0; b < blocks; b++) {
      int at = blocksAt + b * BLOCK_CELLS;
      int word = b / WORD_BLOCKS * WORD;
      mark(word, stripX(at(at)), stripX(at(at + 2)), b);
      mark(word + WORD / 2, stripY(at(at + 1)), stripY(at(at + 3)), b);
    }
  }

  private void vertex(int at, Plane plane, Plan plan, int i, double along) {
    g[at] = Float.floatToRawIntBits((float) plane.x(plan.pathLonE7(i)));
    g[at + 1] = Float.floatToRawIntBits((float) plane.y(plan.pathLatE7(i)));
    g[at + 2] = Float.floatToRawIntBits((float) along);
  }

  /** Sets the exact box around a block's vertices and tells where the block lies. */
  private int box(int block) {
    int at = blocksAt + block * BLOCK_CELLS;
    int last = at + BOX + Math.min(BLOCK, segments - block * BLOCK) * VERTEX;
    System.arraycopy(g, at + BOX, g, at, 2);
    System.arraycopy(g, at + BOX, g, at + 2, 2);
    for (int v = at + BOX; v <= last; v += VERTEX) {
      for (int axis = 0; axis < 2; axis++) {
        float least = Math.min(at(at + axis), at(v + axis));
        float most = Math.max(at(at + 2 + axis), at(v + axis));
        g[at + axis] = Float.floatToRawIntBits(least);
        g[at + 2 + axis] = Float.floatToRawIntBits(most);
      }
    }
    return at;
  }

  private void mark(int at, int first, int last, int block) {
    for (int strip = first; strip <= last; strip++) {
      g[at + 2 * strip + block / 32 % 2] |= 1 << (block % 32);
    }
  }

  private int stripX(double metres) {
    return strip((metres - leastX) * stripsPerMetreX);
  }

  private int stripY(double metres) {
    return strip((metres - leastY) * stripsPerMetreY);
  }

  private static int strip(double strips) {
    int strip = (int) strips;
    return strip < 0 ? 0 : strip < STRIPS ? strip : STRIPS - 1;
  }

  private float at(int cell) {
    return Float.intBitsToFloat(g[cell]);
  }

  /** First cell of a vertex that begins a segment; that of its end follows. */
  private int vertexAt(int segment) {
    return blocksAt + segment / BLOCK * BLOCK_CELLS + BOX + segment % BLOCK * VERTEX;
  }

  /** Reads the path's own line, and tells nothing. */
  float touch() {
    return segments;
  }

  /** Length in metres. */
  double length() {
    return at(g.length - 1);
  }

  /** Reads what tells the blocks near a point, and tells nothing. */
  int touchStrips(double px, double py) {
    int x = 2 * stripX(px);
    int y = WORD / 2 + 2 * stripY(py);
    int sum = 0;
    for (int word = 0; word < beginsAt && word < TOUCHED_CELLS_MAX; word += WORD) {
      sum += g[word + x] + g[word + y];
    }
    return sum;
  }

  /** Reads the blocks near a point, and tells nothing. */
  int touchBlocks(double px, double py) {
    int fromX = 2 * stripX(px - TOUCHED_METRES);
    int toX = 2 * stripX(px + TOUCHED_METRES);
    int fromY = WORD / 2 + 2 * stripY(py - TOUCHED_METRES);
    int toY = WORD / 2 + 2 * stripY(py + TOUCHED_METRES);
    int sum = 0;
    for (int word = 0; word < beginsAt && word < TOUCHED_CELLS_MAX; word += WORD) {
      long near = blocksIn(word + fromX, word + toX) & blocksIn(word + fromY, word + toY);
      for (; near != 0; near &= near - 1) {
        int block = word / WORD * WORD_BLOCKS + Long.numberOfTrailingZeros(near);
        int at = blocksAt + block * BLOCK_CELLS;
        int last = Math.min(g.length, at + BLOCK_CELLS) - 1;
        sum += g[at] + g[Math.min(last, at + LINE)] + g[last];
      }
    }
    return sum;
  }

  /**
   * Index of the segment that holds the place {@code along}: a search by halves among the blocks'
   * begins, which lie together, then the few segments of one.
   */
  private int segmentAt(double along) {
    int lo = 0;
    int hi = blocks - 1;
    while (lo < hi) {
      int mid = (lo + hi + 1) >>> 1;
      if (at(beginsAt + mid) <= along) {
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

  /** The same from a segment near by. */
  private int segmentFrom(int near, double along) {
    int i = near;
    while (i > 0 && s(i) > along) {
      i--;
    }
    while (i < segments - 1 && s(i + 1) <= along) {
      i++;
    }
    return i;
  }

  /** Metres along at the beginning of a segment. */
  private float s(int segment) {
    return at(vertexAt(segment) + 2);
  }

  /**
   * Cosine of the angle between a course and the path's direction at a place.
   *
   * @param near a segment near the place
   */
  double courseCosine(double along, int near, double courseX, double courseY) {
    int i = segmentFrom(near, along);
    int v = vertexAt(i);
    while (i > 0 && at(v + 5) - at(v + 2) < 0.01f) {
      i--;
      v = vertexAt(i);
    }
    double dx = at(v + 3) - at(v);
    double dy = at(v + 4) - at(v + 1);
    double length = Math.sqrt(dx * dx + dy * dy);
    return length == 0 ? 1 : (dx * courseX + dy * courseY) / length;
  }

  /** Tells where a place on the path is. */
  void at(double along, Foot foot) {
    int v = vertexAt(segmentAt(along));
    double ds = at(v + 5) - at(v + 2);
    double f = ds <= 0 ? 0 : Math.max(0, Math.min(1, (along - at(v + 2)) / ds));
    foot.x = at(v) + f * (at(v + 3) - at(v));
    foot.y = at(v + 1) + f * (at(v + 4) - at(v + 1));
  }

  /** Finds the nearest place within [from, to] along the path. */
  void project(double px, double py, double from, double to, Foot foot) {
    project(px, py, from, to, segmentAt(Math.max(0, from)), foot);
  }

  /** The same with a segment at hand, best one near those places. */
  void projectNear(double px, double py, double from, double to, int near, Foot foot) {
    project(px, py, from, to, segmentFrom(near, Math.max(0, from)), foot);
  }

  private void project(double px, double py, double from, double to, int first, Foot foot) {
    double bestSquare = Double.POSITIVE_INFINITY;
    double bestAlong = from;
    foot.segment = first;
    for (int i = first; i < segments; i++) {
      int v = vertexAt(i);
      double s = at(v + 2);
      if (s > to && i > first) {
        break;
      }
      double x = at(v);
      double y = at(v + 1);
      double dx = at(v + 3) - at(v);
      double dy = at(v + 4) - at(v + 1);
      double qx = px - x;
      double qy = py - y;
      double square = dx * dx + dy * dy;
      double ds = at(v + 5) - s;
      double f = Geo.part(qx * dx + qy * dy, square);
      if (ds > 0 && (from > s || to < s + ds)) {
        f = square == 0 ? 0 : (qx * dx + qy * dy) / square;
        f = Math.max((from - s) / ds, Math.min((to - s) / ds, f));
        f = Math.max(0, Math.min(1, f));
      }
      double ex = qx - f * dx;
      double ey = qy - f * dy;
      double d = ex * ex + ey * ey;
      if (d < bestSquare) {
        bestSquare = d;
        bestAlong = s + f * ds;
        foot.segment = i;
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
    out.begin();
    double margin = reach + ROUNDING_METRES;
    int fromX = 2 * stripX(px - margin);
    int toX = 2 * stripX(px + margin);
    int fromY = WORD / 2 + 2 * stripY(py - margin);
    int toY = WORD / 2 + 2 * stripY(py + margin);
    double reachSquare = reach * reach;
    int before = -2;
    for (int word = 0; word < beginsAt; word += WORD) {
      long near = blocksIn(word + fromX, word + toX) & blocksIn(word + fromY, word + toY);
      for (; near != 0; near &= near - 1) {
        int block = word / WORD * WORD_BLOCKS + Long.numberOfTrailingZeros(near);
        if (boxSquare(block, px, py) <= reachSquare) {
          if (block != before + 1) {
            out.gap(reach);
          }
          before = block;
          search(block, px, py, reach, rise, out);
        }
      }
    }
    out.gap(reach);
  }

  /** The blocks that lie in any of some strips. */
  private long blocksIn(int first, int last) {
    int low = 0;
    int high = 0;
    for (int strip = first; strip <= last; strip += 2) {
      low |= g[strip];
      high |= g[strip + 1];
    }
    return ((long) high << 32) | (low & 0xffff_ffffL);
  }

  /** Square of the distance to the box around a block. */
  private double boxSquare(int block, double px, double py) {
    int at = blocksAt + block * BLOCK_CELLS;
    double dx = Geo.outside(px, at(at), at(at + 2));
    double dy = Geo.outside(py, at(at + 1), at(at + 3));
    return dx * dx + dy * dy;
  }

  /**
   * Goes on with the search for passes along the segments of a block. Distances are compared by
   * their squares; a root is drawn only where the squares do not tell for certain.
   */
  private void search(int block, double px, double py, double reach, double rise, Passes out) {
    int first = block * BLOCK;
    int count = Math.min(BLOCK, segments - first);
    int v = vertexAt(first);
    float x = at(v);
    float y = at(v + 1);
    float s = at(v + 2);
    boolean falling = out.falling;
    double least = out.least;
    double leastSquare = out.leastSquare;
    double most = out.mostSquare;
    double over = passedSquare(least, rise);
    double under = 0.5 * rise * rise;
    for (int i = 0; i < count; i++) {
      v += VERTEX;
      float nextX = at(v);
      float nextY = at(v + 1);
      float nextS = at(v + 2);
      double dx = nextX - x;
      double dy = nextY - y;
      double qx = px - x;
      double qy = py - y;
      double f = Geo.part(qx * dx + qy * dy, dx * dx + dy * dy);
      double ex = qx - f * dx;
      double ey = qy - f * dy;
      double foot = ex * ex + ey * ey;
      double zx = qx - dx;
      double zy = qy - dy;
      double tail = zx * zx + zy * zy;
      if (!falling) {
        if (foot > most) {
          most = foot;
        } else if (foot < most - under && Math.sqrt(foot) < Math.sqrt(most) - rise) {
          falling = true;
          leastSquare = Double.POSITIVE_INFINITY;
          least = Double.POSITIVE_INFINITY;
          over = Double.POSITIVE_INFINITY;
        }
      }
      if (falling && foot < leastSquare) {
        double metres = Math.sqrt(foot);
        if (metres < least) {
          least = metres;
          leastSquare = foot;
          over = passedSquare(least, rise);
          out.leastAlong = s + f * (nextS - s);
          out.leastSegment = first + i;
        }
      }
      if (falling && tail > over && Math.sqrt(tail) > least + rise) {
        if (least <= reach) {
          out.add(out.leastAlong, least, out.leastSegment);
        }
        falling = false;
        most = tail;
      } else if (!falling && tail > most) {
        most = tail;
      }
      x = nextX;
      y = nextY;
      s = nextS;
    }
    out.falling = falling;
    out.least = least;
    out.leastSquare = leastSquare;
    out.mostSquare = most;
  }

  /** A little less than the square of the distance at which a least one has been passed. */
  private static double passedSquare(double least, double rise) {
    double passed = least + rise;
    return passed * passed * (1 - 1e-12);
  }

  /** A place found on the path: reused by its owner. */
  static final class Foot {
    double along;
    double distance;

    /** The segment on which a projection lies. */
    int segment;

    /** Set by {@link #at} alone. */
    double x;

    double y;
  }
}
