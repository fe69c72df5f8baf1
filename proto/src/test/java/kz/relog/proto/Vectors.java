package kz.relog.proto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The published vector file, docs/vectors/wire-v1.json. */
public final class Vectors {
  /** Where the documents lie, seen from this module. */
  public static final Path DOCS = Path.of("..", "docs");

  private static final JsonNode FILE = load();

  private Vectors() {}

  /** The whole file. */
  public static JsonNode file() {
    return FILE;
  }

  /** One of its lists. */
  public static List<JsonNode> list(String name) {
    final List<JsonNode> all = new ArrayList<>();
    FILE.get(name).forEach(all::add);
    return all;
  }

  /** A frame by its name. */
  public static JsonNode frame(String name) {
    return list("frames").stream()
        .filter(frame -> frame.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** A field of hexadecimal. */
  public static byte[] hex(JsonNode node, String field) {
    return HexFormat.of().parseHex(node.get(field).asText());
  }

  /** A field of an unsigned number. */
  public static long number(JsonNode node, String field) {
    return Long.parseUnsignedLong(node.get(field).asText());
  }

  /** The key id of all frames. */
  public static long keyId() {
    return Long.parseLong(FILE.get("keys").get("key_id").asText(), 16);
  }

  /** The secret of all frames. */
  public static byte[] secret() {
    return hex(FILE.get("keys"), "secret");
  }

  private static JsonNode load() {
    try {
      return new ObjectMapper().readTree(DOCS.resolve("vectors/wire-v1.json").toFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
