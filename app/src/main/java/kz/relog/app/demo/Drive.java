package kz.relog.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a vehicle really drives: the route, bent by an incident and the driver's own pace, second by
 * second. Immutable but for the noise, whose state belongs to the one thread that samples.
 */
final class Drive {
  /** Spread of the GPS error, in metres, and the seconds over which it wanders. */
  private static final double NOISE_METRES = 4;

  private static final double NOISE_SECONDS = 30;

  /** One sampled second: where, how fast, which way, and whether GPS had a fix at all. */
  record Sample(boolean fix, Point place, int speedDmps, int courseDegrees, int accuracyMetres) {}

  private final Track track;
  private final double[] metresAtSecond;
  private final int gapFromSecond;
  private final int gapToSecond;
  private final SplittableRandom random;
  private double noiseEast;
  private double noiseNorth;

  private Drive(
      Track track, double[] metresAtSecond, int gapFrom, int gapTo, SplittableRandom random) {
    this.track = track;
    this.metresAtSecond = metresAtSecond;
    this.gapFromSecond = gapFrom;
    this.gapToSecond = gapTo;
    this.random = random;
  }

  /** A drive of a route; the same random source gives the same drive. */
  static Drive of(City city, Route route, Incident incident, SplittableRandom random) {
    List<City.Crossing> crossings = new ArrayList<>(route.crossings());
    List<Route.Stop> served = new ArrayList<>(route.stops());
    int middle = served.size() / 2;
    Track planned = route.track();
    if (incident == Incident.DETOUR || incident == Incident.MISSED_STOP) {
      Route.Stop passedBy = served.get(middle);
      int block = blockOf(planned, passedBy.metres());
      // A detour leaves after the stop, a missed stop is driven around.
      int from = incident == Incident.DETOUR ? block + 1 : block;
      crossings = aroundTheBlock(crossings, from);
      if (incident == Incident.MISSED_STOP) {
        served.remove(middle);
      }
    }
    Track driven = new Track(crossings.stream().map(city::place).toList());
    double pace = Route.SPEED_METRES_PER_SECOND * (0.85 + random.nextDouble() * 0.3);
    double[] metres = timeline(driven, stopMetres(driven, served), served, pace);
    int gapFrom = incident == Incident.GAP ? metres.length / 3 : Integer.MAX_VALUE;
    int gapTo = incident == Incident.GAP ? gapFrom + Math.max(60, metres.length / 10) : 0;
    return new Drive(driven, metres, gapFrom, gapTo, random);
  }

  /** Seconds until the vehicle stands at its end. */
  int seconds() {
    return metresAtSecond.length;
  }

  /** The sample of a second; ask in rising order, the noise has a memory. */
  Sample sample(int second) {
    int index = Math.min(second, metresAtSecond.length - 1);
    double metres = metresAtSecond[index];
    double speed = index == 0 ? 0 : metres - metresAtSecond[index - 1];
    double keep = Math.exp(-1 / NOISE_SECONDS);
    double fresh = NOISE_METRES * Math.sqrt(1 - keep * keep);
    noiseEast = noiseEast * keep + gaussian() * fresh;
    noiseNorth = noiseNorth * keep + gaussian() * fresh;
    return new Sample(
        second < gapFromSecond || second > gapToSecond,
        City.offset(track.at(metres), noiseEast, noiseNorth),
        (int) Math.round(speed * 10),
        speed > 1 ? track.courseDegrees(metres) : 360,
        (int) NOISE_METRES + 2);
  }

  private double gaussian() {
    // Sum of twelve uniforms: near enough to normal for noise, and SplittableRandom has no other on
    // 17.
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  private static int blockOf(Track track, double metres) {
    int block = 0;
    while (block + 2 < track.points().size() && track.metresOfVertex(block + 1) <= metres) {
      block++;
    }
    return block;
  }

  /** Replaces one block of the way by the three around it. */
  private static List<City.Crossing> aroundTheBlock(List<City.Crossing> crossings, int block) {
    int from = Math.min(block, crossings.size() - 2);
    City.Crossing a = crossings.get(from);
    City.Crossing b = crossings.get(from + 1);
    int sideX = -(b.y() - a.y());
    int sideY = b.x() - a.x();
    List<City.Crossing> bent = new ArrayList<>(crossings.subList(0, from + 1));
    bent.add(a.step(sideX, sideY));
    bent.add(b.step(sideX, sideY));
    bent.addAll(crossings.subList(from + 1, crossings.size()));
    return bent;
  }

  private static double[] stopMetres(Track driven, List<Route.Stop> served) {
    double[] metres = new double[served.size()];
    double from = 0;
    for (int i = 0; i < metres.length; i++) {
      double best = from;
      for (double s = from; s <= driven.lengthMetres(); s += 5) {
        double distance = City.metres(driven.at(s), served.get(i).place());
        if (distance < City.metres(driven.at(best), served.get(i).place())) {
          best = s;
        }
        if (distance < 15 && s > best + 30) {
          break;
        }
      }
      metres[i] = best;
      from = best;
    }
    return metres;
  }

  private static double[] timeline(
      Track track, double[] stopMetres, List<Route.Stop> served, double pace) {
    List<Double> timeline = new ArrayList<>();
    double metres = 0;
    int next = 0;
    timeline.add(metres);
    while (metres < track.lengthMetres()) {
      double target = next < stopMetres.length ? stopMetres[next] : track.lengthMetres();
      // Brake over the last 30 m, as one does before a stop.
      double speed = Math.min(pace, Math.max(2, (target - metres) / 3));
      metres = Math.min(target, metres + speed);
      timeline.add(metres);
      if (metres >= target && next < stopMetres.length) {
        for (int i = 0; i < served.get(next).serviceSeconds(); i++) {
          timeline.add(metres);
        }
        next++;
      }
    }
    return timeline.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
