package kz.relog.route;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a plan's stops lie: on the plane, and along the path. Immutable. */
final class StopPlaces {

  /** Metres: a stop's circle where the plan gives none, a lorry's length and a house's front. */
  static final double RADIUS_METRES = 50;

  /** Metres: the greatest circle a plan may give. */
  static final int RADIUS_METRES_MAX = 1_000;

  /** Metres from the path within which each pass is a candidate for a stop's place. */
  private static final double CANDIDATE_METRES = 60;

  /** Metres of going back that cost as much as one metre of distance from the path. */
  private static final double BACK_PER_METRE = 10;

  /**
   * Metres along the path against the timetable that cost as much as one metre of distance from the
   * path: lateness of minutes within a leg is usual, another street 20 m away is not.
   */
  private static final double UNTIMELY_PER_METRE = 50;

  private static final double UNREACHED_COST = 1000;

  private static final int GUESS_STEPS_MAX = 16;

  /** Per stop: metres east and north, radius, metres along the path, service in s, by passing. */
  private static final int FIELDS = 6;

  private final float[] fields;
  private final int size;

  StopPlaces(Plane plane, Plan plan, @Nullable PathLine path) {
    List<PlanStop> stops = plan.stops();
    size = stops.size();
    fields = new float[size * FIELDS];
    double[] along = new double[size];
    Arrays.fill(along, Double.NaN);
    if (path != null) {
      place(path, plane, stops, along);
    }
    for (int i = 0; i < size; i++) {
      PlanStop stop = stops.get(i);
      int at = i * FIELDS;
      fields[at] = (float) plane.x(stop.lonE7());
      fields[at + 1] = (float) plane.y(stop.latE7());
      fields[at + 2] = stop.radiusMetres() > 0 ? stop.radiusMetres() : (float) RADIUS_METRES;
      fields[at + 3] = (float) along[i];
      long plannedMs = stop.arriveMs() == 0 ? 0 : Math.max(0, stop.departMs() - stop.arriveMs());
      fields[at + 4] = Math.max(stop.serviceSeconds(), plannedMs / 1000);
      boolean byPassing =
          path != null
              && stop.serviceSeconds() == 0
              && stop.arriveMs() != 0
              && stop.arriveMs() == stop.departMs();
      fields[at + 5] = byPassing ? 1 : 0;
    }
  }

  int size() {
    return size;
  }

  /** Reads a stop and its neighbours, and tells nothing. */
  float touch(int stop) {
    int at = Math.max(0, Math.min(size - 1, stop)) * FIELDS;
    return fields[Math.max(0, at - FIELDS)] + fields[Math.min(fields.length - 1, at + FIELDS + 3)];
  }

  double x(int i) {
    return fields[i * FIELDS];
  }

  double y(int i) {
    return fields[i * FIELDS + 1];
  }

  double radius(int i) {
    return fields[i * FIELDS + 2];
  }

  /** Metres along the path, never less than at the stop before; NaN without a path. */
  double along(int i) {
    return fields[i * FIELDS + 3];
  }

  /** Planned standing time in ms. */
  double serviceMs(int i) {
    return fields[i * FIELDS + 4] * 1e3;
  }

  /** True when the stop is served by passing its place, as a bus stop without a wait is. */
  boolean byPassing(int i) {
    return fields[i * FIELDS + 5] != 0;
  }

  /**
   * First stop whose place on the path is at or after the given one. Found in a few steps from a
   * guess near by, which touches less memory than a search by halves, the way out.
   */
  int firstFrom(double along, int guess) {
    int i = Math.max(0, Math.min(size, guess));
    for (int steps = 0; steps < GUESS_STEPS_MAX; steps++) {
      if (i > 0 && !(along(i - 1) < along)) {
        i--;
      } else if (i < size && along(i) < along) {
        i++;
      } else {
        return i;
      }
    }
    int lo = 0;
    int hi = size;
    while (lo < hi) {
      int mid = (lo + hi) >>> 1;
      if (along(mid) < along) {
        lo = mid + 1;
      } else {
        hi = mid;
      }
    }
    return lo;
  }

  /** Metres of the straight legs from stop to stop. */
  double legsMetres() {
    double sum = 0;
    for (int i = 1; i < size; i++) {
      sum += Geo.length(x(i) - x(i - 1), y(i) - y(i - 1));
    }
    return sum;
  }

  double[] alongs() {
    double[] along = new double[size];
    for (int i = 0; i < size; i++) {
      along[i] = along(i);
    }
    return along;
  }

  /**
   * Places all stops together so that none lies before the one planned before it and the distances
   * to the path sum to the least: the nearest place alone is wrong on loops and on streets driven
   * both ways. Where the plan has times, a leg that is long for its planned time costs as well: on
   * a street driven both ways they alone tell the side. Dynamic programming over the passes near
   * each stop.
   */
  private static void place(PathLine path, Plane plane, List<PlanStop> stops, double[] along) {
    int n = stops.size();
    double[][] places = new double[n][];
    double[][] costs = new double[n][];
    int[][] back = new int[n][];
    PathLine.Foot foot = new PathLine.Foot();
    Passes passes = new Passes(64);
    double speed = plannedSpeed(path, stops);
    for (int i = 0; i < n; i++) {
      double x = plane.x(stops.get(i).lonE7());
      double y = plane.y(stops.get(i).latE7());
      path.project(x, y, 0, path.length(), foot);
      path.passes(x, y, Math.max(CANDIDATE_METRES, foot.distance + 30), 5, passes);
      int before = i == 0 ? 0 : places[i - 1].length;
      double planned = i == 0 ? Double.NaN : speed * drivingMs(stops.get(i - 1), stops.get(i));
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
          if (!Double.isNaN(planned)) {
            c += Math.abs(s - places[i - 1][j] - planned) / UNTIMELY_PER_METRE;
          }
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
      places[i] = Arrays.copyOf(place, k);
      costs[i] = Arrays.copyOf(cost, k);
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

  /** Planned driving from stop to stop in ms; NaN when not told. */
  private static double drivingMs(PlanStop from, PlanStop to) {
    long left = from.departMs() != 0 ? from.departMs() : from.arriveMs();
    if (left == 0 || to.arriveMs() == 0) {
      return Double.NaN;
    }
    return Math.max(0, to.arriveMs() - left);
  }

  /** Metres per ms as planned between the first stop and the last; NaN when not told. */
  private static double plannedSpeed(PathLine path, List<PlanStop> stops) {
    double ms = 0;
    for (int i = 1; i < stops.size(); i++) {
      ms += drivingMs(stops.get(i - 1), stops.get(i));
    }
    return ms > 0 ? path.length() / ms : Double.NaN;
  }
}
