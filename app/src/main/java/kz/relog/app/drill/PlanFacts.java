package kz.relog.app.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.AdminClientException;
import kz.relog.app.drill.ledger.FixPattern;

/** Plans along the drilled drives, and what the API says about them. Stateless. */
final class PlanFacts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double E7 = 1e7;

  /** What names a run or the moment of the question, and so differs between equal runs. */
  private static final List<String> NOT_COMPARED =
      List.of("plan", "device", "planVersion", "version", "asOf");

  /** What a stop is called stands in the records alone, not in the journal. */
  private static final List<String> NOT_COMPARED_OF_STOPS = List.of("id", "name");

  private PlanFacts() {}

  /** A plan with a path and a stop wherever the vehicle stands, every second one planned early. */
  static ObjectNode plan(FixPattern drive, int stops, int seconds) {
    ObjectNode plan = JSON.createObjectNode();
    plan.put("type", "FeatureCollection").put("planId", "drill-" + drive.device());
    plan.put("startTime", time(drive.timeMs(0))).put("endTime", time(drive.timeMs(seconds)));
    ArrayNode features = plan.putArray("features");
    ArrayNode line = feature(features, "path", "LineString");
    line.add(position(drive, 0)).add(position(drive, stops + 1));
    for (int stop = 1; stop <= stops; stop++) {
      ArrayNode point = feature(features, "stop", "Point");
      point.addAll(position(drive, stop));
      int arriveS = stop * (FixPattern.DRIVE_S + FixPattern.DWELL_S) - FixPattern.DWELL_S;
      ((ObjectNode) features.get(stop).path("properties"))
          .put("seq", stop)
          .put("id", "stop-" + stop)
          .put("arrive", time(drive.timeMs(arriveS - (stop % 2 == 0 ? 120 : 0))))
          .put("depart", time(drive.timeMs(arriveS + FixPattern.DWELL_S)));
    }
    return plan;
  }

  private static ArrayNode feature(ArrayNode features, String kind, String type) {
    ObjectNode feature = features.addObject().put("type", "Feature");
    feature.putObject("properties").put("kind", kind);
    return feature.putObject("geometry").put("type", type).putArray("coordinates");
  }

  private static ArrayNode position(FixPattern drive, int stand) {
    return JSON.createArrayNode().add(drive.lineLonE7() / E7).add(drive.standLatE7(stand) / E7);
  }

  /** As the API writes times. */
  static String time(long ms) {
    return Instant.ofEpochMilli(ms).toString();
  }

  /** Plan against fact of a plan; empty while the engine does not hold it. */
  static JsonNode get(AdminClient admin, String plan) {
    try {
      return admin.get("/v1/plans/" + plan + "/plan-fact");
    } catch (AdminClientException notYet) {
      return JSON.createObjectNode();
    }
  }

  /** SHA-256 of what is compared, in order. */
  static String hash(List<JsonNode> planFacts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (JsonNode fact : planFacts) {
        ObjectNode compared = fact.deepCopy();
        compared.remove(NOT_COMPARED);
        compared.path("stops").forEach(stop -> ((ObjectNode) stop).remove(NOT_COMPARED_OF_STOPS));
        digest.update(compared.toString().getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
