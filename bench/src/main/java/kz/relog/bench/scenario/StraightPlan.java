package kz.relog.bench.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import kz.relog.bench.load.LoadFleet;

/**
 * The plan that the vehicles of a load follow: straight on, with a stop now and then. Stateless.
 */
final class StraightPlan {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERTICES = 200;
  private static final double STEP_DEGREES = 0.012;
  private static final int STOP_EVERY = 20;

  /** Ten metres a second along the meridian. */
  private static final double SECONDS_PER_DEGREE = 1e7 / LoadFleet.STEP_E7;

  private StraightPlan() {}

  /**
   * The plan of one vehicle, as a dispatcher would upload it.
   *
   * @param number of the device in its fleet
   * @param startMs when its load begins, Unix epoch ms
   */
  static ObjectNode of(int number, long startMs) {
    ObjectNode plan = JSON.createObjectNode();
    plan.put("type", "FeatureCollection");
    plan.put("planId", "bench-" + number);
    plan.put("startTime", time(startMs, 0));
    plan.put("endTime", time(startMs, (VERTICES - 1) * STEP_DEGREES));
    ArrayNode features = plan.putArray("features");
    ObjectNode path = feature(features, "path");
    ArrayNode line =
        ((ObjectNode) path.get("geometry")).put("type", "LineString").putArray("coordinates");
    for (int i = 0; i < VERTICES; i++) {
      position(line.addArray(), number, i);
    }
    for (int i = STOP_EVERY; i < VERTICES; i += STOP_EVERY) {
      ObjectNode stop = feature(features, "stop");
      ObjectNode properties = (ObjectNode) stop.get("properties");
      properties.put("seq", i / STOP_EVERY);
      properties.put("id", "stop-" + i / STOP_EVERY);
      properties.put("arrive", time(startMs, i * STEP_DEGREES));
      position(
          ((ObjectNode) stop.get("geometry")).put("type", "Point").putArray("coordinates"),
          number,
          i);
    }
    return plan;
  }

  private static ObjectNode feature(ArrayNode features, String kind) {
    ObjectNode feature = features.addObject();
    feature.put("type", "Feature");
    feature.putObject("properties").put("kind", kind);
    feature.putObject("geometry");
    return feature;
  }

  private static void position(ArrayNode coordinates, int number, int vertex) {
    coordinates
        .add(LoadFleet.lonE7(number) / 1e7)
        .add(LoadFleet.START_LAT_E7 / 1e7 + vertex * STEP_DEGREES);
  }

  private static String time(long startMs, double degrees) {
    return Instant.ofEpochSecond(startMs / 1_000 + (long) (degrees * SECONDS_PER_DEGREE))
        .toString();
  }
}
