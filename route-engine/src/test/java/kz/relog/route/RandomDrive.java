package kz.relog.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A plan and a drive drawn from a seed, with the truth: streets that loop, cross, come back on
 * themselves or lie side by side; stops, some 60 m apart, some skipped; red lights; noise that is
 * correlated for half a minute, as that of receivers is; facts every second to every half minute.
 */
final class RandomDrive {

  private static final int SERVICE_S = 60;
  private final Random random;
  private final List<double[]> path = new ArrayList<>();
  private final List<double[]> track = new ArrayList<>();
  private final double noise;

  /** Seconds at which each stop was reached; NaN skipped. */
  final double[] arrivals;

  final Plan plan;
  final List<Story.Fact> facts = new ArrayList<>();

  /** True metres along the path per fact. */
  final List<Double> truth = new ArrayList<>();

  RandomDrive(long seed) {
    random = new Random(seed);
    shape(random.nextInt(6));
    noise = random.nextBoolean() ? 5 : 15;
    double length = length();
    int count = 6 + random.nextInt(5);
    double[] stops = new double[count];
    for (int i = 0; i < count; i++) {
      stops[i] = 300 + (length - 500) * i / (count - 1);
    }
    if (random.nextBoolean()) {
      stops[3] = stops[2] + 60;
    }
    arrivals = new double[count];
    int skipped = random.nextInt(3) == 0 ? 1 + random.nextInt(count - 2) : -1;
    drive(stops, skipped, length);
    plan = plan(stops);
    sample(new int[] {1, 5, 10, 30}[random.nextInt(4)]);
  }

  /** Metres east and north of the start at which the vehicle truly was at a fact. */
  double[] placeAt(int fact) {
    return at(truth.get(fact));
  }

  private void shape(int kind) {
    double x = 0;
    double y = 0;
    path.add(new double[] {0, 0});
    double heading = random.nextDouble() * Math.PI * 2;
    int legs = 5 + random.nextInt(4);
    for (int i = 0; i < legs; i++) {
      double step = 500 + random.nextInt(600);
      x += step * Math.sin(heading);
      y += step * Math.cos(heading);
      path.add(new double[] {x, y});
      heading += kind == 1 ? Math.PI / 2.2 : (random.nextDouble() - 0.5) * 1.6;
    }
    if (kind == 2) {
      for (int i = legs - 1; i >= 0; i--) {
        path.add(path.get(i).clone());
      }
    } else if (kind == 3) {
      double side = 20 + random.nextInt(21);
      path.add(new double[] {x + side, y});
      for (int i = legs - 1; i >= 0; i--) {
        path.add(new double[] {path.get(i)[0] + side, path.get(i)[1]});
      }
    } else if (kind == 4) {
      for (int i = 1; i <= 24; i++) {
        double a = Math.PI * 2 * i / 24;
        path.add(new double[] {x + 400 * (1 - Math.cos(a)), y + 400 * Math.sin(a)});
      }
      for (int i = legs - 1; i >= 0; i--) {
        path.add(path.get(i).clone());
      }
    } else if (kind == 5) {
      for (int lobe = -1; lobe <= 1; lobe += 2) {
        for (int i = 1; i <= 24; i++) {
          double a = Math.PI * 2 * i / 24;
          path.add(new double[] {x + lobe * 400 * (1 - Math.cos(a)), y + 400 * Math.sin(a)});
        }
      }
    }
  }

  private double length() {
    double sum = 0;
    for (int i = 1; i < path.size(); i++) {
      sum += step(i);
    }
    return sum;
  }

  private double step(int i) {
    return Math.hypot(path.get(i)[0] - path.get(i - 1)[0], path.get(i)[1] - path.get(i - 1)[1]);
  }

  private double[] at(double s) {
    double left = s;
    for (int i = 1; i < path.size(); i++) {
      double d = step(i);
      if (left <= d || i == path.size() - 1) {
        double f = d == 0 ? 0 : Math.min(1, left / d);
        double[] a = path.get(i - 1);
        double[] b = path.get(i);
        return new double[] {a[0] + f * (b[0] - a[0]), a[1] + f * (b[1] - a[1])};
      }
      left -= d;
    }
    return path.get(path.size() - 1);
  }

  /** One row per second: metres along, speed. Brakes for stops and lights, passes what it skips. */
  private void drive(double[] stops, int skipped, double length) {
    double s = 0;
    double v = 0;
    int next = 0;
    double cruise = 10;
    double light = 400 + random.nextInt(400);
    while (s < length - 1) {
      if (next == skipped && s > stops[next]) {
        arrivals[next++] = Double.NaN;
      }
      boolean serves = next < stops.length && next != skipped;
      double halt = Math.min(serves ? stops[next] : length, light > s ? light : length);
      cruise = track.size() % 20 == 0 ? 7 + random.nextDouble() * 7 : cruise;
      v = Math.min(Math.min(v + 1.3, cruise), Math.sqrt(2.6 * Math.max(0, halt - s)) + 0.3);
      s = Math.min(halt, s + v);
      row(s, v);
      if (s >= halt - 0.05 && halt < length) {
        v = 0;
        boolean atStop = serves && halt == stops[next];
        if (atStop) {
          arrivals[next++] = track.size() - 1;
        } else {
          light = s + 500 + random.nextInt(800);
        }
        int wait = atStop ? SERVICE_S - 20 + random.nextInt(50) : 8 + random.nextInt(9);
        for (int i = 0; i < wait; i++) {
          row(s, 0);
        }
      }
    }
  }

  private void row(double s, double v) {
    track.add(new double[] {s, v});
  }

  private Plan plan(double[] stops) {
    int n = path.size();
    int[] lat = new int[n];
    int[] lon = new int[n];
    for (int i = 0; i < n; i++) {
      lat[i] = Story.latE7(path.get(i)[1]);
      lon[i] = Story.lonE7(path.get(i)[0]);
    }
    Plan.Builder builder = Plan.builder(1).vehicleRef(1).path(lat, lon);
    for (int i = 0; i < stops.length; i++) {
      double[] p = at(stops[i]);
      long arrive = Story.START_MS + Math.round((stops[i] / 7 + i * SERVICE_S) * 1_000);
      builder.stop(
          new PlanStop(
              i + 1,
              Story.latE7(p[1] + 5),
              Story.lonE7(p[0] + 5),
              arrive,
              arrive + SERVICE_S * 1_000L,
              SERVICE_S,
              0));
    }
    return builder.build();
  }

  private void sample(int period) {
    double ex = noise * random.nextGaussian();
    double ey = noise * random.nextGaussian();
    double keep = Math.exp(-1 / 30.0);
    double fresh = Math.sqrt(1 - keep * keep);
    for (int t = 0; t < track.size(); t++) {
      ex = keep * ex + fresh * noise * random.nextGaussian();
      ey = keep * ey + fresh * noise * random.nextGaussian();
      if (t % period == 0) {
        double[] p = at(track.get(t)[0]);
        int speed = (int) Math.round(track.get(t)[1] * 10);
        facts.add(
            new Story.Fact(
                Story.START_MS + t * 1_000L,
                Story.latE7(p[1] + ey),
                Story.lonE7(p[0] + ex),
                speed,
                360,
                (int) Math.round(noise * 1.515)));
        truth.add(track.get(t)[0]);
      }
    }
  }
}
