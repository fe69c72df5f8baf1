package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the search on a path leaves out because it cannot matter changes no bit: a search that draws
 * every root and divides for every foot finds the same.
 */
class B03_SameToTheBitTest {

  private static final int PATHS = 80;
  private static final int POINTS = 300;
  private static final int BLOCK = 8;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private float[][] vertices = {};

  @Test
  void passesAreThoseOfASearchThatLeavesNothingOut() {
    for (int path = 0; path < PATHS; path++) {
      PathLine line = wander();
      Passes passes = new Passes(64);
      for (int i = 0; i < POINTS; i++) {
        double[] p = near();
        double reach = 60 + random.nextInt(3) * random.nextDouble() * 100;
        double rise = Math.max(10, reach / 8);
        line.passes(p[0], p[1], reach, rise, passes);
        List<String> found = new ArrayList<>();
        for (int k = 0; k < passes.size(); k++) {
          found.add(passes.along(k) + " " + passes.distance(k) + " " + passes.segment(k));
        }
        assertThat(found).as("seed %d", seed).isEqualTo(plainPasses(p, reach, rise));
      }
    }
  }

  @Test
  void projectionsAreThoseOfASearchThatLeavesNothingOutWhereverItBegins() {
    for (int path = 0; path < PATHS; path++) {
      PathLine line = wander();
      PathLine.Foot foot = new PathLine.Foot();
      for (int i = 0; i < POINTS; i++) {
        double[] p = near();
        double from = Math.max(0, p[2] + random.nextGaussian() * 50);
        double to = from + random.nextDouble() * 200;
        String plain = plainProjection(p, from, to);
        line.project(p[0], p[1], from, to, foot);
        assertThat(foot.along + " " + foot.distance).as("seed %d", seed).isEqualTo(plain);
        int near = random.nextInt(vertices.length - 1);
        line.projectNear(p[0], p[1], from, to, near, foot);
        assertThat(foot.along + " " + foot.distance).as("seed %d", seed).isEqualTo(plain);
      }
    }
  }

  private List<String> plainPasses(double[] p, double reach, double rise) {
    List<String> found = new ArrayList<>();
    boolean falling = true;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    String at = "";
    boolean inReach = true;
    for (int i = 0; i < vertices.length - 1; i++) {
      if (i % BLOCK == 0) {
        boolean before = inReach;
        inReach = boxMetres(i, p) <= reach;
        if (before && !inReach && falling && least <= reach) {
          found.add(at);
        }
        if (!inReach || !before) {
          falling = true;
          least = Double.POSITIVE_INFINITY;
        }
      }
      if (!inReach) {
        continue;
      }
      float[] a = vertices[i];
      float[] b = vertices[i + 1];
      double[] d = {b[0] - a[0], b[1] - a[1], p[0] - a[0], p[1] - a[1]};
      double square = d[0] * d[0] + d[1] * d[1];
      double f = square == 0 ? 0 : clamp((d[2] * d[0] + d[3] * d[1]) / square);
      double foot = root(d[2] - f * d[0], d[3] - f * d[1]);
      double tail = root(d[2] - d[0], d[3] - d[1]);
      if (!falling) {
        most = Math.max(most, foot);
        if (foot < most - rise) {
          falling = true;
          least = Double.POSITIVE_INFINITY;
        }
      }
      if (falling && foot < least) {
        least = foot;
        at = a[2] + f * (b[2] - a[2]) + " " + least + " " + i;
      }
      if (falling && tail > least + rise) {
        if (least <= reach) {
          found.add(at);
        }
        falling = false;
        most = tail;
      } else if (!falling) {
        most = Math.max(most, tail);
      }
    }
    if (inReach && falling && least <= reach) {
      found.add(at);
    }
    return found;
  }

  private double boxMetres(int first, double[] p) {
    float[] box = {vertices[first][0], vertices[first][1], vertices[first][0], vertices[first][1]};
    for (int i = first; i <= Math.min(first + BLOCK, vertices.length - 1); i++) {
      for (int axis = 0; axis < 2; axis++) {
        box[axis] = Math.min(box[axis], vertices[i][axis]);
        box[2 + axis] = Math.max(box[2 + axis], vertices[i][axis]);
      }
    }
    double dx = Math.max(0, Math.max(box[0] - p[0], p[0] - box[2]));
    double dy = Math.max(0, Math.max(box[1] - p[1], p[1] - box[3]));
    return root(dx, dy);
  }

  private String plainProjection(double[] p, double from, double to) {
    int first = 0;
    while (first < vertices.length - 2 && vertices[first + 1][2] <= from) {
      first++;
    }
    double bestSquare = Double.POSITIVE_INFINITY;
    double best = from;
    for (int i = first; i < vertices.length - 1; i++) {
      float[] a = vertices[i];
      float[] b = vertices[i + 1];
      double s = a[2];
      if (s > to && i > first) {
        break;
      }
      double[] d = {b[0] - a[0], b[1] - a[1], p[0] - a[0], p[1] - a[1]};
      double square = d[0] * d[0] + d[1] * d[1];
      double ds = b[2] - s;
      double f = square == 0 ? 0 : (d[2] * d[0] + d[3] * d[1]) / square;
      if (ds > 0) {
        f = Math.max((from - s) / ds, Math.min((to - s) / ds, f));
      }
      f = clamp(f);
      double ex = d[2] - f * d[0];
      double ey = d[3] - f * d[1];
      if (ex * ex + ey * ey < bestSquare) {
        bestSquare = ex * ex + ey * ey;
        best = s + f * ds;
      }
    }
    return best + " " + Math.sqrt(bestSquare);
  }

  private static double clamp(double f) {
    return Math.max(0, Math.min(1, f));
  }

  private static double root(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }

  /** A path of steps of 0 to 80 m and every turn, some of it driven back on itself. */
  private PathLine wander() {
    int n = 2 + random.nextInt(600);
    int[] lat = new int[n];
    int[] lon = new int[n];
    double heading = 0;
    double x = 0;
    double y = 0;
    for (int i = 0; i < n; i++) {
      lat[i] = Story.latE7(y);
      lon[i] = Story.lonE7(x);
      heading += random.nextInt(40) == 0 ? Math.PI : random.nextGaussian() * 0.5;
      double step = random.nextInt(10) == 0 ? 0 : 5 + random.nextDouble() * 75;
      x += step * Math.sin(heading);
      y += step * Math.cos(heading);
    }
    lat[n - 1] += 1_000;
    Plan plan =
        Plan.builder(1).vehicleRef(1).path(lat, lon).stop(PlanStop.at(1, lat[0], lon[0])).build();
    Plane plane = Plane.of(plan);
    vertices = new float[n][];
    double along = 0;
    for (int i = 0; i < n; i++) {
      along += i == 0 ? 0 : Geo.haversineMetres(lat[i - 1], lon[i - 1], lat[i], lon[i]);
      vertices[i] = new float[] {(float) plane.x(lon[i]), (float) plane.y(lat[i]), (float) along};
    }
    return new PathLine(plane, plan);
  }

  /** A point near a vertex or on it, and the metres along there. */
  private double[] near() {
    float[] vertex = vertices[random.nextInt(vertices.length)];
    double spread = new double[] {0, 10, 60, 1_000}[random.nextInt(4)];
    return new double[] {
      vertex[0] + random.nextGaussian() * spread,
      vertex[1] + random.nextGaussian() * spread,
      vertex[2]
    };
  }
}
