package kz.relog.route;

/** Distances on the sphere and on a plan's local plane. */
final class Geo {

  /** Mean radius of the Earth in metres (IUGG R1); progress is measured on this sphere. */
  static final double EARTH_RADIUS_METRES = 6_371_008.8;

  /** Metres of 10^-7 degrees along a meridian. */
  static final double METRES_PER_E7 = Math.toRadians(1e-7) * EARTH_RADIUS_METRES;

  private Geo() {}

  /** Great-circle distance in metres. */
  static double haversineMetres(int lat1E7, int lon1E7, int lat2E7, int lon2E7) {
    double a = Math.toRadians(lat1E7 * 1e-7);
    double b = Math.toRadians(lat2E7 * 1e-7);
    double dLat = Math.sin(Math.toRadians(((double) lat2E7 - lat1E7) * 1e-7) / 2);
    double dLon = Math.sin(Math.toRadians(((double) lon2E7 - lon1E7) * 1e-7) / 2);
    double h = dLat * dLat + Math.cos(a) * Math.cos(b) * dLon * dLon;
    return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
  }

  /** Length of a vector in metres; without the care for overflow that makes Math.hypot slow. */
  static double length(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }

  /** How far a coordinate lies outside an interval. */
  static double outside(double p, double least, double most) {
    return p < least ? least - p : p > most ? p - most : 0;
  }

  /**
   * Share of a segment that lies before the foot of a point, from 0 to 1: the dot product of the
   * way to the point with the segment, by the segment's square. Most feet are an end, and need no
   * division.
   */
  static double part(double dot, double square) {
    return dot <= 0 ? 0 : dot >= square ? 1 : dot / square;
  }
}
