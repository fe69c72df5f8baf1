package kz.relog.api.track;

import java.time.Instant;

/** A track as the planfact test sets write facts: blank means unknown. */
final class CsvTrack implements TrackFormat {
  @Override
  public void head(StringBuilder out) {
    out.append("time,lat,lon,speed_mps,heading_deg,accuracy_m\n");
  }

  @Override
  public void fix(
      StringBuilder out,
      long timeMs,
      int latE7,
      int lonE7,
      int speedDmps,
      int courseDegrees,
      int accuracyMetres) {
    out.append(Instant.ofEpochMilli(timeMs)).append(',');
    TrackFormat.degrees(out, latE7);
    out.append(',');
    TrackFormat.degrees(out, lonE7);
    out.append(',');
    if (speedDmps >= 0) {
      TrackFormat.metresPerSecond(out, speedDmps);
    }
    out.append(',');
    if (courseDegrees < 360) {
      out.append(courseDegrees);
    }
    out.append(',');
    if (accuracyMetres > 0) {
      out.append(accuracyMetres);
    }
    out.append('\n');
  }

  @Override
  public void tail(StringBuilder out) {
    // A CSV file ends with its last line.
  }
}
