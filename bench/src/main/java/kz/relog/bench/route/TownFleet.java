package kz.relog.bench.route;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import kz.relog.route.Plan;
import kz.relog.route.PlanStop;

/**
 * Vehicles that each drive a plan of their own. A plan's path is a closed curve that crosses itself
 * (a Lissajous figure of 1 to 2 km half width), so that a place can be found on it without keeping
 * it; its stops lie evenly along it, and the vehicle drives 10 m/s between them and stands 60 s at
 * each. Facts come in rounds: one of each vehicle, in an order mixed anew each round, 5 s of the
 * drive apart, with 5 m of noise. Nothing is allocated after the start. One thread.
 */
public final class TownFleet {

  /** When all plans start, Unix epoch ms UTC. */
  public static final long START_MS = 1_790_000_000_000L;

  /** Time between two rounds of facts. */
  public static final int ROUND_MS = 5_000;

  private static final int SERVICE_ROUNDS = 12;
  private static final double SPEED = 10;
  private static final double NOISE_METRES = 5;
  private static final double E7_PER_METRE = 1e7 / 111_194.9;
  private static final double TURN = 2 * Math.PI;

  private final int vehicles;
  private final int vertices;
  private final int stops;
  private final float[] parameter;
  private final byte[] standing;
  private final int[] order;
  private final SplittableRandom random;
  private int round;

  /** The facts of the round, in the order in which they come. */
  public final int[] vehicle;

  /** Latitude in 10^-7 degrees of each fact. */
  public final int[] latE7;

  /** Longitude in 10^-7 degrees of each fact. */
  public final int[] lonE7;

  /** Speed in 0.1 m/s of each fact. */
  public final int[] speedDmps;

  /** Course in degrees of each fact. */
  public final int[] courseDegrees;

  /** A fleet at its plans' beginnings; vehicles are numbered from 0. */
  public TownFleet(int vehicles, int vertices, int stops, long seed) {
    this.vehicles = vehicles;
    this.vertices = vertices;
    this.stops = stops;
    this.random = new SplittableRandom(seed);
    this.parameter = new float[vehicles];
    this.standing = new byte[vehicles];
    this.order = IntStream.range(0, vehicles).toArray();
    this.vehicle = new int[vehicles];
    this.latE7 = new int[vehicles];
    this.lonE7 = new int[vehicles];
    this.speedDmps = new int[vehicles];
    this.courseDegrees = new int[vehicles];
  }

  /** Number of vehicles, and of facts in a round. */
  public int size() {
    return vehicles;
  }

  /** When the facts of the present round were made, Unix epoch ms UTC. */
  public long timeMs() {
    return START_MS + (long) round * ROUND_MS;
  }

  /** The plan of a vehicle; its references are the vehicle's number plus one. */
  public Plan plan(int number) {
    int[] lat = new int[vertices];
    int[] lon = new int[vertices];
    for (int i = 0; i < vertices; i++) {
      double t = TURN * i / vertices;
      lat[i] = latE7(number, y(number, t));
      lon[i] = lonE7(number, x(number, t));
    }
    Plan.Builder plan =
        Plan.builder(number + 1L)
            .vehicleRef(number + 1L)
            .period(START_MS, START_MS + 4 * 3_600_000L)
            .path(lat, lon);
    double metres = 0;
    double before = 0;
    for (int i = 1; i <= stops; i++) {
      double t = TURN * i / (stops + 1);
      metres += (t - before) * pace(number, (t + before) / 2);
      before = t;
      long arriveMs = START_MS + Math.round(metres / SPEED * 1e3) + (i - 1) * 60_000L;
      plan.stop(
          new PlanStop(
              i,
              latE7(number, y(number, t)),
              lonE7(number, x(number, t)),
              arriveMs,
              arriveMs + 60_000,
              60,
              0));
    }
    return plan.build();
  }

  /** Goes on to the facts of the next round. */
  public void nextRound() {
    round++;
    for (int i = vehicles - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[j];
      order[j] = order[i];
      order[i] = other;
    }
    for (int i = 0; i < vehicles; i++) {
      fact(i, order[i]);
    }
  }

  private void fact(int i, int number) {
    double t = parameter[number];
    double pace = pace(number, t);
    boolean stands = standing[number] > 0;
    if (stands) {
      standing[number]--;
    } else {
      double next = Math.min(TURN * 0.999, t + SPEED * ROUND_MS * 1e-3 / pace);
      int stop = (int) (next * (stops + 1) / TURN);
      if (stop > (int) (t * (stops + 1) / TURN)) {
        next = TURN * (stop + 1e-6) / (stops + 1);
        standing[number] = SERVICE_ROUNDS;
      }
      t = next;
      parameter[number] = (float) next;
    }
    vehicle[i] = number;
    latE7[i] = latE7(number, y(number, t) + noise());
    lonE7[i] = lonE7(number, x(number, t) + noise());
    speedDmps[i] = stands ? 0 : (int) (SPEED * 10);
    double course = Math.toDegrees(Math.atan2(dx(number, t), dy(number, t)));
    courseDegrees[i] = (int) Math.round(course + 360) % 360;
  }

  private double noise() {
    double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
    return 2 * NOISE_METRES * sum;
  }

  private static int latE7(int number, double metres) {
    return 430_000_000 + number / 320 * 30_000 + (int) Math.round(metres * E7_PER_METRE);
  }

  private static int lonE7(int number, double metres) {
    double scale = E7_PER_METRE / Math.cos(Math.toRadians(44));
    return 760_000_000 + number % 320 * 30_000 + (int) Math.round(metres * scale);
  }

  private static double x(int number, double t) {
    return width(number) * Math.sin(across(number) * t + phase(number));
  }

  private static double y(int number, double t) {
    return width(number) * Math.sin(up(number) * t);
  }

  private static double dx(int number, double t) {
    return width(number) * across(number) * Math.cos(across(number) * t + phase(number));
  }

  private static double dy(int number, double t) {
    return width(number) * up(number) * Math.cos(up(number) * t);
  }

  /** Metres per unit of the curve's parameter. */
  private static double pace(int number, double t) {
    double dx = dx(number, t);
    double dy = dy(number, t);
    return Math.max(10, Math.sqrt(dx * dx + dy * dy));
  }

  private static double width(int number) {
    return 1_000 + number % 997;
  }

  private static int across(int number) {
    return 2 + number % 3;
  }

  private static int up(int number) {
    return 3 + number % 2 * 2;
  }

  private static double phase(int number) {
    return 0.3 + number % 89 * 0.01;
  }
}
