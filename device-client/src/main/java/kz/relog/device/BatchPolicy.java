package kz.relog.device;

import kz.relog.proto.fix.FixLimits;
import kz.relog.proto.frame.FrameDescriptor;

/**
 * When an open batch is closed and sent, at the first of three bounds, and what is left out of it.
 * Immutable.
 *
 * @param fixesMax fixes in a batch, 1 to 512
 * @param ageMaxMs milliseconds from a batch's first offer to its close, 0 (at once) to 86,400,000
 * @param digits decimal digits of a degree on the wire, 4 to 7; 7 keeps what {@code offer} was
 *     given, 6 is 0.11 m, 5 is 1.1 m
 * @param tickMs unit of time on the wire, 1 to 60,000 ms; times are rounded to it
 * @param frameBytesMax longest frame, bytes, 256 to 4096; above 1200 for a device that uses TCP
 *     only
 * @param thinMetres fixes are left out of a batch when the track drawn without them stays within so
 *     many metres, rounding to {@code digits} included; 0: none are; else 2 to 1000, and more than
 *     twice what the digits round
 */
public record BatchPolicy(
    int fixesMax, long ageMaxMs, int digits, int tickMs, int frameBytesMax, int thinMetres) {
  /** Most fixes a batch may hold. */
  public static final int FIXES_MAX = FixLimits.FIXES_MAX;

  /** Longest frame that every carriage takes, bytes. */
  public static final int FRAME_BYTES_MAX = FrameDescriptor.UDP_FRAME_BYTES_MAX;

  /** A phone on a drive at one fix per second: 60 fixes or one minute, 0.11 m. */
  public static final BatchPolicy STANDARD = new BatchPolicy(60, 60_000, 6, 1000);

  /** One fix per frame, sent at once: for load tests and for a vehicle that someone watches. */
  public static final BatchPolicy SINGLE = new BatchPolicy(1, 0, 6, 1000);

  /**
   * Few bytes: 1.1 m, and frames as long as a datagram takes or a quarter of an hour. Thinning
   * comes by {@link #withThinMetres}.
   */
  public static final BatchPolicy LOW_BANDWIDTH = new BatchPolicy(480, 900_000, 5, 1000);

  private static final double METRES_PER_DEGREE = 111_319.5;

  /** Checks the bounds. */
  public BatchPolicy {
    require("fixesMax", fixesMax, 1, FIXES_MAX);
    require("ageMaxMs", ageMaxMs, 0, 86_400_000);
    require("digits", digits, FixLimits.DIGITS_MIN, FixLimits.DIGITS_MAX);
    require("tickMs", tickMs, 1, FixLimits.TICK_MS_MAX);
    require("frameBytesMax", frameBytesMax, 256, FrameDescriptor.TCP_FRAME_BYTES_MAX);
    if (thinMetres != 0) {
      require("thinMetres", thinMetres, 2, 1000);
      if (thinMetres <= 2 * roundingMetres(digits)) {
        throw new IllegalArgumentException(
            "thinMetres is " + thinMetres + ", too little for " + digits + " digits");
      }
    }
  }

  /** No thinning, frames of {@link #FRAME_BYTES_MAX}. */
  public BatchPolicy(int fixesMax, long ageMaxMs, int digits, int tickMs) {
    this(fixesMax, ageMaxMs, digits, tickMs, FRAME_BYTES_MAX, 0);
  }

  /** The same with another count of fixes. */
  public BatchPolicy withFixesMax(int fixes) {
    return new BatchPolicy(fixes, ageMaxMs, digits, tickMs, frameBytesMax, thinMetres);
  }

  /** The same with another age. */
  public BatchPolicy withAgeMaxMs(long ms) {
    return new BatchPolicy(fixesMax, ms, digits, tickMs, frameBytesMax, thinMetres);
  }

  /** The same with another unit of time. */
  public BatchPolicy withTickMs(int ms) {
    return new BatchPolicy(fixesMax, ageMaxMs, digits, ms, frameBytesMax, thinMetres);
  }

  /** The same with another longest frame. */
  public BatchPolicy withFrameBytesMax(int bytes) {
    return new BatchPolicy(fixesMax, ageMaxMs, digits, tickMs, bytes, thinMetres);
  }

  /** The same with another bound of thinning. */
  public BatchPolicy withThinMetres(int metres) {
    return new BatchPolicy(fixesMax, ageMaxMs, digits, tickMs, frameBytesMax, metres);
  }

  /** What the thinner may use of the bound: the rest goes to the rounding of both coordinates. */
  double thinnerMetres() {
    return thinMetres - roundingMetres(digits);
  }

  private static double roundingMetres(int digits) {
    return Math.sqrt(2) * 0.5 * METRES_PER_DEGREE / Math.pow(10, digits);
  }

  private static void require(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " is " + value + ", allowed: " + least + " to " + most);
    }
  }
}
