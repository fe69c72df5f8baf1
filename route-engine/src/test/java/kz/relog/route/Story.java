package kz.relog.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plan and a drive told as text, in metres east and north of one point and seconds after eight
 * o'clock:
 *
 * <pre>
 * path 0,0 1000,0               the planned path
 * stop 500,5                    a stop; arrive=60 depart=105 service=45 radius=50
 * drive 0 0,0 1000,0 v=10       facts along a line from second 0 on; every=5, told (speed and course)
 * stand 100 500,0 for=60        facts at one place; every=5, told
 * fact 200 500,0                one fact
 * </pre>
 */
final class Story {

  static final long START_MS = 1_772_438_400_000L;
  static final long PLAN_REF = 11;
  static final long VEHICLE_REF = 7;

  private static final double LAT = 50;
  private static final double LON = 7;

  /** One fact of the drive. */
  record Fact(long timeMs, int latE7, int lonE7, int speedDmps, int course, int accuracy) {}

  /** Last word on each event, as text. */
  final Map<String, String> events = new TreeMap<>();

  final List<String> told = new ArrayList<>();
  final List<String> failures = new ArrayList<>();
  final Map<Long, Double> matches = new TreeMap<>();
  final List<Fact> facts = new ArrayList<>();
  final RouteEngine engine;
  private final Plan.Builder plan = Plan.builder(PLAN_REF).vehicleRef(VEHICLE_REF);
  private int stopId;
  long nowMs;

  private Story(String text, EngineConfig config) {
    engine = new RouteEngine(config, new Hearer());
    for (String line : text.strip().split("\n", -1)) {
      line(line.strip().split("\\s+", -1));
    }
  }

  static Story of(String text) {
    return new Story(text, EngineConfig.DEFAULT);
  }

  static Story of(String text, EngineConfig config) {
    return new Story(text, config);
  }

  Plan.Builder plan() {
    return plan;
  }

  /** Puts the plan and feeds all facts, each as a group of its own. */
  Story run() {
    return run(facts, 1);
  }

  Story run(List<Fact> order, int groupSize) {
    engine.putPlan(plan.build());
    for (int i = 0; i < order.size(); i++) {
      feed(order.get(i));
      if ((i + 1) % groupSize == 0 || i == order.size() - 1) {
        engine.onGroupEnd(nowMs);
      }
    }
    return this;
  }

  void feed(Fact fact) {
    nowMs = Math.max(nowMs, fact.timeMs);
    engine.onFix(
        VEHICLE_REF,
        facts.indexOf(fact),
        fact.timeMs,
        fact.latE7,
        fact.lonE7,
        fact.speedDmps,
        fact.course,
        fact.accuracy,
        0);
  }

  Story tick(long second) {
    nowMs = START_MS + second * 1000;
    engine.onTick(nowMs);
    return this;
  }

  /** Feeds all facts but the last, lets ten minutes pass, then feeds the last. */
  Story runWithTheLastFactLate() {
    run(facts.subList(0, facts.size() - 1), 1);
    tick(600);
    feed(facts.get(facts.size() - 1));
    engine.onGroupEnd(nowMs);
    return this;
  }

  PlanFact planFact() {
    return engine.findPlanFact(PLAN_REF).orElseThrow();
  }

  /** Second of an event that holds, for example {@code ARRIVED 1}; fails when there is none. */
  long second(String event) {
    String time = events.get(event);
    if (time == null) {
      throw new AssertionError("no " + event + " in " + events);
    }
    return Long.parseLong(time);
  }

  boolean has(String event) {
    return events.containsKey(event);
  }

  double progress() {
    return planFact().progress().alongMetres();
  }

  static int latE7(double north) {
    return (int) Math.round(LAT * 1e7 + north / Geo.METRES_PER_E7);
  }

  static int lonE7(double east) {
    return (int) Math.round(LON * 1e7 + east / (Geo.METRES_PER_E7 * Math.cos(Math.toRadians(LAT))));
  }

  private void line(String[] words) {
    switch (words[0]) {
      case "path" -> path(words);
      case "stop" -> stop(words);
      case "drive" -> drive(words);
      case "stand" -> stand(words);
      case "fact" -> add(Double.parseDouble(words[1]), point(words[2]), -1, 360, words);
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private void path(String[] words) {
    int[] lat = new int[words.length - 1];
    int[] lon = new int[words.length - 1];
    for (int i = 0; i < lat.length; i++) {
      double[] p = point(words[i + 1]);
      lat[i] = latE7(p[1]);
      lon[i] = lonE7(p[0]);
    }
    plan.path(lat, lon);
  }

  private void stop(String[] words) {
    double[] p = point(words[1]);
    double arrive = value(words, "arrive", -1);
    double depart = value(words, "depart", -1);
    plan.stop(
        new PlanStop(
            ++stopId,
            latE7(p[1]),
            lonE7(p[0]),
            arrive < 0 ? 0 : START_MS + Math.round(arrive * 1000),
            depart < 0 ? 0 : START_MS + Math.round(depart * 1000),
            (int) value(words, "service", 0),
            (int) value(words, "radius", 0)));
  }

  private void drive(String[] words) {
    double t = Double.parseDouble(words[1]);
    double v = value(words, "v", 10);
    double every = value(words, "every", 5);
    double left = 0;
    double[] from = point(words[2]);
    for (int w = 3; w < words.length && words[w].indexOf(',') > 0; w++) {
      double[] to = point(words[w]);
      double length = Math.hypot(to[0] - from[0], to[1] - from[1]);
      int course =
          (int) (Math.round(Math.toDegrees(Math.atan2(to[0] - from[0], to[1] - from[1]))) + 360)
              % 360;
      double d = left;
      for (; d <= length; d += v * every) {
        double f = d / length;
        double[] at = {from[0] + f * (to[0] - from[0]), from[1] + f * (to[1] - from[1])};
        boolean told = has(words, "told");
        add(t + (d - left) / v, at, told ? (int) (v * 10) : -1, told ? course : 360, words);
      }
      t += (d - left) / v;
      left = d - length;
      from = to;
    }
  }

  private void stand(String[] words) {
    double t = Double.parseDouble(words[1]);
    double every = value(words, "every", 5);
    for (double s = 0; s <= value(words, "for", 60); s += every) {
      add(t + s, point(words[2]), has(words, "told") ? 0 : -1, 360, words);
    }
  }

  private void add(double second, double[] p, int speed, int course, String[] words) {
    facts.add(
        new Fact(
            START_MS + Math.round(second * 1000),
            latE7(p[1]),
            lonE7(p[0]),
            speed,
            course,
            (int) value(words, "accuracy", 0)));
  }

  private static double[] point(String text) {
    String[] xy = text.split(",", -1);
    return new double[] {Double.parseDouble(xy[0]), Double.parseDouble(xy[1])};
  }

  private static double value(String[] words, String name, double otherwise) {
    for (String word : words) {
      if (word.startsWith(name + "=")) {
        return Double.parseDouble(word.substring(name.length() + 1));
      }
    }
    return otherwise;
  }

  private static boolean has(String[] words, String name) {
    return List.of(words).contains(name);
  }

  private final class Hearer implements EngineListener {
    @Override
    public void onMatch(long planRef, long seq, long timeMs, double along, boolean onRoute) {
      matches.put(seq, along);
    }

    @Override
    public void onEvent(PlanEvent e) {
      int number = e.stopIndex() < 0 ? e.occurrence() + 1 : e.stopIndex() + 1;
      String name = e.type() + " " + number;
      String second = Long.toString((e.timeMs() - START_MS) / 1000);
      told.add((e.retracted() ? "not " : "") + name + " v" + e.version());
      if (e.retracted()) {
        events.remove(name);
      } else {
        events.put(name, second);
      }
    }

    @Override
    public void onPlanFailed(long planRef, RuntimeException cause) {
      failures.add(cause.toString());
    }
  }
}
