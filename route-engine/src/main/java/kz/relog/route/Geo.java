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
}
