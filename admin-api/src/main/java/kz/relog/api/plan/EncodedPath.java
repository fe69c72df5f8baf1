package kz.relog.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a path that comes apart from its stops: GeoJSON (a LineString, a Feature with one, or a
 * FeatureCollection with one such Feature), or an encoded polyline of five decimal digits (the
 * algorithm is Google's "Encoded Polyline Algorithm Format"). Stateless; any thread.
 */
public final class EncodedPath {
  private static final double DIGITS_5 = 1e5;
  private static final int BITS_MAX = 30;

  private EncodedPath() {}

  /** The LineString geometry in a GeoJSON text; empty when there is not exactly one. */
  public static Optional<JsonNode> ofGeoJson(byte[] json) {
    try {
      return lineString(PlanGeoJson.parse(json));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /** The LineString geometry of a polyline; empty when the text is none. */
  public static Optional<JsonNode> ofPolyline(byte[] text) {
    String encoded = new String(text, StandardCharsets.US_ASCII).strip();
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    ArrayNode vertices = nodes.arrayNode();
    long[] latLon = new long[2];
    int which = 0;
    long value = 0;
    int bits = 0;
    for (int i = 0; i < encoded.length(); i++) {
      int chunk = encoded.charAt(i) - 63;
      if (chunk < 0 || chunk > 63 || bits > BITS_MAX) {
        return Optional.empty();
      }
      value |= (long) (chunk & 31) << bits;
      bits += 5;
      if ((chunk & 32) == 0) {
        latLon[which] += (value & 1) == 0 ? value >> 1 : ~(value >> 1);
        if (which == 1) {
          vertices.addArray().add(latLon[1] / DIGITS_5).add(latLon[0] / DIGITS_5);
        }
        which = 1 - which;
        value = 0;
        bits = 0;
      }
    }
    boolean whole = which == 0 && bits == 0 && !vertices.isEmpty();
    ObjectNode geometry = nodes.objectNode().put("type", "LineString");
    geometry.set("coordinates", vertices);
    return whole ? Optional.of(geometry) : Optional.empty();
  }

  private static Optional<JsonNode> lineString(JsonNode node) {
    return switch (node.path("type").asText()) {
      case "LineString" -> Optional.of(node);
      case "Feature" -> lineString(node.path("geometry"));
      case "FeatureCollection" -> onlyLineString(node.path("features"));
      default -> Optional.empty();
    };
  }

  private static Optional<JsonNode> onlyLineString(JsonNode features) {
    List<JsonNode> found = new ArrayList<>();
    features.forEach(feature -> lineString(feature).ifPresent(found::add));
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
