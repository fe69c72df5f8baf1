package kz.relog.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Reads one plan document that is JSON already. One thread, one use. */
final class PlanReader {
  private static final Set<String> DOCUMENT =
      Set.of("type", "planId", "startTime", "endTime", "features", "bbox");
  private static final Set<String> FEATURE = Set.of("type", "id", "properties", "geometry", "bbox");
  private static final Set<String> PATH = Set.of("kind");
  private static final Set<String> STOP =
      Set.of(
          "kind",
          "seq",
          "id",
          "name",
          "arrive",
          "depart",
          "windowFrom",
          "windowTo",
          "serviceSeconds",
          "radiusM");
  private static final Set<String> GEOMETRY = Set.of("type", "coordinates", "bbox");

  private final Problems problems = new Problems();
  private final Fields fields = new Fields(problems);
  private final Positions positions = new Positions(problems);
  private final LetGo letGo = new LetGo(problems);
  private final Map<Integer, PlacedStop> stopsBySeq = new TreeMap<>();
  private PlanPath path = PlanPath.NONE;
  private String pathPointer = "";
  private int stopCount;
  private long earliestMs = Long.MAX_VALUE;
  private long latestMs = Long.MIN_VALUE;

  /** A stop and the place of its feature in the document. */
  private record PlacedStop(StopRecord stop, long position, String pointer, JsonNode geometry) {}

  PlanReading read(JsonNode document) {
    if (!document.isObject() || !document.path("type").asText().equals("FeatureCollection")) {
      problems.add("/type", "type", document.path("type"), "\"FeatureCollection\"");
      return new PlanReading.Refused(problems.all());
    }
    problems.refuseUnknown(document, "", DOCUMENT);
    letGo.check(document, "");
    String planId = fields.text(document, "", "planId", PlanLimits.ID_CHARS_MAX);
    JsonNode planIdNode = document.path("planId");
    if (planIdNode.isMissingNode() || planIdNode.isNull() || isBlankText(planIdNode)) {
      problems.add(
          "/planId",
          "planId",
          planIdNode,
          "your name of the plan, 1 to " + PlanLimits.ID_CHARS_MAX + " characters");
    }
    long startMs = timeSeen(fields.time(document, "", "startTime"));
    long endMs = timeSeen(fields.time(document, "", "endTime"));
    if (startMs != 0 && endMs != 0 && endMs <= startMs) {
      problems.add("/endTime", "endTime", document.get("endTime"), "a time after startTime");
    }
    readFeatures(document.path("features"));
    List<StopRecord> stops = stopsInOrder();
    checkWhole(stops);
    return problems.isEmpty()
        ? new PlanReading.Accepted(new PlanRecord(planId, startMs, endMs, path, stops))
        : new PlanReading.Refused(problems.all());
  }

  private void readFeatures(JsonNode features) {
    if (!features.isArray()) {
      problems.add("/features", "features", features, "an array of features");
      return;
    }
    for (int i = 0; i < features.size() && !problems.isFull(); i++) {
      readFeature(features.get(i), "/features/" + i);
    }
  }

  private void readFeature(JsonNode feature, String pointer) {
    if (!feature.isObject() || !feature.path("type").asText().equals("Feature")) {
      problems.add(pointer + "/type", "type", feature.path("type"), "\"Feature\"");
      return;
    }
    problems.refuseUnknown(feature, pointer, FEATURE);
    letGo.check(feature, pointer);
    JsonNode geometry = feature.path("geometry");
    problems.refuseUnknown(geometry, pointer + "/geometry", GEOMETRY);
    letGo.check(geometry, pointer + "/geometry");
    JsonNode properties = feature.path("properties");
    String kind = properties.path("kind").asText();
    if (kind.equals("path")) {
      problems.refuseUnknown(properties, pointer + "/properties", PATH);
      readPath(geometry, pointer);
    } else if (kind.equals("stop")) {
      problems.refuseUnknown(properties, pointer + "/properties", STOP);
      readStop(properties, geometry, pointer);
    } else {
      String place = pointer + "/properties/kind";
      problems.add(place, "kind", properties.path("kind"), "\"path\" or \"stop\"");
    }
  }

  private void readPath(JsonNode geometry, String pointer) {
    String place = pointer + "/geometry/coordinates";
    if (!pathPointer.isEmpty()) {
      String allowed = "at most one path; the first is " + pathPointer;
      problems.add(pointer + "/properties/kind", "kind", "\"path\"", allowed);
      return;
    }
    pathPointer = pointer;
    JsonNode vertices = geometry.path("coordinates");
    if (!geometryIs(geometry, "LineString", pointer)) {
      return;
    }
    int count = vertices.size();
    if (count < 2 || count > PlanLimits.PATH_VERTICES_MAX) {
      problems.add(
          place,
          "coordinates",
          count + " positions",
          "a path of 2 to " + PlanLimits.PATH_VERTICES_MAX + " positions");
      return;
    }
    int[] latE7 = new int[count];
    int[] lonE7 = new int[count];
    double metres = 0;
    OptionalLong first = OptionalLong.empty();
    OptionalLong before = OptionalLong.empty();
    for (int i = 0; i < count && !problems.isFull(); i++) {
      OptionalLong position = positions.read(vertices.get(i), place + "/" + i);
      if (position.isPresent() && before.isPresent()) {
        metres += Positions.metres(before.getAsLong(), position.getAsLong());
        String vertex = place + "/" + i;
        int stepMax = PlanLimits.PATH_STEP_METRES_MAX;
        long to = position.getAsLong();
        if (positions.checkStep(before.getAsLong(), to, stepMax, vertex, vertices.get(i))) {
          positions.checkExtent(first.orElse(to), to, vertex, vertices.get(i));
        }
      }
      first = first.isPresent() ? first : position;
      latE7[i] = Positions.latE7(position.orElse(0));
      lonE7[i] = Positions.lonE7(position.orElse(0));
      before = position;
    }
    if (metres < PlanLimits.PATH_METRES_MIN && problems.isEmpty()) {
      problems.add(
          place, "coordinates", vertices, "a path of at least 1 m: two different positions");
    }
    path = PlanPath.of(latE7, lonE7);
  }

  private void readStop(JsonNode properties, JsonNode geometry, String pointer) {
    stopCount++;
    if (stopCount > PlanLimits.STOPS_MAX) {
      return;
    }
    String inside = pointer + "/properties";
    int seq = fields.number(properties, inside, "seq", 1, PlanLimits.STOPS_MAX);
    if (properties.path("seq").isMissingNode() || properties.path("seq").isNull()) {
      problems.add(inside + "/seq", "seq", "", "the place of the stop in the plan, from 1");
    }
    long arriveMs = timeSeen(fields.time(properties, inside, "arrive"));
    long departMs = timeSeen(fields.time(properties, inside, "depart"));
    if (arriveMs != 0 && departMs != 0 && departMs < arriveMs) {
      problems.add(
          inside + "/depart", "depart", properties.get("depart"), "a time not before arrive");
    }
    long windowFromMs = timeSeen(fields.time(properties, inside, "windowFrom"));
    long windowToMs = timeSeen(fields.time(properties, inside, "windowTo"));
    if (windowFromMs != 0 && windowToMs != 0 && windowToMs < windowFromMs) {
      String allowed = "a time not before windowFrom";
      problems.add(inside + "/windowTo", "windowTo", properties.get("windowTo"), allowed);
    }
    int serviceSeconds =
        fields.number(properties, inside, "serviceSeconds", 0, PlanLimits.SERVICE_SECONDS_MAX);
    int radiusMetres =
        fields.number(
            properties,
            inside,
            "radiusM",
            PlanLimits.RADIUS_METRES_MIN,
            PlanLimits.RADIUS_METRES_MAX);
    String id = fields.text(properties, inside, "id", PlanLimits.ID_CHARS_MAX);
    String name = fields.text(properties, inside, "name", PlanLimits.NAME_CHARS_MAX);
    if (!geometryIs(geometry, "Point", pointer)) {
      return;
    }
    JsonNode coordinates = geometry.path("coordinates");
    OptionalLong read = positions.read(coordinates, pointer + "/geometry/coordinates");
    if (read.isEmpty() || seq == 0) {
      return;
    }
    long position = read.getAsLong();
    StopRecord stop =
        new StopRecord(
            seq,
            id,
            name,
            Positions.latE7(position),
            Positions.lonE7(position),
            arriveMs,
            departMs,
            serviceSeconds,
            radiusMetres,
            windowFromMs,
            windowToMs);
    PlacedStop first =
        stopsBySeq.putIfAbsent(seq, new PlacedStop(stop, position, pointer, coordinates));
    if (first != null) {
      String allowed = "each seq once; " + first.pointer + " has it already";
      problems.add(inside + "/seq", "seq", Integer.toString(seq), allowed);
    }
  }

  private boolean geometryIs(JsonNode geometry, String type, String pointer) {
    if (geometry.path("type").asText().equals(type) && geometry.path("coordinates").isArray()) {
      return true;
    }
    String place = pointer + "/geometry";
    problems.add(place, "geometry", geometry, "a " + type + " with an array of coordinates");
    return false;
  }

  private List<StopRecord> stopsInOrder() {
    List<StopRecord> stops = new ArrayList<>();
    OptionalLong before = OptionalLong.empty();
    OptionalLong first =
        path.vertexCount() == 0
            ? OptionalLong.empty()
            : OptionalLong.of(Positions.pack(path.latE7(0), path.lonE7(0)));
    for (PlacedStop placed : stopsBySeq.values()) {
      String place = placed.pointer + "/geometry/coordinates";
      int gapMax = PlanLimits.GAP_METRES_MAX;
      long from = before.orElse(placed.position);
      if (positions.checkStep(from, placed.position, gapMax, place, placed.geometry)) {
        positions.checkExtent(
            first.orElse(placed.position), placed.position, place, placed.geometry);
      }
      first = first.isPresent() ? first : OptionalLong.of(placed.position);
      before = OptionalLong.of(placed.position);
      stops.add(placed.stop);
    }
    stops.sort(Comparator.comparingInt(StopRecord::seq));
    return stops;
  }

  private void checkWhole(List<StopRecord> stops) {
    if (stopCount == 0 || stopCount > PlanLimits.STOPS_MAX) {
      String allowed = "1 to " + PlanLimits.STOPS_MAX + " features of the kind \"stop\"";
      problems.add("/features", "features", stopCount + " stops", allowed);
    } else if (stopCount == 1 && pathPointer.isEmpty()) {
      String allowed = "a path, or at least 2 stops: one point is no plan";
      problems.add("/features", "features", "1 stop", allowed);
    }
    if (problems.isEmpty() && stops.get(stops.size() - 1).seq() != stops.size()) {
      for (int i = 0; i < stops.size(); i++) {
        if (stops.get(i).seq() != i + 1) {
          PlacedStop placed = stopsBySeq.get(stops.get(i).seq());
          problems.add(
              (placed == null ? "" : placed.pointer) + "/properties/seq",
              "seq",
              Integer.toString(stops.get(i).seq()),
              "1 to " + stops.size() + " without a gap; " + (i + 1) + " is missing");
          break;
        }
      }
    }
    if (latestMs > earliestMs && latestMs - earliestMs > PlanLimits.SPAN_MS_MAX) {
      long days = PlanLimits.SPAN_MS_MAX / 86_400_000;
      String value = (latestMs - earliestMs) / 86_400_000 + " days";
      problems.add("", "times", value, "all times of a plan within " + days + " days");
    }
  }

  private static boolean isBlankText(JsonNode node) {
    return node.isTextual() && node.textValue().isBlank();
  }

  private long timeSeen(long timeMs) {
    if (timeMs != 0) {
      earliestMs = Math.min(earliestMs, timeMs);
      latestMs = Math.max(latestMs, timeMs);
    }
    return timeMs;
  }
}
