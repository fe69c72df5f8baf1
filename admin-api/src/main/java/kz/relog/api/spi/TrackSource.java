package kz.relog.api.spi;

/** Reads stored facts of a device. Blocks; called on the blocking executor, several at once. */
public interface TrackSource {

  /**
   * Hands over the facts of a device with {@code fromMs <= time < toMs} in time order, everything
   * acked before the call included.
   *
   * @param fromMs Unix epoch ms UTC, inclusive
   * @param toMs Unix epoch ms UTC, exclusive
   * @param visitor called on the calling thread; it may block to hold back the reading
   */
  void read(long deviceRef, long fromMs, long toMs, FixVisitor visitor);

  /** Receives one fact after the other. */
  interface FixVisitor {
    /**
     * One fact.
     *
     * @param timeMs Unix epoch ms UTC
     * @param latE7 10<sup>-7</sup> degrees
     * @param lonE7 10<sup>-7</sup> degrees
     * @param speedDmps 0.1 m/s; -1 unknown
     * @param courseDegrees 360 unknown
     * @param accuracyMetres 0 unknown
     * @return false to read no further
     */
    boolean onFix(
        long timeMs, int latE7, int lonE7, int speedDmps, int courseDegrees, int accuracyMetres);
  }
}
