package kz.relog.api.track;

/** How a track is written; one object per answer, one thread. */
interface TrackFormat {
  /** What stands before the first fact. */
  void head(StringBuilder out);

  /** One fact, with the values and unknowns of {@link kz.relog.api.spi.TrackSource.FixVisitor}. */
  void fix(
      StringBuilder out,
      long timeMs,
      int latE7,
      int lonE7,
      int speedDmps,
      int courseDegrees,
      int accuracyMetres);

  /** What stands after the last fact. */
  void tail(StringBuilder out);

  /** Degrees out of 10<sup>-7</sup> degrees, exactly, without trailing zeros. */
  static void degrees(StringBuilder out, int valueE7) {
    decimal(out, valueE7, 10_000_000);
  }

  /** Metres per second out of 0.1 m/s, exactly. */
  static void metresPerSecond(StringBuilder out, int speedDmps) {
    decimal(out, speedDmps, 10);
  }

  private static void decimal(StringBuilder out, int value, int unit) {
    long size = Math.abs((long) value);
    if (value < 0) {
      out.append('-');
    }
    out.append(size / unit);
    long rest = size % unit;
    if (rest != 0) {
      out.append('.');
      for (long digit = unit / 10; rest != 0; digit /= 10) {
        out.append((char) ('0' + rest / digit));
        rest %= digit;
      }
    }
  }
}
