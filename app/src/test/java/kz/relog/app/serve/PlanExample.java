package kz.relog.app.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;

/** A plan along the ride: one stop half way, one at its end. */
final class PlanExample {
  private PlanExample() {}

  static JsonNode north(Ride ride) {
    String text =
        """
        {"type": "FeatureCollection", "planId": "north", "startTime": "%s", "endTime": "%s", "features": [
          {"type": "Feature", "properties": {"kind": "path"},
           "geometry": {"type": "LineString", "coordinates": [%s, %s]}},
          {"type": "Feature", "properties": {"kind": "stop", "seq": 1, "id": "a", "name": "Half way"},
           "geometry": {"type": "Point", "coordinates": %s}},
          {"type": "Feature", "properties": {"kind": "stop", "seq": 2, "id": "b", "name": "End"},
           "geometry": {"type": "Point", "coordinates": %s}}]}
        """
            .formatted(
                Instant.ofEpochMilli(ride.timeMs(0)),
                Instant.ofEpochMilli(ride.timeMs(ride.fixes())),
                position(ride, 0),
                position(ride, ride.fixes()),
                position(ride, ride.fixes() / 2),
                position(ride, ride.fixes()));
    try {
      return new ObjectMapper().readTree(text);
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String position(Ride ride, int index) {
    return String.format(Locale.ROOT, "[%.6f, %.6f]", Ride.LON_E7 / 1e7, ride.latE7(index) / 1e7);
  }
}
