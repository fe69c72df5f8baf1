package kz.relog.proto.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a fix costs on the wire. */
class SizeLawTest {
  private static final long TIME = 1_795_334_400_000L;
  private static final double METRES_PER_DEGREE = 111_320;

  /**
   * A drive at 1 Hz: speeds up, turns, slows down, stands; smoothed noise as a receiver gives it.
   */
  private static FrameSizes drive(long seed, int digits, boolean speedAndCourse) {
    final FrameSizes sizes = new FrameSizes(60, 1000, digits);
    final Random random = new Random(seed);
    double north = 0;
    double east = 0;
    double speed = 0;
    double heading = 0.7;
    double noiseNorth = 0;
    double noiseEast = 0;
    double wanted = 14;
    double turn = 0;
    for (int second = 0; second < 3600; second++) {
      if (second % 45 == 0) {
        wanted = random.nextInt(5) == 0 ? 0 : 8 + random.nextInt(12);
        turn = random.nextInt(3) == 0 ? (random.nextDouble() - 0.5) * 0.3 : 0;
      }
      speed += Math.max(-2, Math.min(1.5, wanted - speed));
      heading += speed > 1 ? turn : 0;
      turn *= 0.9;
      north += speed * Math.cos(heading);
      east += speed * Math.sin(heading);
      noiseNorth = 0.95 * noiseNorth + 0.3 * random.nextGaussian();
      noiseEast = 0.95 * noiseEast + 0.3 * random.nextGaussian();
      final double lat = 43.24 + (north + noiseNorth) / METRES_PER_DEGREE;
      final double lon =
          76.89 + (east + noiseEast) / METRES_PER_DEGREE / Math.cos(Math.toRadians(43.24));
      final int degrees = Math.floorMod((int) Math.toDegrees(heading), 360);
      sizes.add(
          TIME + second * 1000L,
          (int) Math.round(lat * 1e7),
          (int) Math.round(lon * 1e7),
          speedAndCourse ? (int) Math.round(speed * 10) : FixLimits.SPEED_UNKNOWN,
          speedAndCourse ? degrees : FixLimits.COURSE_UNKNOWN,
          FixLimits.ACCURACY_UNKNOWN,
          FixLimits.ALTITUDE_UNKNOWN);
    }
    sizes.flush();
    return sizes;
  }

  @Test
  void aDriveAtOneHertzCostsAtMost2Point9BytesPerFix() {
    for (long seed = 1; seed <= 20; seed++) {
      final FrameSizes sizes = drive(seed, 6, false);
      System.out.printf(
          "drive %d: %d fixes, %d frames, %d bytes, %.3f bytes per fix%n",
          seed, sizes.fixes(), sizes.frames(), sizes.frameBytes(), sizes.bytesPerFix());
      assertThat(sizes.fixes()).isEqualTo(3600);
      assertThat(sizes.bytesPerFix()).isLessThanOrEqualTo(2.9);
    }
  }

  @Test
  void lessDigitsAreNotLongerAndSpeedWithCourseHasItsPrice() {
    final double five = drive(1, 5, false).bytesPerFix();
    final double six = drive(1, 6, false).bytesPerFix();
    final double rich = drive(1, 6, true).bytesPerFix();
    System.out.printf(
        "5 digits %.3f, 6 digits %.3f, with speed and course %.3f%n", five, six, rich);
    assertThat(five).isLessThanOrEqualTo(six);
    assertThat(rich).isBetween(six + 2, six + 3);
  }

  @Test
  void theFloorIs170BytesFor60Fixes() {
    final FrameSizes sizes = new FrameSizes(60, 1000, 6);
    for (int i = 0; i < 60; i++) {
      sizes.add(
          TIME + i * 1000L,
          432_389_490 + i * 1000,
          768_897_090 + i * 1000,
          -1,
          360,
          0,
          FixLimits.ALTITUDE_UNKNOWN);
    }
    final int headerAndTag = 10 + 16;
    final int batchSeq = 2;
    final int time = 1 + 5;
    final int interval = 2;
    final int latAndLon = 2 * (1 + 4);
    final int columns = 2 * (1 + 1) + 1 + 2 * 58; // see below
    final int secondOrder = 2;
    // The first difference, 100 units, takes two bytes in each column.
    final int firstDifferences = 2 * 2;
    assertThat(sizes.frameBytes())
        .isLessThanOrEqualTo(
            headerAndTag
                + batchSeq
                + time
                + interval
                + latAndLon
                + columns
                + secondOrder
                + firstDifferences);
    assertThat(sizes.frameBytes()).isBetween(170L, 174L);
  }
}
