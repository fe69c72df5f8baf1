package kz.relog.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import kz.relog.api.AccessMatrix.Row;
import kz.relog.api.AccessMatrix.Trait;
import kz.relog.api.BeyondLimits.Wrong;
import kz.relog.api.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every limit that the API's description states is stated for every field of a request, and is
 * kept. The cases come from the description itself: a new field is tried without a word here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsIT {
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.INSTANCE;

  /** How many that are not kept are told of. */
  private static final int TOLD = 20;

  @TempDir static Path dir;
  RunningApi api;
  AccessWorld world;

  @BeforeAll
  void start() {
    api = new RunningApi(dir);
    world = new AccessWorld(api);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  static List<Row> withBodies() {
    return AccessMatrix.ROWS.stream().filter(row -> !body(row).isMissingNode()).toList();
  }

  static List<Row> withQueries() {
    return AccessMatrix.ROWS.stream().filter(row -> !queries(row).isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("withBodies")
  void everyFieldOfABodyStatesItsLimits(Row row) {
    List<String> boundless = new ArrayList<>();
    boundless(body(row).path("schema"), "", boundless);
    assertThat(boundless).as(row + ": fields without a limit").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("withBodies")
  void oneStepBeyondALimitOfABodyIsRefusedAndNamed(Row row) {
    List<Wrong> wrongs = new ArrayList<>();
    for (JsonNode example : examples(row)) {
      JsonNode known =
          OpenApiDocument.read(
              example.toString().replace(world.nothing(), world.device()).getBytes(UTF_8));
      wrongs.addAll(BeyondLimits.of(DOCUMENT, body(row).path("schema"), known));
    }
    assertThat(wrongs).isNotEmpty();
    String path = row.path(world, role(row));
    List<String> unlike = new ArrayList<>();
    for (Wrong wrong : wrongs) {
      HttpResponse<byte[]> answer =
          api.send(
              row.method(),
              path,
              wrong.body().toString(),
              "authorization",
              bearer(row),
              // Nothing is changed here, so that a plan stays in its first version.
              "if-match",
              "\"1\"");
      if (!refusesAt(answer, wrong.pointer())) {
        unlike.add(wrong + " → " + answer.statusCode() + " " + RunningApi.text(answer));
      }
    }
    assertThat(unlike.stream().limit(TOLD))
        .as("%s: %d of %d limits are not kept", row, unlike.size(), wrongs.size())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("withQueries")
  void oneStepBeyondALimitOfAQueryIsRefusedAndNamed(Row row) {
    String path = row.path(world, role(row)).replaceAll("\\?.*", "");
    List<String> unlike = new ArrayList<>();
    for (Map.Entry<String, JsonNode> query : queries(row).entrySet()) {
      for (String wrong : beyond(query.getValue())) {
        HttpResponse<byte[]> answer =
            api.send(
                verb(row),
                path + "?" + query.getKey() + "=" + wrong,
                "",
                "authorization",
                bearer(row));
        if (!refusesAt(answer, "?" + query.getKey())) {
          unlike.add(query.getKey() + "=" + wrong + " → " + answer.statusCode());
        }
      }
    }
    assertThat(unlike).as(row + ": limits that are not kept").isEmpty();
  }

  @Test
  void everyBodyOfTheDescriptionIsTried() {
    TreeSet<String> described = new TreeSet<>();
    for (String operation : DOCUMENT.operations()) {
      if (DOCUMENT.operation(operation).has("requestBody")) {
        described.add(operation);
      }
    }
    assertThat(withBodies().stream().map(Row::operation)).containsAll(described);
  }

  /** Whether it is refused as a wrong request that names the place, or the field it is in. */
  private static boolean refusesAt(HttpResponse<byte[]> answer, String pointer) {
    if (answer.statusCode() != 400 && answer.statusCode() != 422) {
      return false;
    }
    for (JsonNode error : RunningApi.json(answer).path("errors")) {
      String named = error.path("pointer").asText();
      boolean isInside = named.startsWith(pointer + "/");
      boolean isAround = !named.isEmpty() && pointer.startsWith(named + "/");
      if (named.equals(pointer) || isInside || isAround) {
        return true;
      }
    }
    return false;
  }

  private void boundless(JsonNode given, String at, List<String> found) {
    if (given.has("anyOf") || given.has("oneOf")) {
      given.path("anyOf").forEach(one -> boundless(one, at, found));
      given.path("oneOf").forEach(one -> boundless(one, at, found));
      return;
    }
    JsonNode schema = DOCUMENT.resolved(given);
    if (given.has("$ref")) {
      boundless(schema, at, found);
      return;
    }
    if (!isBound(schema)) {
      found.add(at);
    }
    schema
        .path("properties")
        .properties()
        .forEach(one -> boundless(one.getValue(), at + "/" + one.getKey(), found));
    schema.path("prefixItems").forEach(one -> boundless(one, at + "[]", found));
    if (schema.has("items")) {
      boundless(schema.path("items"), at + "[]", found);
    }
    if (schema.path("additionalProperties").isObject()) {
      boundless(schema.path("additionalProperties"), at + "{}", found);
    }
  }

  private static boolean isBound(JsonNode schema) {
    if (schema.has("enum") || schema.has("const")) {
      return true;
    }
    return switch (OpenApiDocument.type(schema)) {
      case "string" -> schema.has("maxLength") || schema.has("pattern") || schema.has("format");
      case "integer", "number" -> schema.has("minimum") && schema.has("maximum");
      case "array" -> schema.has("maxItems");
      case "object" ->
          schema.has("maxProperties")
              || (schema.has("additionalProperties")
                  && !schema.path("additionalProperties").asBoolean(true));
      default -> true;
    };
  }

  private static List<String> beyond(JsonNode given) {
    JsonNode schema = DOCUMENT.resolved(given);
    List<String> wrongs = new ArrayList<>();
    if (schema.has("enum") || schema.has("pattern") || schema.has("format")) {
      wrongs.add("~never~");
    }
    if (schema.has("minimum")) {
      wrongs.add(String.valueOf(schema.path("minimum").asLong() - 1));
      wrongs.add("x");
    }
    if (schema.has("maximum")) {
      wrongs.add(String.valueOf(schema.path("maximum").asLong() + 1));
    }
    if (schema.has("maxLength")) {
      wrongs.add("x".repeat(schema.path("maxLength").asInt() + 1));
    }
    return wrongs;
  }

  /** The JSON that an operation takes; missing when it takes none. */
  private static JsonNode body(Row row) {
    JsonNode content = DOCUMENT.operation(row.operation()).path("requestBody").path("content");
    JsonNode geo = content.path("application/geo+json");
    return geo.isMissingNode() ? content.path("application/json") : geo;
  }

  private static Map<String, JsonNode> queries(Row row) {
    Map<String, JsonNode> queries = new java.util.TreeMap<>();
    for (JsonNode given : DOCUMENT.operation(row.operation()).path("parameters")) {
      JsonNode parameter = DOCUMENT.resolved(given);
      if (parameter.path("in").asText().equals("query")) {
        queries.put(parameter.path("name").asText(), parameter.path("schema"));
      }
    }
    return queries;
  }

  private static List<JsonNode> examples(Row row) {
    JsonNode media = body(row);
    List<JsonNode> examples = new ArrayList<>();
    media.path("examples").forEach(named -> examples.add(named.path("value")));
    if (media.has("example")) {
      examples.add(media.path("example"));
    }
    return examples.isEmpty() ? examples(named("POST /v1/plans")) : examples;
  }

  /** The method; a stream that should be refused has no end when it is not, and is cut off. */
  private static String verb(Row row) {
    return row.operation().substring(0, row.operation().indexOf(' '));
  }

  private static Row named(String operation) {
    return AccessMatrix.ROWS.stream()
        .filter(row -> row.operation().equals(operation))
        .findFirst()
        .orElseThrow();
  }

  private static Role role(Row row) {
    return row.roles().contains(Role.OWNER) ? Role.OWNER : row.roles().iterator().next();
  }

  private String bearer(Row row) {
    if (row.is(Trait.OPEN)) {
      return "";
    }
    Role role = role(row);
    return "Bearer "
        + (role == Role.OPERATOR ? api.operatorToken : api.as(world.known(world.ours, role)));
  }
}
