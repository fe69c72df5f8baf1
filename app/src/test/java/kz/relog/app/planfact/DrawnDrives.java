package kz.relog.app.planfact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;

/**
 * Cases drawn from a seed, with the true arrivals: a delivery round of two hours, planned at 9 m/s
 * and a minute of service at each stop. A drive is late or early from the beginning and keeps a
 * pace of its own, each leg another on top of it; services differ; facts come every 10 s with 8 m
 * of noise.
 */
final class DrawnDrives {

  private static final long START_S = 1_772_438_400L;
  private static final int STOPS = 14;
  private static final int FACTS_EVERY_S = 10;
  private static final double PLANNED_SPEED = 9;
  private static final int PLANNED_SERVICE_S = 60;
  private static final double LAT = 50;
  private static final double LON = 7;
  private static final double METRES_PER_DEGREE = 111_195;

  private final Random random;
  private final StringBuilder facts = new StringBuilder();
  private double second;
  private int nextFactS;
  private double fromX;
  private double fromY;

  DrawnDrives(long seed) {
    random = new Random(seed);
  }

  /** Writes one more drive as a case: plan.geojson, facts.csv, arrivals.csv. */
  void write(Path dir) throws IOException {
    StringBuilder path = new StringBuilder(point(0, 0));
    StringBuilder stops = new StringBuilder();
    StringBuilder arrivals = new StringBuilder("seq,arrive,depart\n");
    facts.setLength(0);
    facts.append("time,lat,lon,speed_mps,accuracy_m\n");
    second = (random.nextDouble() - 0.2) * 900;
    nextFactS = (int) Math.ceil(second);
    fromX = 0;
    fromY = 0;
    double plannedS = 0;
    double pace = PLANNED_SPEED * (0.75 + 0.5 * random.nextDouble());
    double heading = random.nextDouble() * 2 * Math.PI;
    for (int seq = 1; seq <= STOPS; seq++) {
      double metres = 2_000 + random.nextInt(4_000);
      heading += (random.nextDouble() - 0.5) * 1.5;
      double x = fromX + metres * Math.sin(heading);
      double y = fromY + metres * Math.cos(heading);
      drive(x, y, pace * (0.7 + 0.6 * random.nextDouble()));
      String arrive = time(second);
      stand(30 + random.nextInt(121));
      arrivals.append(String.format(Locale.ROOT, "%d,%s,%s%n", seq, arrive, time(second)));
      path.append(',').append(point(x, y));
      plannedS += metres / PLANNED_SPEED;
      stops.append(stop(seq, x, y, plannedS));
      plannedS += PLANNED_SERVICE_S;
    }
    drive(fromX + 500, fromY, pace);
    Files.createDirectories(dir);
    Files.writeString(dir.resolve("plan.geojson"), plan(path.toString(), stops.toString()));
    Files.writeString(dir.resolve("facts.csv"), facts);
    Files.writeString(dir.resolve("arrivals.csv"), arrivals);
  }

  private void drive(double x, double y, double speed) {
    double metres = Math.hypot(x - fromX, y - fromY);
    double end = second + metres / speed;
    for (; nextFactS < end; nextFactS += FACTS_EVERY_S) {
      double f = (nextFactS - second) * speed / metres;
      fact(fromX + f * (x - fromX), fromY + f * (y - fromY), speed);
    }
    second = end;
    fromX = x;
    fromY = y;
  }

  private void stand(int seconds) {
    second += seconds;
    for (; nextFactS < second; nextFactS += FACTS_EVERY_S) {
      fact(fromX, fromY, 0);
    }
  }

  private void fact(double x, double y, double speed) {
    double[] at = degrees(x + 8 * random.nextGaussian(), y + 8 * random.nextGaussian());
    facts.append(
        String.format(Locale.ROOT, "%s,%.7f,%.7f,%.1f,12%n", time(nextFactS), at[1], at[0], speed));
  }

  private static String plan(String path, String stops) {
    return "{\"type\":\"FeatureCollection\",\"planId\":\"drawn\",\"startTime\":\""
        + time(0)
        + "\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"kind\":\"path\"},\"geometry\":"
        + "{\"type\":\"LineString\",\"coordinates\":["
        + path
        + "]}}"
        + stops
        + "]}";
  }

  private static String stop(int seq, double x, double y, double plannedS) {
    return String.format(
        Locale.ROOT,
        ",{\"type\":\"Feature\",\"properties\":{\"kind\":\"stop\",\"seq\":%d,\"id\":\"%d\",\"name\":"
            + "\"%d\",\"arrive\":\"%s\",\"depart\":\"%s\",\"serviceSeconds\":%d},\"geometry\":"
            + "{\"type\":\"Point\",\"coordinates\":%s}}",
        seq,
        seq,
        seq,
        time(plannedS),
        time(plannedS + PLANNED_SERVICE_S),
        PLANNED_SERVICE_S,
        point(x, y));
  }

  private static String point(double x, double y) {
    double[] at = degrees(x, y);
    return String.format(Locale.ROOT, "[%.6f,%.6f]", at[0], at[1]);
  }

  private static double[] degrees(double x, double y) {
    double scale = METRES_PER_DEGREE * Math.cos(Math.toRadians(LAT));
    return new double[] {LON + x / scale, LAT + y / METRES_PER_DEGREE};
  }

  private static String time(double seconds) {
    return Instant.ofEpochSecond(START_S + Math.round(seconds)).toString();
  }
}
