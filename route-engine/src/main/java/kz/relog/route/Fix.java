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
    timeMs = log.timeMs(i);
    x = plane.x(log.lonE7(i));
    y = plane.y(log.latE7(i));
    int accuracy = log.accuracyMetres(i);
    stated = accuracy != 0;
    double own = stated ? accuracy / ACCURACY_PER_SIGMA : SIGMA_UNKNOWN_METRES;
    error(own * own);
    speed = speed(log, i);
    courseX = 0;
    courseY = 0;
    if (log.courseDegrees(i) != 360 && (speed >= COURSE_SPEED_MIN)) {
      double angle = Math.toRadians(log.courseDegrees(i));
      courseX = Math.sin(angle);
      courseY = Math.cos(angle);
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
