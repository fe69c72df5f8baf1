package kz.relog.app.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Every stored column, journal field and field of the wire, with its category, purpose, term, key
 * and eraser. It stands in one table that the build holds to the schemas: a field without a row
 * fails a test, and so does a row without a field. Stateless.
 */
final class Inventory {
  private static final String RESOURCE = "inventory.csv";

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setCommentMarker('#')
          .setIgnoreEmptyLines(true)
          .get();

  private Inventory() {}

  /** All rows, in the order of the table. */
  static List<InventoryField> read() {
    try (InputStream in =
            Objects.requireNonNull(Inventory.class.getResourceAsStream(RESOURCE), RESOURCE);
        InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      List<InventoryField> fields = new ArrayList<>();
      for (CSVRecord row : FORMAT.parse(reader)) {
        for (String field : row.get("fields").split(" ", -1)) {
          fields.add(
              new InventoryField(
                  row.get("place"),
                  field,
                  row.get("category"),
                  row.get("purpose"),
                  row.get("term"),
                  row.get("key"),
                  row.get("eraser")));
        }
      }
      return fields;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the inventory cannot be read", unreadable);
    }
  }
}
