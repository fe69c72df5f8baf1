package kz.relog.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Writes a route as the GeoJSON that a dispatcher would upload. */
final class PlanDocument {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PlanDocument() {}

  /** The plan of a route that starts at a moment. */
  static ObjectNode of(String planId, Route route, long startMs) {
    ObjectNode plan = JSON.createObjectNode();
    plan.put("type", "FeatureCollection");
    plan.put("planId", planId);
    plan.put("startTime", time(startMs, 0));
    plan.put("endTime", time(startMs, route.endSecond()));
    ArrayNode features = plan.putArray("features");
    ObjectNode path = feature(features, "path");
    ArrayNode line =
        ((ObjectNode) path.get("geometry")).put("type", "LineString").putArray("coordinates");
    for (Point point : route.track().points()) {
      position(line.addArray(), point);
    }
    for (int i = 0; i < route.stops().size(); i++) {
      Route.Stop stop = route.stops().get(i);
      ObjectNode feature = feature(features, "stop");
      ObjectNode properties = (ObjectNode) feature.get("properties");
      properties.put("seq", i + 1);
      properties.put("id", "stop-" + (i + 1));
      properties.put("name", "Customer " + (char) ('A' + i % 26));
      properties.put("arrive", time(startMs, stop.arriveSecond()));
      properties.put("depart", time(startMs, stop.arriveSecond() + stop.serviceSeconds()));
      properties.put("serviceSeconds", stop.serviceSeconds());
      position(
          ((ObjectNode) feature.get("geometry")).put("type", "Point").putArray("coordinates"),
          stop.place());
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

  private static void position(ArrayNode coordinates, Point point) {
    coordinates.add(Math.round(point.lon() * 1e6) / 1e6).add(Math.round(point.lat() * 1e6) / 1e6);
  }

  private static String time(long startMs, int second) {
    return Instant.ofEpochSecond(startMs / 1000 + second).toString();
  }
}
