package kz.relog.route;

/** The local metric plane of one plan: x east, y north of its first point. Immutable. */
final class Plane {

  private final int latE7;
  private final int lonE7;
  private final double metresPerLonE7;

  /** A plane around a point whose scale holds at the given middle latitude. */
  Plane(int latE7, int lonE7, double middleLatitudeE7) {
    this.latE7 = latE7;
    this.lonE7 = lonE7;
    this.metresPerLonE7 = Geo.METRES_PER_E7 * Math.cos(Math.toRadians(middleLatitudeE7 * 1e-7));
  }

  static Plane of(Plan plan) {
    double sum = 0;
    int n = plan.pathSize();
    for (int i = 0; i < n; i++) {
      sum += plan.pathLatE7(i);
    }
    if (n == 0) {
      for (PlanStop stop : plan.stops()) {
        sum += stop.latE7();
      }
      n = plan.stops().size();
    }
    PlanStop first = plan.stops().get(0);
    return new Plane(first.latE7(), first.lonE7(), sum / n);
  }

  /** Reads the plane, and tells nothing. */
  float touch() {
    return latE7;
  }

  double x(int lonE7) {
    return ((double) lonE7 - this.lonE7) * metresPerLonE7;
  }

  double y(int latE7) {
    return ((double) latE7 - this.latE7) * Geo.METRES_PER_E7;
  }
}
