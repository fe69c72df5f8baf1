package kz.relog.app.recompute;

import java.util.Arrays;
import kz.relog.api.spi.TrackSource;
import kz.relog.route.FactCursor;

/**
 * Facts of one vehicle out of the archive, in order of time, as columns. Filled by one thread, then
 * read by another that got it safely. What the archive does not keep is unknown.
 */
public final class ArchivedFacts implements TrackSource.FixVisitor, FactCursor {
  private static final int FIRST_CAPACITY = 1_024;

  private int count;
  private int at = -1;
  private long[] timeMs = new long[FIRST_CAPACITY];
  private int[] latE7 = new int[FIRST_CAPACITY];
  private int[] lonE7 = new int[FIRST_CAPACITY];
  private short[] speed = new short[FIRST_CAPACITY];
  private short[] course = new short[FIRST_CAPACITY];
  private int[] accuracy = new int[FIRST_CAPACITY];

  @Override
  public boolean onFix(
      long time, int lat, int lon, int speedDmps, int courseDegrees, int accuracyMetres) {
    if (count == timeMs.length) {
      grow();
    }
    timeMs[count] = time;
    latE7[count] = lat;
    lonE7[count] = lon;
    speed[count] = (short) Math.min(Short.MAX_VALUE, speedDmps);
    course[count] = (short) courseDegrees;
    accuracy[count] = accuracyMetres;
    count++;
    return true;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  @Override
  public boolean next() {
    at++;
    return at < count;
  }

  /** The place of the fact among these, from 0. */
  @Override
  public long seq() {
    return at;
  }

  @Override
  public long timeMs() {
    return timeMs[at];
  }

  @Override
  public int latE7() {
    return latE7[at];
  }

  @Override
  public int lonE7() {
    return lonE7[at];
  }

  @Override
  public int speedDmps() {
    return speed[at];
  }

  @Override
  public int courseDegrees() {
    return course[at];
  }

  @Override
  public int accuracyMetres() {
    return accuracy[at];
  }

  @Override
  public long odometerMetres() {
    return 0;
  }

  private void grow() {
    int capacity = count + (count >> 1);
    timeMs = Arrays.copyOf(timeMs, capacity);
    latE7 = Arrays.copyOf(latE7, capacity);
    lonE7 = Arrays.copyOf(lonE7, capacity);
    speed = Arrays.copyOf(speed, capacity);
    course = Arrays.copyOf(course, capacity);
    accuracy = Arrays.copyOf(accuracy, capacity);
  }
}
