package kz.relog.app.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.stream.IntStream;

/**
 * A street along a parallel, driven at constant speed from its western end, a stop every half
 * kilometre.
 *
 * @param number streets of other numbers lie further north
 * @param startMs when the drive begins, Unix epoch ms
 */
record StraightStreet(int number, long startMs) {
  static final int SPEED_DMPS = 120;
  static final int COURSE_DEGREES = 90;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double SOUTH = 43.2;
  private static final double WEST = 76.8;
  private static final double METRES_PER_DEGREE = 111_194.9;
  private static final double STREETS_APART_METRES = 700;
  private static final int LENGTH_METRES = 40_000;
  private static final int STOP_EVERY_METRES = 500;

  int latE7() {
    return (int) Math.round(lat() * 1e7);
  }

  /** Where the vehicle is at a moment; it stays at the eastern end. */
  int lonE7At(long timeMs) {
    double metres = (timeMs - startMs) / 1000.0 * SPEED_DMPS / 10;
    return (int) Math.round(lonAt(Math.min(metres, LENGTH_METRES)) * 1e7);
  }

  private double lat() {
    return SOUTH + number * STREETS_APART_METRES / METRES_PER_DEGREE;
  }

  private double lonAt(double metres) {
    return WEST + metres / (METRES_PER_DEGREE * Math.cos(Math.toRadians(lat())));
  }

  /** The plan as a dispatcher would upload it. Its stops have names that look like markup. */
  ObjectNode plan(String planId) {
    return plan(
        planId,
        IntStream.range(1, LENGTH_METRES / STOP_EVERY_METRES)
            .map(seq -> seq * STOP_EVERY_METRES)
            .toArray());
  }

  /** The same with stops at these metres from the western end. */
  ObjectNode plan(String planId, int... stopMetres) {
    ObjectNode plan = JSON.createObjectNode();
    plan.put("type", "FeatureCollection");
    plan.put("planId", planId);
    plan.put("startTime", timeAt(0));
    plan.put("endTime", timeAt(LENGTH_METRES));
    ArrayNode features = plan.putArray("features");
    ArrayNode line = feature(features, "LineString", JSON.createObjectNode().put("kind", "path"));
    position(line.addArray(), 0);
    position(line.addArray(), LENGTH_METRES);
    for (int i = 0; i < stopMetres.length; i++) {
      int metres = stopMetres[i];
      int seq = i + 1;
      ObjectNode stop = JSON.createObjectNode().put("kind", "stop").put("seq", seq);
      stop.put("id", "stop-" + seq).put("name", "<i>Customer</i> " + seq);
      stop.put("arrive", timeAt(metres));
      position(feature(features, "Point", stop), metres);
    }
    return plan;
  }

  private static ArrayNode feature(ArrayNode features, String geometry, ObjectNode properties) {
    ObjectNode feature = features.addObject();
    feature.put("type", "Feature");
    feature.set("properties", properties);
    return feature.putObject("geometry").put("type", geometry).putArray("coordinates");
  }

  private void position(ArrayNode coordinates, double metres) {
    coordinates.add(rounded(lonAt(metres))).add(rounded(lat()));
  }

  private static double rounded(double degrees) {
    return Math.round(degrees * 1e6) / 1e6;
  }

  private String timeAt(double metres) {
    return Instant.ofEpochMilli(startMs)
        .plusSeconds(Math.round(metres * 10 / SPEED_DMPS))
        .toString();
  }
}
