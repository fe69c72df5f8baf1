package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The API's description as a judge: is this answer one that it promises? */
final class OpenApiDocument {
  static final OpenApiDocument INSTANCE = new OpenApiDocument();
  private static final ObjectMapper JSON = new ObjectMapper();

  final JsonNode root;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

  private OpenApiDocument() {
    try (InputStream in = OpenApiDocument.class.getResourceAsStream("/openapi.yaml")) {
      root = new ObjectMapper(new YAMLFactory()).readTree(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Each "METHOD path" of the document. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (!method.getKey().equals("parameters")) {
          operations.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return operations;
  }

  /**
   * Fails when the document does not promise this answer; paths it does not have promise nothing.
   */
  void check(String method, String path, HttpResponse<byte[]> answer) {
    JsonNode operation = operation(method, path);
    if (operation.isMissingNode() || answer.statusCode() == 405) {
      return;
    }
    String status = Integer.toString(answer.statusCode());
    String call = method + " " + path + " " + status;
    JsonNode promised = resolved(operation.path("responses").path(status));
    if (promised.isMissingNode()) {
      promised = root.path("components").path("responses").path(anywhere(status));
    }
    assertThat(promised.isMissingNode()).as(call + " is in the description").isFalse();
    if (!promised.has("content")) {
      assertThat(answer.body()).as(call).isEmpty();
      return;
    }
    String type = answer.headers().firstValue("content-type").orElse("").replaceAll(";.*", "");
    JsonNode media = promised.path("content").path(type);
    assertThat(media.isMissingNode()).as(call + " comes as " + type).isFalse();
    if (type.endsWith("json")) {
      assertValid(media.path("schema"), read(answer.body()), call);
    }
  }

  /** What any operation may answer about a person; no name for all other statuses. */
  private static String anywhere(String status) {
    return switch (status) {
      case "423" -> "Blocked";
      case "410" -> "Erased";
      default -> "";
    };
  }

  void assertValid(JsonNode schema, JsonNode instance, String what) {
    Schema judge = schemas.computeIfAbsent(schema, this::compile);
    assertThat(judge.validate(instance)).as(what + ": " + instance).isEmpty();
  }

  JsonNode schema(String name) {
    return root.path("components").path("schemas").path(name);
  }

  /** What the document says of "METHOD path". */
  JsonNode operation(String methodAndPath) {
    int space = methodAndPath.indexOf(' ');
    String method = methodAndPath.substring(0, space).toLowerCase(Locale.ROOT);
    return root.path("paths").path(methodAndPath.substring(space + 1)).path(method);
  }

  /** A schema without its reference and without a choice: the alternative that a value is of. */
  JsonNode narrowed(JsonNode given, JsonNode value) {
    JsonNode schema = resolved(given);
    JsonNode choice = schema.has("anyOf") ? schema.path("anyOf") : schema.path("oneOf");
    if (choice.isMissingNode()) {
      return schema;
    }
    JsonNode narrowed = schema;
    boolean absent = value.isMissingNode() || value.isNull();
    for (JsonNode one : choice) {
      boolean fits =
          absent
              ? !one.path("type").asText().equals("null")
              : schemas.computeIfAbsent(one, this::compile).validate(value).isEmpty();
      narrowed = fits ? narrowed(one, value) : narrowed;
    }
    return narrowed;
  }

  /** Whether a value is one of a schema's; never for the schema false. */
  boolean fits(JsonNode schema, JsonNode value) {
    return !schema.isBoolean()
        && schemas.computeIfAbsent(schema, this::compile).validate(value).isEmpty();
  }

  /** The type of a schema's values beside null; empty when it has none. */
  static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    String first = type.isArray() ? type.path(0).asText() : type.asText();
    return first.equals("null") ? type.path(1).asText() : first;
  }

  JsonNode resolved(JsonNode node) {
    String ref = node.path("$ref").asText();
    return ref.isEmpty() ? node : root.at(ref.substring(1));
  }

  static JsonNode read(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException notJson) {
      throw new AssertionError(
          "not JSON: " + new String(json, java.nio.charset.StandardCharsets.UTF_8), notJson);
    }
  }

  private JsonNode operation(String method, String path) {
    String bare = path.replaceAll("\\?.*", "");
    JsonNode paths = root.path("paths");
    JsonNode found = paths.path(bare);
    if (found.isMissingNode()) {
      found =
          paths.properties().stream()
              .filter(one -> bare.matches(one.getKey().replaceAll("\\{\\w+}", "[^/]+")))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(found);
    }
    return found.path(method.toLowerCase(Locale.ROOT));
  }

  /** References of the document stay valid when its components stand beside the schema. */
  private Schema compile(JsonNode schema) {
    ObjectNode whole = JSON.createObjectNode();
    whole.set("components", root.path("components"));
    whole.putArray("allOf").add(schema);
    return registry.getSchema(whole);
  }
}
