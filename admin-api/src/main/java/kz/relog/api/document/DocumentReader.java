package kz.relog.api.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kz.relog.api.card.CardNumbers;
import kz.relog.api.json.ForgetfulJson;
import kz.relog.api.notice.Language;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.DocumentText;
import org.jspecify.annotations.Nullable;

/** Reads a published document; tells all that is wrong at once. One thread, one request. */
final class DocumentReader {
  /** Characters of a text; the longest policies of the trade have a third of it. */
  static final int TEXT_CHARS_MAX = 200_000;

  /** Bytes of the whole: three texts in letters of two bytes, and escapes. */
  static final int BODY_BYTES_MAX = 2 * 1024 * 1024;

  private static final int TITLE_CHARS_MAX = 200;
  private static final Set<String> FIELDS =
      Set.of("kind", "version", "texts", "effectiveFrom", "material");
  private static final Set<String> PURPOSES =
      Set.of(
          "plan-fact",
          "live-view",
          "customer-view",
          "camera-gallery",
          "marketing",
          "transfer-abroad",
          "service");
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              ForgetfulJson.factory()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxStringLength(TEXT_CHARS_MAX + 1)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode body;
  private final List<FieldError> errors = new ArrayList<>();

  DocumentReader(byte[] bytes) {
    this.body = parse(bytes);
  }

  /** What was sent, read. */
  record Sent(
      DocumentKind kind,
      String version,
      List<DocumentText> texts,
      Set<String> material,
      Optional<Instant> effectiveFrom) {}

  Sent read() {
    refuseOthers("", body, FIELDS);
    Optional<DocumentKind> kind = DocumentKind.of(body.path("kind").asText());
    if (kind.isEmpty()) {
      refuse("/kind", body.get("kind"), "one of " + String.join(", ", DocumentKind.words()));
    }
    JsonNode named = body.path("version");
    String version = named.isTextual() ? named.textValue() : "";
    if (!version.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,19}")) {
      refuse("/version", body.get("version"), "1 to 20 of A-Z a-z 0-9 . _ -");
    }
    List<DocumentText> texts = texts(body.path("texts"));
    Set<String> material = material(body.path("material"));
    Optional<Instant> effectiveFrom = time(body.path("effectiveFrom"));
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors).toException();
    }
    return new Sent(kind.orElseThrow(), version, texts, material, effectiveFrom);
  }

  private List<DocumentText> texts(JsonNode node) {
    if (!node.isObject()) {
      refuse("/texts", node, "an object with ru, and en and kk if there are");
      return List.of();
    }
    refuseOthers("/texts", node, Set.copyOf(Language.codes()));
    if (!node.has(Documents.BINDING.code())) {
      refuse("/texts/ru", null, "the Russian text, which binds");
    }
    List<DocumentText> texts = new ArrayList<>();
    for (Language language : Language.values()) {
      JsonNode one = node.path(language.code());
      if (!one.isMissingNode()) {
        String pointer = "/texts/" + language.code();
        refuseOthers(pointer, one, Set.of("title", "text"));
        texts.add(
            Documents.textOf(
                language,
                text(pointer + "/title", one.path("title"), TITLE_CHARS_MAX, false),
                text(pointer + "/text", one.path("text"), TEXT_CHARS_MAX, true)));
      }
    }
    return texts;
  }

  private String text(String pointer, JsonNode node, int charsMax, boolean hasLines) {
    String text = node.isTextual() ? node.textValue() : "";
    boolean isPlain =
        text.codePoints()
            .allMatch(
                point ->
                    (hasLines && (point == '\n' || point == '\t'))
                        || (Character.getType(point) != Character.CONTROL
                            && Character.getType(point) != Character.SURROGATE));
    if (text.isBlank() || text.length() > charsMax || !isPlain) {
      refuse(
          pointer,
          node,
          "1 to "
              + charsMax
              + " characters without control characters"
              + (hasLines ? " but line feed and tab" : ""));
    } else if (CardNumbers.isIn(text)) {
      refuse(pointer, null, CardNumbers.REFUSED);
    }
    return text;
  }

  private Set<String> material(JsonNode node) {
    Set<String> material = new TreeSet<>();
    if (node.isMissingNode() || node.isNull()) {
      return material;
    }
    for (JsonNode one : node) {
      material.add(one.asText());
    }
    boolean isList = node.isArray() && node.size() <= PURPOSES.size();
    if (!isList || !PURPOSES.containsAll(material)) {
      refuse("/material", node, "a list out of " + String.join(", ", new TreeSet<>(PURPOSES)));
    }
    return material;
  }

  private Optional<Instant> time(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(node.asText()).toInstant());
    } catch (DateTimeException notTime) {
      refuse("/effectiveFrom", node, "an RFC 3339 time with a zone, such as 2026-03-02T08:00:00Z");
      return Optional.empty();
    }
  }

  private void refuseOthers(String pointer, JsonNode node, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                refuse(
                    pointer + "/" + cut(name),
                    node.get(name),
                    "no such field; allowed are "
                        + String.join(", ", known.stream().sorted().toList()));
              }
            });
  }

  private void refuse(String pointer, @Nullable JsonNode node, String allowed) {
    String value = node == null || node.isMissingNode() ? null : cut(node.toString());
    errors.add(
        new FieldError(pointer, pointer.substring(pointer.lastIndexOf('/') + 1), value, allowed));
  }

  private static String cut(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException notJson) {
      throw Problem.malformed(
              new FieldError(
                  "", "body", "not JSON (" + notJson.getOriginalMessage() + ")", "one JSON object"))
          .toException();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    throw Problem.malformed(new FieldError("", "body", null, "one JSON object")).toException();
  }
}
