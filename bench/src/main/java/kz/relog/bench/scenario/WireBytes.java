package kz.relog.bench.scenario;

import java.util.List;
import java.util.Random;
import kz.relog.bench.report.Axis;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;
import kz.relog.proto.fix.FixLimits;
import kz.relog.proto.fix.FrameSizes;

/**
 * What a fix of a drive costs on the wire, header and tag included: an hour at 1 Hz that speeds up,
 * turns, slows down and stands, with the smoothed noise of a receiver. Made up from the seed, so
 * that anybody gets the same bytes; recorded drives are measured by {@code relog frame size}.
 */
public final class WireBytes {
  private static final String BENCH = "wire";
  private static final int DIGITS = 6;
  private static final int TICK_MS = 1_000;
  private static final int SECONDS = 3_600;
  private static final long START_MS = 1_795_334_400_000L;
  private static final double METRES_PER_DEGREE = 111_320;
  private static final double LAT = 43.24;
  private static final double LON = 76.89;

  private WireBytes() {}

  /** Measures each size of a batch, with positions only and with speed and course. */
  public static void measure(BenchSetup setup, List<Integer> batchSizes) {
    setup.say("wire: a drive of an hour at 1 Hz, %d digits of a degree", DIGITS);
    for (int fixes : batchSizes) {
      for (boolean rich : new boolean[] {false, true}) {
        FrameSizes sizes = drive(setup.load().seed(), fixes, rich);
        setup.found(
            Figure.of(
                    BENCH,
                    rich ? "with speed and course" : "positions",
                    Measure.BYTES_PER_FIX,
                    sizes.bytesPerFix(),
                    List.of())
                .at(Axis.BATCH, fixes));
      }
    }
  }

  private static FrameSizes drive(long seed, int fixes, boolean rich) {
    FrameSizes sizes = new FrameSizes(fixes, TICK_MS, DIGITS);
    Random random = new Random(seed);
    double north = 0;
    double east = 0;
    double noiseNorth = 0;
    double noiseEast = 0;
    double speed = 0;
    double wanted = 14;
    double heading = 0.7;
    double turn = 0;
    for (int second = 0; second < SECONDS; second++) {
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
      double lat = LAT + (north + noiseNorth) / METRES_PER_DEGREE;
      double lon = LON + (east + noiseEast) / METRES_PER_DEGREE / Math.cos(Math.toRadians(LAT));
      sizes.add(
          START_MS + second * 1_000L,
          (int) Math.round(lat * 1e7),
          (int) Math.round(lon * 1e7),
          rich ? (int) Math.round(speed * 10) : FixLimits.SPEED_UNKNOWN,
          rich ? Math.floorMod((int) Math.toDegrees(heading), 360) : FixLimits.COURSE_UNKNOWN,
          FixLimits.ACCURACY_UNKNOWN,
          FixLimits.ALTITUDE_UNKNOWN);
    }
    sizes.flush();
    return sizes;
  }
}
