package kz.relog.proto.fix;

/** Every limit of a message, each with its reason. */
public final class FixLimits {
  /** Fixes of a batch: what fills the longest TCP frame at 8 bytes each. */
  public static final int FIXES_MAX = 512;

  /** First to last fix of a batch: a day, so that a batch touches at most two months. */
  public static final long SPAN_MS_MAX = 24L * 60 * 60 * 1000;

  /** Longest tick: a minute; coarser is no tracking. */
  public static final int TICK_MS_MAX = 60_000;

  /** Tick when the field is absent. */
  public static final int TICK_MS_DEFAULT = 1000;

  /** Latest time in ms: what a double holds exactly, so that sums with it never overflow. */
  public static final long TIME_MS_MAX = (1L << 53) - 1;

  /** Fewest digits of a degree: 11 m. */
  public static final int DIGITS_MIN = 4;

  /** Most digits of a degree: 1 cm, and the unit inside the server. */
  public static final int DIGITS_MAX = 7;

  /** Digits when the field is absent: 0.11 m. */
  public static final int DIGITS_DEFAULT = 6;

  /** Unsettled batches below the one sent: the width of {@code durable_above}. */
  public static final int HELD_MAX = 64;

  /** Latitude bound in 10^-7 degrees. */
  public static final int LAT_E7_MAX = 900_000_000;

  /** Longitude bound in 10^-7 degrees. */
  public static final int LON_E7_MAX = 1_800_000_000;

  /** Speed bound in 0.1 m/s: 1000 m/s, beyond any vehicle and what receivers may report. */
  public static final int SPEED_DMPS_MAX = 10_000;

  /** Speed that is not known. */
  public static final int SPEED_UNKNOWN = -1;

  /** Course that is not known; known ones are 0 to 359. */
  public static final int COURSE_UNKNOWN = 360;

  /** Accuracy bound in metres: the Earth's half circumference says nothing more. */
  public static final int ACCURACY_METRES_MAX = 20_000_000;

  /** Accuracy that is not known. */
  public static final int ACCURACY_UNKNOWN = 0;

  /** Altitude bound in metres, either sign: beyond any aircraft. */
  public static final int ALTITUDE_METRES_MAX = 100_000;

  /** Altitude that is not known; it never travels, the column is absent then. */
  public static final int ALTITUDE_UNKNOWN = Integer.MIN_VALUE;

  /** Odometer bound in metres: 40 bits, more than any vehicle's life. */
  public static final long ODOMETER_METRES_MAX = (1L << 40) - 1;

  /** Highest purpose number of a consent change. */
  public static final int PURPOSE_MAX = 3;

  private FixLimits() {}
}
