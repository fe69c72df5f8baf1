package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a path's boxes leave out lies out of reach: the search agrees with a plain one. */
class B02_PathLineTest {

  private static final int PATHS = 60;
  private static final int POINTS = 200;
  private static final double REACH = 60;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void everyPlaceWithinReachIsNextToAPassThatIsFound() {
    for (int path = 0; path < PATHS; path++) {
      Plan plan = wanderingPlan();
      Plane plane = Plane.of(plan);
      PathLine line = new PathLine(plane, plan);
      double[][] vertices = vertices(plan, plane);
      Passes passes = new Passes(64);
      for (int i = 0; i < POINTS; i++) {
        double[] point = near(vertices);
        line.passes(point[0], point[1], REACH, 1, passes);
        List<Double> found = new ArrayList<>();
        for (int p = 0; p < passes.size(); p++) {
          found.add(passes.distance(p));
        }
        double nearest = plainDistance(vertices, point);
        if (nearest <= REACH) {
          assertThat(found).as("seed %d", seed).isNotEmpty();
          assertThat(found.stream().mapToDouble(d -> d).min().orElse(0))
              .as("seed %d", seed)
              .isCloseTo(nearest, within(0.01));
        } else if (nearest > REACH + 0.01) {
          assertThat(found).as("seed %d", seed).isEmpty();
        }
      }
    }
  }

  @Test
  void aPlaceIsProjectedOntoTheSegmentThatHoldsIt() {
    for (int path = 0; path < PATHS; path++) {
      Plan plan = wanderingPlan();
      Plane plane = Plane.of(plan);
      PathLine line = new PathLine(plane, plan);
      double[][] vertices = vertices(plan, plane);
      PathLine.Foot foot = new PathLine.Foot();
      double along = 0;
      for (int i = 1; i < vertices.length; i++) {
        double length =
            Geo.haversineMetres(
                plan.pathLatE7(i - 1), plan.pathLonE7(i - 1), plan.pathLatE7(i), plan.pathLonE7(i));
        double x = (vertices[i - 1][0] + vertices[i][0]) / 2;
        double y = (vertices[i - 1][1] + vertices[i][1]) / 2;
        double middle = along + length / 2;
        line.project(x, y, Math.max(0, middle - 1), middle + 1, foot);
        assertThat(foot.distance).as("seed %d", seed).isCloseTo(0, within(1.1));
        assertThat(foot.along).as("seed %d", seed).isCloseTo(middle, within(1.1));
        along += length;
      }
      assertThat(line.length()).isCloseTo(along, within(0.1));
    }
  }

  /** 2 to 700 vertices with steps of 0 to 80 m and every turn; some repeat the one before. */
  private Plan wanderingPlan() {
    int n = 2 + random.nextInt(700);
    int[] lat = new int[n];
    int[] lon = new int[n];
    double heading = 0;
    double x = 0;
    double y = 0;
    for (int i = 0; i < n; i++) {
      lat[i] = Story.latE7(y);
      lon[i] = Story.lonE7(x);
      heading += random.nextGaussian() * 0.6;
      double step = random.nextInt(10) == 0 ? 0 : 5 + random.nextDouble() * 75;
      x += step * Math.sin(heading);
      y += step * Math.cos(heading);
    }
    lat[n - 1] += 1_000;
    return Plan.builder(1)
        .vehicleRef(1)
        .path(lat, lon)
        .stop(PlanStop.at(1, lat[0], lon[0]))
        .build();
  }

  private double[] near(double[][] vertices) {
    double[] vertex = vertices[random.nextInt(vertices.length)];
    double spread = random.nextInt(4) == 0 ? 2_000 : 60;
    return new double[] {
      vertex[0] + random.nextGaussian() * spread, vertex[1] + random.nextGaussian() * spread
    };
  }

  private static double[][] vertices(Plan plan, Plane plane) {
    double[][] vertices = new double[plan.pathSize()][];
    for (int i = 0; i < vertices.length; i++) {
      vertices[i] =
          new double[] {(float) plane.x(plan.pathLonE7(i)), (float) plane.y(plan.pathLatE7(i))};
    }
    return vertices;
  }

  private static double plainDistance(double[][] vertices, double[] p) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i < vertices.length; i++) {
      double dx = vertices[i][0] - vertices[i - 1][0];
      double dy = vertices[i][1] - vertices[i - 1][1];
      double qx = p[0] - vertices[i - 1][0];
      double qy = p[1] - vertices[i - 1][1];
      double square = dx * dx + dy * dy;
      double f = square == 0 ? 0 : Math.max(0, Math.min(1, (qx * dx + qy * dy) / square));
      least = Math.min(least, Math.hypot(qx - f * dx, qy - f * dy));
    }
    return least;
  }
}
