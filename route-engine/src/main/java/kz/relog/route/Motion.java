package kz.relog.route;

/** How the vehicle moves: its pace and where it stays. Remembered between two facts. */
final class Motion {

  /** Cells of the packed form. */
  static final int CELLS = 11;

  /**
   * Metres per second: an upper bound of walking (Bohannon 1997: fast walk of adults 1.8 to 2.5
   * m/s, comfortable 1.3 to 1.5). Slower than this a vehicle manoeuvres, stands, or its driver is
   * on foot.
   */
  static final double WALK_SPEED = 2.0;

  /** Metres per second by the receiver's Doppler: standing reads 0 to 0.5. */
  static final double STILL_SPEED = 1.0;

  /** Least time over which a pace is taken from positions: shorter ones show the noise. */
  static final long PACE_MS = 4_500;

  /** Seconds over which the error of positions forgets itself: multipath of a moving sky. */
  static final double NOISE_SECONDS = 60;

  /** Two earlier fixes, at least {@link #PACE_MS} apart. */
  private long oldMs;

  private double oldX;
  private double oldY;
  private long midMs;
  private double midX;
  private double midY;

  /** Metres per second at the last fix; NaN at the first. */
  double pace = Double.NaN;

  /** Metres per second that the error of positions alone can show. */
  double paceNoise;

  /** Where the vehicle has stayed since {@link #stayFromMs}. */
  double stayX;

  double stayY;
  long stayFromMs;

  /** Not faster than a walk, as far as can be seen. */
  boolean isSlow() {
    return pace < WALK_SPEED + paceNoise;
  }

  /** Works in a fix. */
  void onFix(Fix fix, double stayMetres, boolean first) {
    if (first) {
      pace = Double.NaN;
      paceNoise = 0;
      oldMs = midMs = fix.timeMs;
      oldX = midX = fix.x;
      oldY = midY = fix.y;
    }
    if (fix.timeMs - midMs >= PACE_MS) {
      oldMs = midMs;
      oldX = midX;
      oldY = midY;
      midMs = fix.timeMs;
      midX = fix.x;
      midY = fix.y;
    }
    if (!Double.isNaN(fix.speed)) {
      pace = fix.speed;
      paceNoise = 0;
    } else if (fix.timeMs > oldMs) {
      double seconds = (fix.timeMs - oldMs) * 1e-3;
      pace = Geo.length(fix.x - oldX, fix.y - oldY) / seconds;
      paceNoise = fix.sigma * Math.sqrt(2 * seconds / NOISE_SECONDS) / seconds;
    }
    if (first || Geo.length(fix.x - stayX, fix.y - stayY) > stayMetres) {
      stayX = fix.x;
      stayY = fix.y;
      stayFromMs = fix.timeMs;
    }
  }

  void write(Cells to) {
    to.putTime(oldMs);
    to.putFloat(oldX);
    to.putFloat(oldY);
    to.putTime(midMs);
    to.putFloat(midX);
    to.putFloat(midY);
    to.putFloat(pace);
    to.putFloat(paceNoise);
    to.putFloat(stayX);
    to.putFloat(stayY);
    to.putTime(stayFromMs);
  }

  void read(Cells from) {
    oldMs = from.getTime();
    oldX = from.getFloat();
    oldY = from.getFloat();
    midMs = from.getTime();
    midX = from.getFloat();
    midY = from.getFloat();
    pace = from.getFloat();
    paceNoise = from.getFloat();
    stayX = from.getFloat();
    stayY = from.getFloat();
    stayFromMs = from.getTime();
  }
}
