package kz.relog.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;

/**
 * Reads GeoJSON positions and judges the way between two of them. A position travels as one long:
 * latitude in the upper half, longitude in the lower, both in 10<sup>-7</sup> degrees. One thread.
 */
final class Positions {
  private static final double EARTH_RADIUS_METRES = 6_371_008.8;
  private static final double E7 = 1e7;

  private final Problems problems;

  Positions(Problems problems) {
    this.problems = problems;
  }

  static int latE7(long position) {
    return (int) (position >> 32);
  }

  static int lonE7(long position) {
    return (int) position;
  }

  /**
   * A position [longitude, latitude], a third number (an altitude within the atmosphere) being let
   * go; empty when wrong.
   */
  OptionalLong read(JsonNode node, String pointer) {
    boolean shaped = node.isArray() && (node.size() == 2 || node.size() == 3);
    if (shaped) {
      for (JsonNode number : node) {
        shaped &= number.isNumber() && Double.isFinite(number.doubleValue());
      }
    }
    if (!shaped) {
      problems.add(
          pointer, "coordinates", node, "[longitude, latitude] in degrees, finite numbers");
      return OptionalLong.empty();
    }
    double lon = node.get(0).doubleValue();
    double lat = node.get(1).doubleValue();
    if (Math.abs(lon) > 180 || Math.abs(lat) > 90) {
      String hint =
          Math.abs(lon) <= 90 && Math.abs(lat) <= 180
              ? "; these look swapped: GeoJSON puts the longitude first"
              : "";
      String allowed = "longitude within ±180, latitude within ±90 degrees" + hint;
      problems.add(pointer, "coordinates", node, allowed);
      return OptionalLong.empty();
    }
    if (Math.abs(node.path(2).asDouble()) > PlanLimits.ALTITUDE_METRES_MAX) {
      String allowed = "an altitude within ±" + PlanLimits.ALTITUDE_METRES_MAX + " m";
      problems.add(pointer, "coordinates", node, allowed);
      return OptionalLong.empty();
    }
    if (Math.abs(lat) > PlanLimits.LATITUDE_DEGREES_MAX) {
      String allowed = "latitude within ±" + PlanLimits.LATITUDE_DEGREES_MAX + " degrees";
      problems.add(pointer, "coordinates", node, allowed);
      return OptionalLong.empty();
    }
    if (lon == 0 && lat == 0) {
      problems.add(pointer, "coordinates", node, "not 0,0, which is what a missing position gives");
      return OptionalLong.empty();
    }
    return OptionalLong.of(pack((int) Math.round(lat * E7), (int) Math.round(lon * E7)));
  }

  /**
   * Refuses a point on the other side of the antimeridian or farther from the one before than any
   * road leads.
   *
   * @return whether all is well so far
   */
  boolean checkStep(long from, long to, int metresMax, String pointer, JsonNode node) {
    if (Math.abs((long) lonE7(to) - lonE7(from)) > 180 * (long) E7) {
      String allowed = "a plan on one side of the antimeridian (180° of longitude)";
      problems.add(pointer, "coordinates", node, allowed);
      return false;
    }
    if (metres(from, to) > metresMax) {
      String allowed =
          "at most %,d km from the point before it; are longitude and latitude swapped?"
              .formatted(metresMax / 1000);
      problems.add(pointer, "coordinates", node, allowed);
      return false;
    }
    return true;
  }

  /** Refuses a point that no flat map shares with the first one of the plan. */
  void checkExtent(long first, long position, String pointer, JsonNode node) {
    long degreesMaxE7 = PlanLimits.EXTENT_DEGREES_MAX * (long) E7;
    if (Math.abs((long) lonE7(position) - lonE7(first)) > degreesMaxE7
        || Math.abs((long) latE7(position) - latE7(first)) > degreesMaxE7) {
      String allowed =
          "a plan within "
              + PlanLimits.EXTENT_DEGREES_MAX
              + " degrees of its first point; divide a longer one into several plans";
      problems.add(pointer, "coordinates", node, allowed);
    }
  }

  static long pack(int latE7, int lonE7) {
    return ((long) latE7 << 32) | (lonE7 & 0xFFFF_FFFFL);
  }

  /** Haversine distance; exact enough to tell 1,000 km from a day's leg. */
  static double metres(long from, long to) {
    double lat1 = Math.toRadians(latE7(from) / E7);
    double lat2 = Math.toRadians(latE7(to) / E7);
    double dLon = Math.toRadians((lonE7(to) - (double) lonE7(from)) / E7);
    double a =
        Math.pow(Math.sin((lat2 - lat1) / 2), 2)
            + Math.cos(lat1) * Math.cos(lat2) * Math.pow(Math.sin(dLon / 2), 2);
    return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(a)));
  }
}
