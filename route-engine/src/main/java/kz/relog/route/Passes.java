package kz.relog.route;

/**
 * The places where a path passes a point, reused by its owner. When there are more than fit, the
 * nearest stay.
 */
final class Passes {

  private final double[] along;
  private final double[] distance;
  private int size;

  Passes(int capacity) {
    along = new double[capacity];
    distance = new double[capacity];
  }

  void clear() {
    size = 0;
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

  void add(double alongMetres, double distanceMetres) {
    int at = size;
    if (size == along.length) {
      at = farthest();
      if (distance[at] <= distanceMetres) {
        return;
      }
      size--;
      System.arraycopy(along, at + 1, along, at, size - at);
      System.arraycopy(distance, at + 1, distance, at, size - at);
      at = size;
    }
    along[at] = alongMetres;
    distance[at] = distanceMetres;
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
