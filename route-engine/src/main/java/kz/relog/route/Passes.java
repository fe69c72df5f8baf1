package kz.relog.route;

/**
 * The places where a path passes a point, reused by its owner. When there are more than fit, the
 * nearest stay. Also holds what a search remembers from one block of the path to the next.
 */
final class Passes {

  /** While a search goes on: the path comes nearer to the point. */
  boolean falling;

  /** The least distance since it does, metres, and its square. */
  double least;

  double leastSquare;

  /** Where that is: metres along the path, and its segment. */
  double leastAlong;

  int leastSegment;

  /** Square of the greatest distance since the path goes away from the point. */
  double mostSquare;

  private final double[] along;
  private final double[] distance;
  private final int[] segment;
  private int size;

  Passes(int capacity) {
    along = new double[capacity];
    distance = new double[capacity];
    segment = new int[capacity];
  }

  /** Begins a search: nothing is found yet. */
  void begin() {
    size = 0;
    falling = true;
    least = Double.POSITIVE_INFINITY;
    leastSquare = Double.POSITIVE_INFINITY;
  }

  /** The path left the reach: a least distance on the way there is a pass of its own. */
  void gap(double reach) {
    if (falling && least <= reach) {
      add(leastAlong, least, leastSegment);
    }
    falling = true;
    least = Double.POSITIVE_INFINITY;
    leastSquare = Double.POSITIVE_INFINITY;
  }

  int size() {
    return size;
  }

  /** Metres along the path. */
  double along(int i) {
    return along[i];
  }

  /** Metres from the point. */
  double distance(int i) {
    return distance[i];
  }

  /** The segment on which the pass lies. */
  int segment(int i) {
    return segment[i];
  }

  /** A segment of a pass at a place, or -1 when none lies there. */
  int segmentOf(double alongMetres) {
    for (int i = 0; i < size; i++) {
      if (along[i] == alongMetres) {
        return segment[i];
      }
    }
    return -1;
  }

  void add(double alongMetres, double distanceMetres, int onSegment) {
    int at = size;
    if (size == along.length) {
      at = farthest();
      if (distance[at] <= distanceMetres) {
        return;
      }
      size--;
      System.arraycopy(along, at + 1, along, at, size - at);
      System.arraycopy(distance, at + 1, distance, at, size - at);
      System.arraycopy(segment, at + 1, segment, at, size - at);
      at = size;
    }
    along[at] = alongMetres;
    distance[at] = distanceMetres;
    segment[at] = onSegment;
    size++;
  }

  private int farthest() {
    int at = 0;
    for (int i = 1; i < size; i++) {
      if (distance[i] > distance[at]) {
        at = i;
      }
    }
    return at;
  }
}
