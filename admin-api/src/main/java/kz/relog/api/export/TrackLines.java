package kz.relog.api.export;

import kz.relog.api.spi.TrackSource;

/**
 * A track as GeoJSON: one LineString per drive, with the time of each of its points beside it. A
 * gap, or too many points for the memory, begins the next one. One thread.
 */
final class TrackLines implements TrackSource.FixVisitor {
  private static final int POINTS_MAX = 2_000;
  private static final long GAP_MS = 600_000;

  private final TrackText out;
  private final long[] times = new long[POINTS_MAX];
  private final int[] lats = new int[POINTS_MAX];
  private final int[] lons = new int[POINTS_MAX];
  private int count;
  private boolean first = true;

  TrackLines(TrackText out, String device) {
    this.out = out;
    out.text("{\"type\":\"FeatureCollection\",\"device\":\"")
        .text(device)
        .text("\",\"features\":[");
  }

  @Override
  public boolean onFix(
      long timeMs, int latE7, int lonE7, int speedDmps, int courseDegrees, int accuracyMetres) {
    boolean gap = count > 0 && timeMs - times[count - 1] > GAP_MS;
    if (gap || count == POINTS_MAX) {
      feature();
      if (!gap) {
        // The line goes on where it was cut.
        add(times[POINTS_MAX - 1], lats[POINTS_MAX - 1], lons[POINTS_MAX - 1]);
      }
    }
    add(timeMs, latE7, lonE7);
    return true;
  }

  private void add(long timeMs, int latE7, int lonE7) {
    times[count] = timeMs;
    lats[count] = latE7;
    lons[count] = lonE7;
    count++;
  }

  private void feature() {
    boolean point = count == 1;
    out.text(first ? "\n" : ",\n");
    first = false;
    out.text("{\"type\":\"Feature\",\"geometry\":{\"type\":\"")
        .text(point ? "Point" : "LineString")
        .text("\",\"coordinates\":");
    if (!point) {
      out.character('[');
    }
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.character(',');
      }
      out.character('[').degrees(lons[i]).character(',').degrees(lats[i]).character(']');
    }
    out.text(point ? "},\"properties\":{\"times\":[" : "]},\"properties\":{\"times\":[");
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.character(',');
      }
      out.character('"').time(times[i]).character('"');
    }
    out.text("]}}");
    count = 0;
  }

  /** Writes what is left. */
  void finish() {
    if (count > 0) {
      feature();
    }
    out.text("\n]}\n").flush();
  }
}
