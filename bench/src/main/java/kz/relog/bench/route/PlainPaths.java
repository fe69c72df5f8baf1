package kz.relog.bench.route;

import kz.relog.route.Plan;

/**
 * What a matcher without memory of how a vehicle came there does, as a measure for ours: the
 * nearest point of the whole path, and the nearest point in a window ahead of the last place. Same
 * paths, same facts, neither course nor error nor judgement. One thread.
 */
public final class PlainPaths {

  private static final double METRES_PER_E7 = Math.toRadians(1e-7) * 6_371_008.8;
  private static final int FIELDS = 3;

  /** Metres ahead of the last place, and behind it, that the window reaches. */
  private static final double AHEAD_METRES = 500;

  private static final double BEHIND_METRES = 50;

  /** Per vehicle: x, y, metres along of each vertex. */
  private final float[][] paths;

  private final int[] originLatE7;
  private final int[] originLonE7;
  private final double[] metresPerLonE7;
  private final int[] segment;
  private double bestSquare;
  private double bestAlong;
  private int bestSegment;

  /** Paths of so many vehicles, numbered from 0. */
  public PlainPaths(int vehicles) {
    paths = new float[vehicles][];
    originLatE7 = new int[vehicles];
    originLonE7 = new int[vehicles];
    metresPerLonE7 = new double[vehicles];
    segment = new int[vehicles];
  }

  /** Gives a vehicle its plan's path. */
  public void put(int vehicle, Plan plan) {
    int n = plan.pathSize();
    originLatE7[vehicle] = plan.pathLatE7(0);
    originLonE7[vehicle] = plan.pathLonE7(0);
    metresPerLonE7[vehicle] = METRES_PER_E7 * Math.cos(Math.toRadians(plan.pathLatE7(0) * 1e-7));
    float[] path = new float[n * FIELDS];
    for (int i = 0; i < n; i++) {
      path[i * FIELDS] = (float) x(vehicle, plan.pathLonE7(i));
      path[i * FIELDS + 1] = (float) y(vehicle, plan.pathLatE7(i));
      if (i > 0) {
        float dx = path[i * FIELDS] - path[i * FIELDS - 3];
        float dy = path[i * FIELDS + 1] - path[i * FIELDS - 2];
        path[i * FIELDS + 2] = path[i * FIELDS - 1] + (float) Math.sqrt(dx * dx + dy * dy);
      }
    }
    paths[vehicle] = path;
  }

  /** Metres along the path of the nearest point of all of it. */
  public double nearest(int vehicle, int latE7, int lonE7) {
    float[] path = paths[vehicle];
    double px = x(vehicle, lonE7);
    double py = y(vehicle, latE7);
    bestSquare = Double.POSITIVE_INFINITY;
    for (int v = 0; v < path.length - FIELDS; v += FIELDS) {
      look(path, v, px, py);
    }
    return bestAlong;
  }

  /** Metres along the path of the nearest point a little behind or ahead of the last one. */
  public double forward(int vehicle, int latE7, int lonE7) {
    float[] path = paths[vehicle];
    double px = x(vehicle, lonE7);
    double py = y(vehicle, latE7);
    int first = segment[vehicle];
    double from = path[first + 2] - BEHIND_METRES;
    double to = path[first + 2] + AHEAD_METRES;
    while (first > 0 && path[first + 2] > from) {
      first -= FIELDS;
    }
    bestSquare = Double.POSITIVE_INFINITY;
    for (int v = first; v < path.length - FIELDS && path[v + 2] < to; v += FIELDS) {
      look(path, v, px, py);
    }
    segment[vehicle] = bestSegment;
    return bestAlong;
  }

  private void look(float[] path, int v, double px, double py) {
    double dx = path[v + 3] - path[v];
    double dy = path[v + 4] - path[v + 1];
    double qx = px - path[v];
    double qy = py - path[v + 1];
    double square = dx * dx + dy * dy;
    double f = square == 0 ? 0 : Math.max(0, Math.min(1, (qx * dx + qy * dy) / square));
    double ex = qx - f * dx;
    double ey = qy - f * dy;
    double d = ex * ex + ey * ey;
    if (d < bestSquare) {
      bestSquare = d;
      bestAlong = path[v + 2] + f * (path[v + 5] - path[v + 2]);
      bestSegment = v;
    }
  }

  private double x(int vehicle, int lonE7) {
    return ((double) lonE7 - originLonE7[vehicle]) * metresPerLonE7[vehicle];
  }

  private double y(int vehicle, int latE7) {
    return ((double) latE7 - originLatE7[vehicle]) * METRES_PER_E7;
  }
}
