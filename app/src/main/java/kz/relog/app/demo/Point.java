package kz.relog.app.demo;

/** A place of the simulation, in WGS 84 degrees. */
record Point(double lat, double lon) {
  @Override
  public String toString() {
    return "Point"; // simulated or not, a position does not belong into a log
  }
}
