package kz.relog.app.facts;

/**
 * One fact as read from a file. Its text form holds no position.
 *
 * @param timeMs Unix epoch ms UTC
 * @param receivedMs when it was received, Unix epoch ms UTC; the fact's own time when not told
 * @param latE7 latitude in 10^-7 degrees
 * @param lonE7 longitude in 10^-7 degrees
 * @param speedDmps speed in 0.1 m/s, -1 unknown
 * @param courseDegrees course over ground, 360 unknown
 * @param accuracyMetres stated accuracy, 0 unknown
 */
public record FactRow(
    long timeMs,
    long receivedMs,
    int latE7,
    int lonE7,
    int speedDmps,
    int courseDegrees,
    int accuracyMetres) {

  @Override
  public String toString() {
    return "FactRow[" + timeMs + "]";
  }
}
