package kz.relog.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import kz.relog.api.card.CardNumbers;

/** Reads single members of a JSON object; what is wrong goes to the problems. One thread. */
final class Fields {
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
  private static final Pattern NO_ZONE =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?");

  /** A planned time outside is a wrong century or wrong unit, not a plan. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private final Problems problems;

  Fields(Problems problems) {
    this.problems = problems;
  }

  /** An RFC 3339 time in ms; 0 when absent, null or wrong. */
  long time(JsonNode object, String pointer, String field) {
    JsonNode node = object.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return 0;
    }
    String place = pointer + "/" + field;
    String text = node.isTextual() ? node.textValue() : "";
    if (NO_ZONE.matcher(text).matches()) {
      problems.add(place, field, node, "it has no zone: end it with Z or an offset such as +05:00");
      return 0;
    }
    if (RFC_3339.matcher(text).matches()) {
      try {
        Instant time = OffsetDateTime.parse(text).toInstant();
        if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
          return time.toEpochMilli();
        }
      } catch (DateTimeException notOnTheCalendar) {
        // Falls through to the one message for all wrong times.
      }
    }
    problems.add(
        place,
        field,
        node,
        "an RFC 3339 time with a zone from 2000 to 2099, such as 2026-03-02T08:00:00Z");
    return 0;
  }

  /**
   * A string of at most {@code charsMax} printable characters that holds no card number; "" when
   * absent, null or wrong.
   */
  String text(JsonNode object, String pointer, String field, int charsMax) {
    JsonNode node = object.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return "";
    }
    String text = node.isTextual() ? node.textValue() : "";
    boolean printable = text.codePoints().noneMatch(Fields::isForbidden);
    if (!node.isTextual() || text.length() > charsMax || !printable) {
      String allowed = "a string of at most " + charsMax + " characters without control characters";
      problems.add(pointer + "/" + field, field, node, allowed);
      return "";
    }
    if (CardNumbers.isIn(text)) {
      // Not quoted: an answer is logged by whoever gets it.
      problems.add(pointer + "/" + field, field, "a number", CardNumbers.REFUSED);
      return "";
    }
    return text;
  }

  /** A whole number within limits; 0 when absent, null or wrong. */
  int number(JsonNode object, String pointer, String field, int min, int max) {
    JsonNode node = object.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return 0;
    }
    boolean whole = node.isNumber() && node.doubleValue() % 1 == 0;
    if (!whole || node.doubleValue() < min || node.doubleValue() > max) {
      String allowed = "a whole number from " + min + " to " + max;
      problems.add(pointer + "/" + field, field, node, allowed);
      return 0;
    }
    return node.intValue();
  }

  private static boolean isForbidden(int character) {
    int type = Character.getType(character);
    return type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
