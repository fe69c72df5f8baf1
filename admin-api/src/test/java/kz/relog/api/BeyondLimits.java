package kz.relog.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes a body that the API's description gives as an example one step beyond each limit that the
 * description states for it: a character too many, a number too small, a word that is none of the
 * words, a field nobody asked for.
 */
final class BeyondLimits {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final OpenApiDocument document;
  private final JsonNode example;
  private final List<Wrong> wrongs = new ArrayList<>();

  /** What a wrong value of the place looked at must not fit: one of several types may take it. */
  private JsonNode judge = JSON.booleanNode(false);

  /**
   * A body that must be refused.
   *
   * @param why the limit
   * @param pointer JSON pointer of what is wrong
   */
  record Wrong(String why, String pointer, JsonNode body) {
    @Override
    public String toString() {
      return pointer + " " + why;
    }
  }

  private BeyondLimits(OpenApiDocument document, JsonNode example) {
    this.document = document;
    this.example = example;
  }

  /** All of a body. */
  static List<Wrong> of(OpenApiDocument document, JsonNode schema, JsonNode example) {
    BeyondLimits limits = new BeyondLimits(document, example);
    limits.walk(schema, "", example);
    return limits.wrongs;
  }

  private void walk(JsonNode given, String pointer, JsonNode value) {
    JsonNode schema = document.narrowed(given, value);
    judge = schema.has("format") ? JSON.booleanNode(false) : given;
    wrongType(schema, pointer);
    text(schema, pointer);
    number(schema, pointer);
    judge = JSON.booleanNode(false);
    if (schema.path("properties").isObject() || schema.has("additionalProperties")) {
      object(schema, pointer, value);
    }
    if (schema.has("items") || schema.has("prefixItems")) {
      list(schema, pointer, value);
    }
  }

  private void wrongType(JsonNode schema, String pointer) {
    if (pointer.isEmpty()) {
      return;
    }
    if (schema.has("enum") || schema.has("const")) {
      add("a word that is none of them", pointer, JSON.textNode("no-such-word"));
      return;
    }
    switch (OpenApiDocument.type(schema)) {
      case "string" -> add("a number", pointer, JSON.numberNode(7));
      case "integer" -> {
        add("half of one", pointer, JSON.numberNode(1.5));
        add("a text", pointer, JSON.textNode("7 or so"));
      }
      case "number", "boolean" -> add("a text", pointer, JSON.textNode("perhaps"));
      case "array" -> add("an object", pointer, JSON.objectNode());
      case "object" -> add("a list", pointer, JSON.arrayNode());
      default -> throw new AssertionError(pointer + " has no type: " + schema);
    }
  }

  private void text(JsonNode schema, String pointer) {
    if (schema.has("maxLength")) {
      int chars = schema.path("maxLength").asInt() + 1;
      add("longer than maxLength", pointer, JSON.textNode("x".repeat(chars)));
    }
    if (schema.path("minLength").asInt() > 0) {
      String few = "x".repeat(schema.path("minLength").asInt() - 1);
      add("shorter than minLength", pointer, JSON.textNode(few));
    }
    if (schema.has("pattern") || schema.has("format")) {
      add("of another form", pointer, JSON.textNode("~ never ~"));
    }
  }

  private void number(JsonNode schema, String pointer) {
    if (schema.has("minimum")) {
      add("below minimum", pointer, JSON.numberNode(schema.path("minimum").asLong() - 1));
    }
    if (schema.has("maximum")) {
      add("above maximum", pointer, JSON.numberNode(schema.path("maximum").asLong() + 1));
    }
  }

  private void object(JsonNode schema, String pointer, JsonNode value) {
    if (!pointer.isEmpty() && !value.isObject()) {
      return;
    }
    if (schema.has("maxProperties")) {
      ObjectNode many = JSON.objectNode();
      JsonNode any = value.isEmpty() ? JSON.arrayNode() : value.elements().next();
      for (int i = 0; i <= schema.path("maxProperties").asInt(); i++) {
        many.set(LocalDate.of(2030, 1, 1).plusDays(i).toString(), any);
      }
      add("more than maxProperties", pointer, many);
    }
    if (schema.path("additionalProperties").isObject()) {
      for (Map.Entry<String, JsonNode> one : value.properties()) {
        walk(schema.path("additionalProperties"), pointer + "/" + one.getKey(), one.getValue());
      }
      return;
    }
    add("unknown", pointer + "/nobodyAskedFor", JSON.numberNode(1));
    for (JsonNode name : schema.path("required")) {
      add("absent", pointer + "/" + name.asText(), JSON.missingNode());
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      walk(property.getValue(), pointer + "/" + property.getKey(), value.path(property.getKey()));
    }
  }

  private void list(JsonNode schema, String pointer, JsonNode value) {
    if (schema.path("minItems").asInt() > 0) {
      add("fewer than minItems", pointer, JSON.arrayNode());
    }
    if (value.isEmpty()) {
      return;
    }
    ArrayNode many = JSON.arrayNode();
    for (int i = 0; i <= schema.path("maxItems").asInt(); i++) {
      many.add(value.get(i % value.size()));
    }
    add("more than maxItems", pointer, many);
    for (int i = 0; i < value.size(); i++) {
      JsonNode item =
          schema.has("prefixItems") ? schema.at("/prefixItems/" + i) : schema.path("items");
      // Positions of a path are alike: the first stands for all.
      if (i == 0 || value.get(i).isObject() || schema.has("prefixItems")) {
        walk(item, pointer + "/" + i, value.get(i));
      }
    }
  }

  /** The example with one place changed; a missing node takes it away. */
  private void add(String why, String pointer, JsonNode wrong) {
    if (pointer.isEmpty() || document.fits(judge, wrong)) {
      return;
    }
    JsonNode body = example.deepCopy();
    int last = pointer.lastIndexOf('/');
    JsonNode parent = body.at(pointer.substring(0, last));
    String name = pointer.substring(last + 1);
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(name), wrong);
    } else if (wrong.isMissingNode()) {
      ((ObjectNode) parent).remove(name);
    } else {
      ((ObjectNode) parent).set(name, wrong);
    }
    wrongs.add(new Wrong(why, pointer, body));
  }
}
