package kz.relog.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An invented city: a slightly crooked grid of streets around a point, from a seed. Immutable.
 *
 * <p>Everything here is made up; no street of a real map is used.
 */
final class City {
  /** Side of a block, in metres: about that of a real inner-city grid. */
  static final double BLOCK_METRES = 220;

  private static final double CENTRE_LAT = 43.238;
  private static final double CENTRE_LON = 76.945;
  private static final double METRES_PER_DEGREE = 111_194.9;

  /** Streets of a grid that is exact to the metre would look drawn by a ruler. */
  private static final double CROOKED_METRES = 18;

  private static final double TURN_RADIANS = Math.toRadians(8);

  private final long seed;
  private final int blocks;

  /**
   * A city of {@code blocks} × {@code blocks} blocks.
   *
   * @param seed the same seed gives the same city
   */
  City(long seed, int blocks) {
    this.seed = seed;
    this.blocks = blocks;
  }

  /** A crossing of two streets, counted in blocks from a corner. */
  record Crossing(int x, int y) {
    Crossing step(int dx, int dy) {
      return new Crossing(x + dx, y + dy);
    }
  }

  /** The place of a crossing. */
  Point place(Crossing crossing) {
    SplittableRandom random =
        new SplittableRandom(seed * 31 + crossing.x() * 7_919L + crossing.y() * 104_729L);
    double x = (crossing.x() - blocks / 2.0) * BLOCK_METRES + crooked(random);
    double y = (crossing.y() - blocks / 2.0) * BLOCK_METRES + crooked(random);
    double east = x * Math.cos(TURN_RADIANS) - y * Math.sin(TURN_RADIANS);
    double north = x * Math.sin(TURN_RADIANS) + y * Math.cos(TURN_RADIANS);
    return offset(new Point(CENTRE_LAT, CENTRE_LON), east, north);
  }

  private static double crooked(SplittableRandom random) {
    return (random.nextDouble() * 2 - 1) * CROOKED_METRES;
  }

  /**
   * A walk over the streets from a random crossing, without turning back on the street just driven.
   *
   * @param blockCount how many blocks long
   */
  List<Crossing> walk(SplittableRandom random, int blockCount) {
    Crossing at = new Crossing(1 + random.nextInt(blocks - 1), 1 + random.nextInt(blocks - 1));
    List<Crossing> crossings = new ArrayList<>();
    crossings.add(at);
    int dx = random.nextBoolean() ? 1 : -1;
    int dy = 0;
    int straight = 0;
    while (crossings.size() <= blockCount) {
      boolean turn = straight >= 2 + random.nextInt(3) || !inside(at.step(dx, dy));
      if (turn) {
        int side = random.nextBoolean() ? 1 : -1;
        int turnedX = -dy * side;
        int turnedY = dx * side;
        if (!inside(at.step(turnedX, turnedY))) {
          turnedX = -turnedX;
          turnedY = -turnedY;
        }
        dx = turnedX;
        dy = turnedY;
        straight = 0;
      }
      at = at.step(dx, dy);
      crossings.add(at);
      straight++;
    }
    return crossings;
  }

  private boolean inside(Crossing crossing) {
    return crossing.x() >= 0
        && crossing.y() >= 0
        && crossing.x() <= blocks
        && crossing.y() <= blocks;
  }

  /** The point so many metres east and north of another. */
  static Point offset(Point from, double eastMetres, double northMetres) {
    return new Point(
        from.lat() + northMetres / METRES_PER_DEGREE,
        from.lon() + eastMetres / (METRES_PER_DEGREE * Math.cos(Math.toRadians(from.lat()))));
  }

  /** Metres between two points of the city, on its local plane. */
  static double metres(Point a, Point b) {
    return Math.hypot(eastMetres(a, b), northMetres(a, b));
  }

  /** Metres that {@code b} lies east of {@code a}. */
  static double eastMetres(Point a, Point b) {
    return (b.lon() - a.lon()) * METRES_PER_DEGREE * Math.cos(Math.toRadians(a.lat()));
  }

  /** Metres that {@code b} lies north of {@code a}. */
  static double northMetres(Point a, Point b) {
    return (b.lat() - a.lat()) * METRES_PER_DEGREE;
  }
}
