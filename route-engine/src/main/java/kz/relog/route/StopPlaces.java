package kz.relog.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a plan's stops lie: on the plane, and along the path. Immutable. */
final class StopPlaces {

  /** Metres: a stop's circle where the plan gives none, a lorry's length and a house's front. */
  static final double RADIUS_METRES = 50;

  /** Metres from the path within which each pass is a candidate for a stop's place. */
  private static final double CANDIDATE_METRES = 60;

  /** Metres of going back that cost as much as one metre of distance from the path. */
  private static final double BACK_PER_METRE = 10;

  private static final double UNREACHED_COST = 1000;

  private final double[] x;
  private final double[] y;
  private final double[] radius;
  private final double[] along;

  StopPlaces(Plane plane, Plan plan, @Nullable PathLine path) {
    List<PlanStop> stops = plan.stops();
    int n = stops.size();
    x = new double[n];
    y = new double[n];
    radius = new double[n];
    along = new double[n];
    for (int i = 0; i < n; i++) {
      PlanStop stop = stops.get(i);
      x[i] = plane.x(stop.lonE7());
      y[i] = plane.y(stop.latE7());
      radius[i] = stop.radiusMetres() > 0 ? stop.radiusMetres() : RADIUS_METRES;
      along[i] = Double.NaN;
    }
    if (path != null) {
      place(path);
    }
  }

  int size() {
    return x.length;
  }

  double x(int i) {
    return x[i];
  }

  double y(int i) {
    return y[i];
  }

  double radius(int i) {
    return radius[i];
  }

  /** Metres along the path; NaN without one. */
  double along(int i) {
    return along[i];
  }

  /** Metres of the straight legs from stop to stop. */
  double legsMetres() {
    double sum = 0;
    for (int i = 1; i < x.length; i++) {
      sum += Geo.length(x[i] - x[i - 1], y[i] - y[i - 1]);
    }
    return sum;
  }

  double[] alongs() {
    return along;
  }

  /**
   * Places all stops together so that none lies before the one planned before it and the distances
   * to the path sum to the least: the nearest place alone is wrong on loops and on streets driven
   * both ways. Dynamic programming over the passes near each stop.
   */
  private void place(PathLine path) {
    int n = x.length;
    double[][] places = new double[n][];
    double[][] costs = new double[n][];
    int[][] back = new int[n][];
    PathLine.Foot foot = new PathLine.Foot();
    Passes passes = new Passes(64);
    for (int i = 0; i < n; i++) {
      path.project(x[i], y[i], 0, path.length(), foot);
      path.passes(x[i], y[i], Math.max(CANDIDATE_METRES, foot.distance + 30), 5, passes);
      int before = i == 0 ? 0 : places[i - 1].length;
      double[] place = new double[passes.size() + before];
      double[] cost = new double[place.length];
      int[] from = new int[place.length];
      int k = 0;
      for (int p = 0; p < passes.size(); p++) {
        double s = passes.along(p);
        double best = i == 0 ? 0 : Double.POSITIVE_INFINITY;
        int arg = -1;
        for (int j = 0; j < before; j++) {
          double behind = Math.max(0, places[i - 1][j] - s);
          double c = costs[i - 1][j] + behind / BACK_PER_METRE;
          if (behind <= 2 * CANDIDATE_METRES && c < best) {
            best = c;
            arg = j;
          }
        }
        if (best < Double.POSITIVE_INFINITY) {
          place[k] = arg < 0 ? s : Math.max(s, places[i - 1][arg]);
          cost[k] = best + passes.distance(p);
          from[k++] = arg;
        }
      }
      for (int j = 0; k == 0 && j < before; j++) {
        place[j] = places[i - 1][j];
        cost[j] = costs[i - 1][j] + UNREACHED_COST;
        from[j] = j;
      }
      k = k == 0 ? before : k;
      places[i] = java.util.Arrays.copyOf(place, k);
      costs[i] = java.util.Arrays.copyOf(cost, k);
      back[i] = from;
    }
    int at = 0;
    for (int j = 1; j < costs[n - 1].length; j++) {
      at = costs[n - 1][j] < costs[n - 1][at] ? j : at;
    }
    for (int i = n - 1; i >= 0; i--) {
      along[i] = places[i][at];
      at = back[i][at];
    }
  }
}
