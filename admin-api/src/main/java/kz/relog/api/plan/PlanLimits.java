package kz.relog.api.plan;

/** Every limit on a plan, in one place, with its reason. */
public final class PlanLimits {
  /** Stops per plan: a driver's day has tens, a bus day on one plan about two hundred. */
  public static final int STOPS_MAX = 1_000;

  /** Vertices of the path: one per 50 m of a 1,000 km day. */
  public static final int PATH_VERTICES_MAX = 20_000;

  /** Shortest path in metres: a line that leads somewhere. */
  public static final double PATH_METRES_MIN = 1;

  /** Farthest neighbours of a path in metres: no road is straight for so long. */
  public static final int PATH_STEP_METRES_MAX = 100_000;

  /** Farthest neighbouring stops in metres; beyond it a coordinate is wrong, not a road long. */
  public static final int GAP_METRES_MAX = 1_000_000;

  /**
   * Degrees from the first point of a plan to any other: the route engine lays one flat map over a
   * plan, which is wrong by 9 % there at 50 degrees of latitude.
   */
  public static final int EXTENT_DEGREES_MAX = 5;

  /** Degrees of latitude: nearer to a pole that flat map has no use and the world no road. */
  public static final int LATITUDE_DEGREES_MAX = 85;

  /** Altitude in metres, which is let go: there is no air above it. */
  public static final int ALTITUDE_METRES_MAX = 100_000;

  /** Numbers of a bounding box, which is let go: two positions of three. */
  public static final int BBOX_NUMBERS_MAX = 6;

  /** Smallest stop radius in metres: below it GPS noise decides. */
  public static final int RADIUS_METRES_MIN = 10;

  /** Largest stop radius in metres: a big yard, not a district. */
  public static final int RADIUS_METRES_MAX = 1_000;

  /** Longest planned service at one stop in seconds: a day. */
  public static final int SERVICE_SECONDS_MAX = 86_400;

  /** Longest time from the first to the last planned moment in ms: a week of one long haul. */
  public static final long SPAN_MS_MAX = 7L * 24 * 3_600_000;

  /** Characters of a plan's or a stop's identifier. */
  public static final int ID_CHARS_MAX = 100;

  /** Characters of a stop's name. */
  public static final int NAME_CHARS_MAX = 200;

  /**
   * Bytes of a plan document: the two limits above at 30 bytes per vertex and 1 KB per stop,
   * doubled.
   */
  public static final int DOCUMENT_BYTES_MAX = 4 * 1024 * 1024;

  /** Problems told at once; a file of another kind has one per feature. */
  public static final int PROBLEMS_MAX = 50;

  private PlanLimits() {}
}
