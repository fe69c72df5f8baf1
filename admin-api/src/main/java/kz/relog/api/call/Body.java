package kz.relog.api.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import kz.relog.api.card.CardNumbers;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;

/**
 * The JSON object of a small request. Read every field, then call {@link #finish()}, which tells
 * all that is wrong at once, fields nobody asked for included. One thread, one request.
 */
public final class Body {
  /** Characters of a time zone's name; the longest has 32. */
  private static final int ZONE_CHARS_MAX = 64;

  private final JsonNode object;
  private final String prefix;
  private final Set<String> known = new HashSet<>();
  private final List<FieldError> errors;
  private final List<Body> parts = new ArrayList<>();

  /**
   * Parses a body.
   *
   * @throws kz.relog.api.problem.ProblemException when it is not one JSON object
   */
  public Body(byte[] body) {
    this(Json.object(body), "", new ArrayList<>());
  }

  private Body(JsonNode object, String prefix, List<FieldError> errors) {
    this.object = object;
    this.prefix = prefix;
    this.errors = errors;
  }

  /** An object inside, read like the whole and ended with it; empty when absent, null or wrong. */
  public Optional<Body> part(String field) {
    Optional<Body> part =
        object(field).map(node -> new Body(node, prefix + "/" + escaped(field), errors));
    part.ifPresent(parts::add);
    return part;
  }

  /**
   * A text of 1 to {@code charsMax} printable characters that holds no card number; empty when
   * absent, null or wrong.
   */
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
    if (CardNumbers.isIn(text)) {
      wrong(field, CardNumbers.REFUSED);
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** As {@link #text}, and it must be there; empty text when wrong. */
  public String needed(String field, int charsMax) {
    if (isAbsent(field)) {
      refuse(field, object.path(field), "1 to " + charsMax + " characters, and it must be there");
      return "";
    }
    return text(field, charsMax).orElse("");
  }

  /**
   * A secret as it was sent, nothing taken off: a password, a token. It is never quoted in a
   * problem. Empty when absent or wrong.
   */
  public Optional<String> secret(String field, int charsMax) {
    if (isAbsent(field)) {
      return Optional.empty();
    }
    String text = object.path(field).asText("");
    if (!object.path(field).isTextual() || text.isEmpty() || text.length() > charsMax) {
      wrong(field, "1 to " + charsMax + " characters");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** As {@link #secret}, and it must be there; empty text when wrong. */
  public String requiredSecret(String field, int charsMax) {
    if (isAbsent(field)) {
      wrong(field, "1 to " + charsMax + " characters, and it must be there");
      return "";
    }
    return secret(field, charsMax).orElse("");
  }

  /** True or false; false when absent, null or wrong. */
  public boolean flag(String field) {
    JsonNode node = take(field);
    if (!node.isBoolean() && !node.isMissingNode() && !node.isNull()) {
      refuse(field, node, "true or false");
    }
    return node.asBoolean(false);
  }

  /** One of a few words, which must be there; the first of them when wrong. */
  public String word(String field, List<String> allowed) {
    JsonNode node = take(field);
    if (!node.isTextual() || !allowed.contains(node.textValue())) {
      refuse(field, node, "one of " + String.join(", ", allowed));
      return allowed.get(0);
    }
    return node.textValue();
  }

  /**
   * Some of a few words, at least one of which must be there, and no more than there are; none when
   * wrong.
   */
  public Set<String> words(String field, List<String> allowed) {
    JsonNode node = take(field);
    Set<String> words = new HashSet<>();
    boolean right = node.isArray() && !node.isEmpty() && node.size() <= allowed.size();
    for (JsonNode one : node) {
      boolean fresh = words.add(one.asText());
      right = right && fresh && one.isTextual() && allowed.contains(one.textValue());
    }
    if (!right) {
      refuse(field, node, "a list of some of " + String.join(", ", allowed));
      return Set.of();
    }
    return words;
  }

  /** A text of another form than those above, for the caller to judge; empty when absent. */
  public Optional<String> raw(String field, int charsMax) {
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

  /**
   * A time zone by its IANA name; empty when absent, null or wrong. A fixed offset is none: it
   * knows no summer time.
   */
  public Optional<ZoneId> zone(String field) {
    Optional<String> name = raw(field, ZONE_CHARS_MAX);
    if (name.isPresent() && !ZoneId.getAvailableZoneIds().contains(name.get())) {
      wrong(field, "a name of the IANA time zones, such as Asia/Almaty");
      return Optional.empty();
    }
    return name.map(ZoneId::of);
  }

  /** Whether a field is not there, or null; it counts as read. */
  public boolean isAbsent(String field) {
    JsonNode node = take(field);
    return node.isMissingNode() || node.isNull();
  }

  /** Adds a problem with a field; its value is not quoted. */
  public void wrong(String field, String allowed) {
    known.add(field);
    errors.add(new FieldError(prefix + "/" + field, field, null, allowed));
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

  /** The SHA-256 of a text in 64 lower-case hex digits; empty when absent, null or wrong. */
  public Optional<String> hash(String field) {
    JsonNode node = take(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isTextual() || !node.textValue().matches("[0-9a-f]{64}")) {
      refuse(field, node, "a SHA-256 in 64 lower-case hex digits");
      return Optional.empty();
    }
    return Optional.of(node.textValue());
  }

  /** An RFC 3339 time; empty when absent, null or wrong. */
  public Optional<Instant> time(String field) {
    JsonNode node = take(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(node.asText()).toInstant());
    } catch (DateTimeException notTime) {
      refuse(field, node, "an RFC 3339 time with a zone, such as 2026-03-02T08:00:00Z");
      return Optional.empty();
    }
  }

  /** A day as in 2026-03-02; empty when absent, null or wrong. */
  public Optional<LocalDate> day(String field) {
    JsonNode node = take(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(node.asText()));
    } catch (DateTimeException notDay) {
      refuse(field, node, "a day such as 2026-03-02");
      return Optional.empty();
    }
  }

  /** A reference; empty when absent, null or wrong. */
  public OptionalLong ref(String field) {
    JsonNode node = take(field);
    if (node.isMissingNode() || node.isNull()) {
      return OptionalLong.empty();
    }
    OptionalLong ref = node.isTextual() ? Refs.parse(node.textValue()) : OptionalLong.empty();
    if (ref.isEmpty()) {
      refuse(field, node, "an id of 16 hex digits");
    }
    return ref;
  }

  /** An object, to be read by the caller; empty when absent, null or wrong. */
  public Optional<JsonNode> object(String field) {
    JsonNode node = take(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isObject()) {
      refuse(field, node, "an object");
      return Optional.empty();
    }
    return Optional.of(node);
  }

  /**
   * Adds a problem that the caller found.
   *
   * @param pointer JSON pointer of the wrong place, for example {@code /week/mon/0}
   * @param allowed what is allowed instead
   */
  public void refuseAt(String pointer, String allowed) {
    JsonNode node = object.at(pointer);
    String value = node.isMissingNode() ? null : cut(node.toString());
    errors.add(
        new FieldError(
            cut(prefix + pointer),
            cut(pointer.substring(pointer.lastIndexOf('/') + 1)),
            value,
            allowed));
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
    refuseUnknown();
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors).toException();
    }
  }

  private void refuseUnknown() {
    parts.forEach(Body::refuseUnknown);
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        String allowed = String.join(", ", known.stream().sorted().toList());
        refuse(name, object.get(name), "no such field; allowed are " + allowed);
      }
    }
  }

  private JsonNode take(String field) {
    known.add(field);
    return object.path(field);
  }

  private void refuse(String field, JsonNode node, String allowed) {
    String value = node.isMissingNode() ? null : cut(node.toString());
    String pointer = prefix + "/" + escaped(field);
    errors.add(new FieldError(cut(pointer), cut(field), value, allowed));
  }

  private static String escaped(String field) {
    return field.replace("~", "~0").replace("/", "~1");
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
