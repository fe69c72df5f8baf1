package kz.relog.route;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds everything that is wrong with a plan before the engine sees it. */
final class PlanCheck {

  /** Vertices of a path: 100,000 at 10 m apart is 1,000 km, more than a day's drive. */
  static final int PATH_VERTICES_MAX = 100_000;

  /** Stops of a plan: a postman's round has about a thousand. */
  static final int STOPS_MAX = 5_000;

  /**
   * Metres between two neighbouring vertices: a straight road of 100 km does not exist, a lost
   * coordinate does.
   */
  static final double VERTEX_GAP_METRES_MAX = 100_000;

  /**
   * Degrees from the first point to any other: one local plane serves the whole plan, and its error
   * grows with the difference of latitude (5 degrees: 9 % at 50 degrees north).
   */
  static final double EXTENT_DEGREES_MAX = 5;

  /** Degrees of latitude: nearer to a pole a local plane has no use and no road. */
  static final double LATITUDE_DEGREES_MAX = 85;

  private static final double E7 = 1e7;

  private final List<PlanProblem> problems = new ArrayList<>();

  /** The planned moments seen so far lie between these. */
  private long firstMs = Long.MAX_VALUE;

  private long lastMs;

  private PlanCheck() {}

  static List<PlanProblem> problemsOf(Plan.Builder plan) {
    PlanCheck check = new PlanCheck();
    check.whole(plan);
    check.path(plan);
    check.stops(plan);
    check.span(plan);
    return List.copyOf(check.problems);
  }

  private void whole(Plan.Builder plan) {
    if (plan.planRef <= 0) {
      add("planRef", -1, "not positive", "above 0");
    }
    if (plan.vehicleRef < 0) {
      add("vehicleRef", -1, "negative", "0 (unassigned) or above");
    }
    if (plan.version < 1) {
      add("version", -1, Long.toString(plan.version), "1 or above");
    }
    if (plan.startMs < 0 || plan.endMs < 0) {
      add("period", -1, "before 1970", "0 (unknown) or above");
    }
    if (plan.endMs != 0 && plan.endMs < plan.startMs) {
      add("period", -1, "an end before its start", "an end at or after the start");
    }
  }

  /**
   * A plan's state holds moments as 32 bits of ms, 24 days to both sides of its beginning: the time
   * from the first planned moment to the last must leave room for what comes before and after it.
   */
  private void span(Plan.Builder plan) {
    within(plan.startMs, "period", -1);
    within(plan.endMs, "period", -1);
    for (int i = 0; i < plan.stops.size(); i++) {
      within(plan.stops.get(i).arriveMs(), "stop.arrive", i);
      within(plan.stops.get(i).departMs(), "stop.depart", i);
    }
  }

  /** Takes a planned moment; one too far from those before it is told and left out. */
  private void within(long timeMs, String field, int i) {
    if (timeMs <= 0) {
      return;
    }
    long first = Math.min(firstMs, timeMs);
    long last = Math.max(lastMs, timeMs);
    if (last - first > Life.LENGTH_MS_MAX) {
      String found = (last - first) / 86_400_000 + " days from another time of the plan";
      add(field, i, found, "all times of a plan within " + Life.LENGTH_DAYS_MAX + " days");
      return;
    }
    firstMs = first;
    lastMs = last;
  }

  private void path(Plan.Builder plan) {
    int[] lat = plan.pathLatE7;
    int[] lon = plan.pathLonE7;
    if (lat.length != lon.length) {
      add("path", -1, lat.length + " latitudes and " + lon.length + " longitudes", "as many each");
      return;
    }
    if (lat.length == 1) {
      add("path", -1, "a single point", "no path, or 2 to " + PATH_VERTICES_MAX + " points");
    }
    if (lat.length > PATH_VERTICES_MAX) {
      add("path", -1, lat.length + " points", "2 to " + PATH_VERTICES_MAX + " points");
      return;
    }
    double metres = 0;
    for (int i = 0; i < lat.length; i++) {
      if (!position("path", i, lat[i], lon[i]) || !near("path", i, lat, lon, i)) {
        return;
      }
      if (i > 0) {
        double step = Geo.haversineMetres(lat[i - 1], lon[i - 1], lat[i], lon[i]);
        if (step > VERTEX_GAP_METRES_MAX) {
          add("path", i, "over 100 km from the point before it", "at most 100 km");
          return;
        }
        metres += step;
      }
    }
    if (lat.length > 1 && metres < 1) {
      add("path", -1, "shorter than 1 m", "at least 1 m");
    }
  }

  private void stops(Plan.Builder plan) {
    List<PlanStop> stops = plan.stops;
    if (stops.isEmpty()) {
      add("stops", -1, "empty", "1 to " + STOPS_MAX + " stops");
    }
    if (stops.size() > STOPS_MAX) {
      add("stops", -1, stops.size() + " stops", "1 to " + STOPS_MAX + " stops");
      return;
    }
    Set<Integer> seen = new HashSet<>();
    int[] anchorLat = plan.pathLatE7.length > 0 ? plan.pathLatE7 : firstLat(stops);
    int[] anchorLon = plan.pathLonE7.length > 0 ? plan.pathLonE7 : firstLon(stops);
    for (int i = 0; i < stops.size(); i++) {
      PlanStop stop = stops.get(i);
      if (!seen.add(stop.stopId())) {
        add("stop.id", i, "used twice", "unique in the plan");
      }
      if (position("stop.position", i, stop.latE7(), stop.lonE7())) {
        int[] lat = {anchorLat[0], stop.latE7()};
        int[] lon = {anchorLon[0], stop.lonE7()};
        near("stop.position", i, lat, lon, 1);
      }
      times(i, stop);
    }
  }

  private void times(int i, PlanStop stop) {
    if (stop.arriveMs() < 0 || stop.departMs() < 0) {
      add("stop.arrive", i, "before 1970", "0 (unknown) or above");
    }
    if (stop.arriveMs() != 0 && stop.departMs() != 0 && stop.departMs() < stop.arriveMs()) {
      add("stop.depart", i, "before its arrival", "at or after the arrival");
    }
    Window window = stop.window();
    if (window.fromMs() < 0 || window.toMs() < 0) {
      add("stop.window", i, "before 1970", "0 (open) or above");
    }
    if (window.toMs() != 0 && window.toMs() < window.fromMs()) {
      add("stop.window", i, "an end before its start", "an end at or after the start");
    }
    if (stop.serviceSeconds() < 0 || stop.serviceSeconds() > 86_400) {
      add("stop.serviceSeconds", i, Integer.toString(stop.serviceSeconds()), "0 to 86400");
    }
    if (stop.radiusMetres() < 0 || stop.radiusMetres() > StopPlaces.RADIUS_METRES_MAX) {
      add(
          "stop.radiusM",
          i,
          Integer.toString(stop.radiusMetres()),
          "0 (default) to " + StopPlaces.RADIUS_METRES_MAX);
    }
  }

  private boolean position(String field, int i, int latE7, int lonE7) {
    if (Math.abs(latE7 / E7) > LATITUDE_DEGREES_MAX || Math.abs(lonE7 / E7) > 180) {
      add(field, i, "out of range", "latitude within 85, longitude within 180 degrees");
      return false;
    }
    return true;
  }

  private boolean near(String field, int i, int[] latE7, int[] lonE7, int at) {
    double dLon = Math.abs(((double) lonE7[at] - lonE7[0]) / E7);
    if (dLon > 180) {
      add(
          field,
          i,
          "on the other side of the antimeridian (180 degrees)",
          "a plan on one side of it");
      return false;
    }
    if (dLon > EXTENT_DEGREES_MAX
        || Math.abs(((double) latE7[at] - latE7[0]) / E7) > EXTENT_DEGREES_MAX) {
      add(field, i, "over 5 degrees from the first point", "a plan within 5 degrees");
      return false;
    }
    return true;
  }

  private static int[] firstLat(List<PlanStop> stops) {
    return new int[] {stops.isEmpty() ? 0 : stops.get(0).latE7()};
  }

  private static int[] firstLon(List<PlanStop> stops) {
    return new int[] {stops.isEmpty() ? 0 : stops.get(0).lonE7()};
  }

  private void add(String field, int index, String found, String allowed) {
    problems.add(new PlanProblem(field, index, found, allowed));
  }
}
