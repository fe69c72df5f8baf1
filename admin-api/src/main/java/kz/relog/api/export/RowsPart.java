package kz.relog.api.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.json.ForgetfulJson;
import kz.relog.api.store.PersonalRows;
import kz.relog.api.store.PersonalTable;

/** Rows of the records about the person, one file per table. */
final class RowsPart implements PackagePart {
  private static final ObjectMapper JSON = ForgetfulJson.mapper();

  /** Secrets that were mailed to the person; who finds a package must not find them. */
  private static final Set<String> SECRETS = Set.of("token", "password", "code");

  private final String name;
  private final PersonalRows rows;
  private final List<PersonalTable> tables;

  RowsPart(String name, PersonalRows rows, PersonalTable... tables) {
    this.name = name;
    this.rows = rows;
    this.tables = List.of(tables);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<String> tables() {
    Set<String> names = new TreeSet<>();
    tables.forEach(table -> names.add(table.table()));
    return names;
  }

  @Override
  public void write(Subject subject, PackageOut out) throws IOException {
    for (PersonalTable table : tables) {
      String path = name + "/" + table.table().replace('_', '-') + ".json";
      out.jsonArray(path, json -> write(subject, table, json));
    }
    out.step();
  }

  private void write(Subject subject, PersonalTable table, JsonGenerator json) {
    rows.read(
        subject.companyRef(),
        subject.personRef(),
        table,
        values -> {
          try {
            json.writeTree(shown(values));
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        });
  }

  private static ObjectNode shown(Map<String, Object> values) {
    ObjectNode node = JSON.createObjectNode();
    values.forEach(
        (column, value) -> {
          if (value instanceof Long number) {
            putNumber(node, column, number);
          } else {
            node.set(camel(column), text(String.valueOf(value)));
          }
        });
    return node;
  }

  private static void putNumber(ObjectNode node, String column, long number) {
    if (column.endsWith("_ms")) {
      String field = camel(column.substring(0, column.length() - "_ms".length()) + "_at");
      node.put(field, Json.time(number));
    } else if (column.endsWith("_ref")) {
      String field = camel(column.substring(0, column.length() - "_ref".length()));
      node.put(field, number == 0 ? null : Refs.text(number));
    } else {
      node.put(camel(column), number);
    }
  }

  /** What was sealed as JSON is shown as such, without the secrets in it. */
  private static JsonNode text(String value) {
    if (value.startsWith("{") || value.startsWith("[")) {
      try {
        JsonNode node = JSON.readTree(value);
        if (node instanceof ObjectNode object) {
          object.remove(SECRETS);
        }
        return node;
      } catch (IOException notJson) {
        // A text of the person's own that begins like JSON.
      }
    }
    return JSON.getNodeFactory().textNode(value);
  }

  private static String camel(String column) {
    StringBuilder name = new StringBuilder();
    for (String word : column.split("_", -1)) {
      name.append(
          name.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }
}
