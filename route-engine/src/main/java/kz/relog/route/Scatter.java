package kz.relog.route;

/**
 * The error of a receiver that does not state it, learned from the track's own scatter beside the
 * path.
 *
 * <p>How far a fact lies from the path says nothing: a street beside the planned one is as far. How
 * the offset changes says it: half the square of the change between two facts whose errors have
 * forgotten each other is the variance of one. The estimate begins at what is usual, worth {@link
 * #PRIOR_SAMPLES} changes (the conjugate prior of a variance), so that one turn or leaving the path
 * does not move it, and goes on with the last {@link #SAMPLES_MAX}.
 */
final class Scatter {

  /** Cells of the packed form. */
  static final int CELLS = 4;

  /** Milliseconds after which the errors of two facts are nearly of their own: a half of 60 s. */
  static final long APART_MS = 30_000;

  /** Milliseconds after which the street is another one. */
  static final long APART_MS_MAX = 300_000;

  /** Changes that the usual error is worth: two minutes of driving outweigh it. */
  static final double PRIOR_SAMPLES = 4;

  /** Changes that are remembered: some twenty minutes of driving. */
  static final int SAMPLES_MAX = 40;

  /** A change counts for no more than so many sigma: turns and departures are no noise. */
  static final double CHANGE_SIGMAS_MAX = 3;

  private static final double USUAL = Fix.SIGMA_UNKNOWN_METRES * Fix.SIGMA_UNKNOWN_METRES;

  /** Square metres per axis. */
  private double variance = USUAL;

  private int samples;
  private long sideMs;
  private double sideX;
  private double sideY;

  void clear() {
    variance = USUAL;
    samples = 0;
    sideMs = 0;
  }

  void copyFrom(Scatter other) {
    variance = other.variance;
    samples = other.samples;
  }

  /** The error of a fix: as stated, or as learned. */
  void judge(Fix fix) {
    if (!fix.stated) {
      fix.error(variance);
    }
  }

  /**
   * The error of a fix whose variance itself is uncertain: that of Student's t, wider while little
   * is known.
   */
  void doubt(Fix fix) {
    if (!fix.stated) {
      double known = PRIOR_SAMPLES + samples;
      fix.error(variance * known / (known - 2));
    }
  }

  /** Whether there is something to learn from a fact: unstated, and on its own. */
  boolean isNews(Fix fix) {
    return !fix.stated && (sideMs == 0 || fix.timeMs - sideMs >= APART_MS);
  }

  /** Learns from a fact with news that is x, y metres beside its place on the path. */
  void learn(Fix fix, double x, double y) {
    long sinceMs = fix.timeMs - sideMs;
    if (sideMs != 0 && sinceMs <= APART_MS_MAX) {
      double dx = x - sideX;
      double dy = y - sideY;
      double most = CHANGE_SIGMAS_MAX * CHANGE_SIGMAS_MAX * variance;
      double change = Math.min(most, (dx * dx + dy * dy) / 2);
      double known = PRIOR_SAMPLES + samples;
      variance = (variance * known + change) / (known + 1);
      samples = Math.min(SAMPLES_MAX, samples + 1);
    }
    sideMs = fix.timeMs;
    sideX = x;
    sideY = y;
  }

  /** A fact without a place near it: the next change would not be noise. */
  void forgetSide() {
    sideMs = 0;
  }

  void write(Cells to) {
    to.putFloat(variance);
    to.putTime(sideMs);
    to.putFloat(sideX);
    to.putFloat(sideY);
  }

  void read(Cells from, int knownSamples) {
    variance = from.getFloat();
    sideMs = from.getTime();
    sideX = from.getFloat();
    sideY = from.getFloat();
    samples = knownSamples;
  }

  int samples() {
    return samples;
  }
}
