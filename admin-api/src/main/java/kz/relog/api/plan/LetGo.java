package kz.relog.api.plan;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Judges the members of GeoJSON that a plan may have and that are not kept: {@code bbox}, and the
 * {@code id} of a feature. One thread.
 */
final class LetGo {
  /** The largest whole number that every reader of JSON knows exactly. */
  private static final long WHOLE_MAX = (1L << 53) - 1;

  private final Problems problems;

  LetGo(Problems problems) {
    this.problems = problems;
  }

  /** Refuses what is no {@code bbox}; and no {@code id}, except for a plan's document. */
  void check(JsonNode object, String pointer) {
    JsonNode bbox = object.path("bbox");
    boolean isBox = bbox.isMissingNode() || isNumbers(bbox);
    if (!isBox) {
      String allowed = "an array of at most " + PlanLimits.BBOX_NUMBERS_MAX + " numbers";
      problems.add(pointer + "/bbox", "bbox", bbox, allowed);
    }
    JsonNode id = object.path("id");
    boolean isId =
        id.isMissingNode()
            || (id.canConvertToExactIntegral()
                && id.canConvertToLong()
                && Math.abs(id.doubleValue()) <= WHOLE_MAX)
            || (id.isTextual() && id.textValue().length() <= PlanLimits.ID_CHARS_MAX);
    if (!isId) {
      String allowed =
          "a whole number, or a string of at most " + PlanLimits.ID_CHARS_MAX + " characters";
      problems.add(pointer + "/id", "id", id, allowed);
    }
  }

  private static boolean isNumbers(JsonNode bbox) {
    boolean numbers = bbox.isArray() && bbox.size() <= PlanLimits.BBOX_NUMBERS_MAX;
    for (JsonNode one : bbox) {
      double value = one.isNumber() ? one.doubleValue() : Double.NaN;
      numbers &= Math.abs(value) <= PlanLimits.ALTITUDE_METRES_MAX;
    }
    return numbers;
  }
}
