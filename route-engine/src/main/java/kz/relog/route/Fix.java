package kz.relog.route;

/** One fact on a plan's plane, with its error judged; reused for every fact. */
final class Fix {

  /**
   * Metres: error per axis of a fix that states no accuracy. GPS SPS Performance Standard 2020: 95
   * % within 15 m at the worst site in the open, 6 m per axis; twice that between houses.
   */
  static final double SIGMA_UNKNOWN_METRES = 12;

  /**
   * Stated accuracy is a radius that holds 68 % of the fixes (Android's definition); for a round
   * error that is 1.515 sigma per axis.
   */
  static final double ACCURACY_PER_SIGMA = 1.515;

  /**
   * Metres: error of a path per axis, drawn along the middle of a street 10 to 15 m wide and driven
   * beside it.
   */
  static final double SIGMA_PATH_METRES = 8;

  /** Metres per second below which a course is noise: a walk. */
  static final double COURSE_SPEED_MIN = 2;

  /** Unit vectors of the courses in whole degrees: sines cost more than the rest of a fact. */
  private static final double[] COURSE_X = new double[360];

  private static final double[] COURSE_Y = new double[360];

  static {
    for (int degrees = 0; degrees < 360; degrees++) {
      COURSE_X[degrees] = Math.sin(Math.toRadians(degrees));
      COURSE_Y[degrees] = Math.cos(Math.toRadians(degrees));
    }
  }

  long timeMs;
  double x;
  double y;

  /** Error per axis of the fix and the path together, metres. */
  double sigma;

  /** The receiver stated its accuracy; else what the track itself has shown is believed. */
  boolean stated;

  /** Metres per second; NaN unknown. */
  double speed;

  /** Unit vector of the course; 0, 0 unknown. */
  double courseX;

  double courseY;

  void load(FactLog log, int i, Plane plane) {
    set(
        log.timeMs(i),
        log.latE7(i),
        log.lonE7(i),
        log.speedDmps(i),
        log.courseDegrees(i),
        log.accuracyMetres(i),
        plane);
  }

  /** Takes one fact; {@link RouteEngine#onFix} tells what the values mean. */
  void set(
      long newTimeMs,
      int latE7,
      int lonE7,
      int speedDmps,
      int courseDegrees,
      int accuracyMetres,
      Plane plane) {
    timeMs = newTimeMs;
    x = plane.x(lonE7);
    y = plane.y(latE7);
    stated = accuracyMetres != 0;
    double own = stated ? accuracyMetres / ACCURACY_PER_SIGMA : SIGMA_UNKNOWN_METRES;
    error(own * own);
    speed = speedDmps < 0 ? Double.NaN : speedDmps * 0.1;
    courseX = 0;
    courseY = 0;
    if (courseDegrees != 360 && speed >= COURSE_SPEED_MIN) {
      courseX = COURSE_X[courseDegrees];
      courseY = COURSE_Y[courseDegrees];
    }
  }

  /** Sets the error by the variance of the fix per axis, in square metres. */
  void error(double variance) {
    sigma = Math.sqrt(variance + SIGMA_PATH_METRES * SIGMA_PATH_METRES);
  }

  /** The speed told with a fact in metres per second; NaN unknown. */
  static double speed(FactLog log, int i) {
    return log.speedDmps(i) < 0 ? Double.NaN : log.speedDmps(i) * 0.1;
  }

  boolean hasCourse() {
    return courseX != 0 || courseY != 0;
  }
}
