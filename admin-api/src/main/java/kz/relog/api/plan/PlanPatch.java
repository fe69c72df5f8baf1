package kz.relog.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A change of a plan while it is driven: {@code stops} lists all stops as they should be, each
 * either one of before, named by its {@code seq} (what else it says replaces what was said), or a
 * new one with {@code lat} and {@code lon}; {@code path}, {@code startTime} and {@code endTime}
 * replace; what is absent stays, null takes away. One thread, one use.
 */
public final class PlanPatch {
  private static final Set<String> MEMBERS =
      Set.of("device", "startTime", "endTime", "path", "stops");

  private final PlanRecord before;
  private final Problems problems = new Problems();
  private final JsonNodeFactory nodes = JsonNodeFactory.instance;
  private final List<Integer> kept = new ArrayList<>();

  private PlanPatch(PlanRecord before) {
    this.before = before;
  }

  /**
   * What a change came to.
   *
   * @param reading the changed plan, or all problems
   * @param keptSeqs for each stop of the changed plan its seq before; 0 for a new one
   */
  public record Patched(PlanReading reading, List<Integer> keptSeqs) {
    /** Copies the list. */
    public Patched {
      keptSeqs = List.copyOf(keptSeqs);
    }
  }

  /** Changes a plan; {@code device} in the change is the caller's matter. */
  public static Patched apply(byte[] json, PlanRecord before) {
    JsonNode change;
    try {
      change = PlanGeoJson.parse(json);
    } catch (IOException notJson) {
      return refused("not JSON");
    }
    return change.isObject() ? new PlanPatch(before).patched(change) : refused("no object");
  }

  /** The {@code device} of a change, missing when it has none or is no JSON. */
  public static JsonNode deviceOf(byte[] json) {
    try {
      return PlanGeoJson.parse(json).path("device");
    } catch (IOException notJson) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  private Patched patched(JsonNode change) {
    problems.refuseUnknown(change, "", MEMBERS);
    ObjectNode document = documentOfBefore();
    ArrayNode features = nodes.arrayNode();
    JsonNode pathBefore = takePath(document);
    for (String time : List.of("startTime", "endTime")) {
      if (change.has(time)) {
        document.set(time, change.get(time));
      }
    }
    if (change.has("stops")) {
      stops(change.get("stops"), document.path("features"), features);
    } else {
      features.addAll((ArrayNode) document.path("features"));
      before.stops().forEach(stop -> kept.add(stop.seq()));
    }
    JsonNode path = change.has("path") ? change.get("path") : pathBefore;
    if (!path.isNull()) {
      ObjectNode feature = features.addObject().put("type", "Feature");
      feature.putObject("properties").put("kind", "path");
      feature.set("geometry", path);
    }
    document.set("features", features);
    PlanReading reading = PlanGeoJson.read(document);
    if (reading instanceof PlanReading.Refused wrong) {
      wrong.problems().forEach(this::translate);
    }
    return new Patched(
        problems.isEmpty() ? reading : new PlanReading.Refused(problems.all()), kept);
  }

  private ObjectNode documentOfBefore() {
    try {
      return (ObjectNode) PlanGeoJson.parse(PlanGeoJson.write(before));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Takes the path out of the document, so that its features are the stops in order. */
  private JsonNode takePath(ObjectNode document) {
    if (before.path().vertexCount() == 0) {
      return nodes.nullNode();
    }
    return ((ArrayNode) document.path("features")).remove(0).path("geometry");
  }

  private void stops(JsonNode wanted, JsonNode featuresBefore, ArrayNode features) {
    if (!wanted.isArray()) {
      problems.add("/stops", "stops", wanted, "an array of all stops as they should be");
      return;
    }
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < wanted.size() && i <= PlanLimits.STOPS_MAX; i++) {
      JsonNode stop = wanted.get(i);
      JsonNode seqNode = stop.path("seq");
      int seq = 0;
      if (!seqNode.isMissingNode()) {
        boolean known =
            seqNode.isInt()
                && seqNode.intValue() >= 1
                && seqNode.intValue() <= before.stops().size();
        if (!known || !seen.add(seqNode.intValue())) {
          String allowed =
              known
                  ? "each stop of before at most once"
                  : "the seq of a stop of before, 1 to " + before.stops().size();
          problems.add("/stops/" + i + "/seq", "seq", seqNode, allowed);
        } else {
          seq = seqNode.intValue();
        }
      }
      kept.add(seq);
      ObjectNode feature =
          seq == 0
              ? nodes.objectNode().put("type", "Feature")
              : (ObjectNode) featuresBefore.get(seq - 1).deepCopy();
      features.add(feature);
      change(feature, stop, i);
    }
  }

  private void change(ObjectNode feature, JsonNode stop, int index) {
    ObjectNode properties = feature.withObject("/properties");
    properties.put("kind", "stop").put("seq", index + 1);
    if (!stop.isObject()) {
      problems.add("/stops/" + index, "stops", stop, "an object");
      return;
    }
    for (Map.Entry<String, JsonNode> member : stop.properties()) {
      if (member.getKey().equals("kind")) {
        problems.add("/stops/" + index + "/kind", "kind", member.getValue(), "no such field here");
      } else if (!Set.of("seq", "lat", "lon").contains(member.getKey())) {
        properties.set(member.getKey(), member.getValue());
      }
    }
    boolean isNew = !feature.has("geometry");
    if (isNew || stop.has("lat") || stop.has("lon")) {
      ObjectNode geometry = nodes.objectNode().put("type", "Point");
      geometry.putArray("coordinates").add(stop.path("lon")).add(stop.path("lat"));
      feature.set("geometry", geometry);
    }
  }

  /** Says a problem of the whole document in the words of the change. */
  private void translate(PlanProblem problem) {
    FeaturePlace place = FeaturePlace.of(problem.pointer());
    String pointer = problem.pointer();
    String field = problem.field();
    if (place != null && place.index() == kept.size()) {
      pointer = "/path" + place.rest().replaceFirst("^/geometry", "");
    } else if (place != null) {
      boolean geometry = place.rest().startsWith("/geometry");
      field = geometry ? "lat,lon" : field;
      pointer = "/stops/" + place.index() + (geometry ? "" : "/" + field);
    } else if (pointer.equals("/features")) {
      pointer = "/stops";
      field = "stops";
    }
    problems.add(pointer, field, problem.value(), problem.allowed());
  }

  private static Patched refused(String value) {
    PlanProblem problem = new PlanProblem("", "document", value, "one JSON object");
    return new Patched(new PlanReading.Refused(List.of(problem)), List.of());
  }
}
