package kz.relog.api.track;

import java.time.Instant;
import kz.relog.api.call.Refs;

/** A track as a FeatureCollection of points, one per fact: null means unknown. */
final class GeoJsonTrack implements TrackFormat {
  private final long deviceRef;
  private boolean first = true;

  /** Of one device, or of several with 0. */
  GeoJsonTrack(long deviceRef) {
    this.deviceRef = deviceRef;
  }

  @Override
  public void head(StringBuilder out) {
    out.append("{\"type\":\"FeatureCollection\",");
    if (deviceRef != 0) {
      out.append("\"device\":\"").append(Refs.text(deviceRef)).append("\",");
    }
    out.append("\"features\":[");
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
    out.append(first ? "\n" : ",\n");
    first = false;
    out.append("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[");
    TrackFormat.degrees(out, lonE7);
    out.append(',');
    TrackFormat.degrees(out, latE7);
    out.append("]},\"properties\":{\"time\":\"").append(Instant.ofEpochMilli(timeMs));
    out.append("\",\"speedMps\":");
    if (speedDmps >= 0) {
      TrackFormat.metresPerSecond(out, speedDmps);
    } else {
      out.append("null");
    }
    out.append(",\"headingDeg\":");
    number(out, courseDegrees, courseDegrees < 360);
    out.append(",\"accuracyM\":");
    number(out, accuracyMetres, accuracyMetres > 0);
    out.append("}}");
  }

  @Override
  public void tail(StringBuilder out) {
    out.append("\n]}\n");
  }

  private static void number(StringBuilder out, int value, boolean known) {
    if (known) {
      out.append(value);
    } else {
      out.append("null");
    }
  }
}
