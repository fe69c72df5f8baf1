package kz.relog.api.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;

/**
 * The JSON object of a small request. Read every field, then call {@link #finish()}, which tells
 * all that is wrong at once, fields nobody asked for included. One thread, one request.
 */
public final class Body {
  private final JsonNode object;
  private final Set<String> known = new HashSet<>();
  private final List<FieldError> errors = new ArrayList<>();

  /**
   * Parses a body.
   *
   * @throws kz.relog.api.problem.ProblemException when it is not one JSON object
   */
  public Body(byte[] body) {
    this.object = Json.object(body);
  }

  /** A text of 1 to {@code charsMax} printable characters; empty when absent, null or wrong. */
  public Optional<String> text(String field, int charsMax) {
    JsonNode node = take(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    String text = node.isTextual() ? node.textValue().strip() : "";
    if (text.isEmpty() || text.length() > charsMax || !isPrintable(text)) {
      refuse(field, node, "1 to " + charsMax + " characters without control characters");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** A whole number from {@code min} to {@code max} that must be there; {@code min} when wrong. */
  public int count(String field, int min, int max) {
    JsonNode node = take(field);
    boolean whole = node.isIntegralNumber() && node.canConvertToInt();
    if (!whole || node.intValue() < min || node.intValue() > max) {
      refuse(field, node, "a whole number from " + min + " to " + max);
      return min;
    }
    return node.intValue();
  }

  /** A reference that must be there; null means none, and gives empty. */
  public OptionalLong refOrNull(String field) {
    JsonNode node = take(field);
    if (node.isNull()) {
      return OptionalLong.empty();
    }
    OptionalLong ref = node.isTextual() ? Refs.parse(node.textValue()) : OptionalLong.empty();
    if (ref.isEmpty()) {
      refuse(field, node, "an id of 16 hex digits, or null");
    }
    return ref;
  }

  /**
   * Ends the reading.
   *
   * @throws kz.relog.api.problem.ProblemException when anything was wrong
   */
  public void finish() {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        String allowed = String.join(", ", known.stream().sorted().toList());
        refuse(name, object.get(name), "no such field; allowed are " + allowed);
      }
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors).toException();
    }
  }

  private JsonNode take(String field) {
    known.add(field);
    return object.path(field);
  }

  private void refuse(String field, JsonNode node, String allowed) {
    String value = node.isMissingNode() ? null : cut(node.toString());
    String pointer = "/" + field.replace("~", "~0").replace("/", "~1");
    errors.add(new FieldError(cut(pointer), cut(field), value, allowed));
  }

  private static boolean isPrintable(String text) {
    return text.codePoints()
        .map(Character::getType)
        .noneMatch(
            type ->
                type == Character.CONTROL
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR);
  }

  private static String cut(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
