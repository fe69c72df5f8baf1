package kz.relog.api.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import kz.relog.api.spi.RecordSealer;
import org.jdbi.v3.core.Jdbi;

/** Reads what the records hold of one person, table by table. Any thread; calls block. */
public final class PersonalRows {
  /** Rows read at once, so that a long list does not fill the memory. */
  private static final int PAGE = 1_000;

  /** Columns that say that a row is about somebody. */
  private static final List<String> PERSON_COLUMNS =
      List.of("person_ref", "subject_ref", "driver_ref", "account_ref", "seal_ref");

  private final Jdbi jdbi;
  private final RecordSealer sealer;

  PersonalRows(Jdbi jdbi, RecordSealer sealer) {
    this.jdbi = jdbi;
    this.sealer = sealer;
  }

  /** Receives rows. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * One row.
     *
     * @param values by column: Long, Double or String; unknown ones are not there; opened texts are
     *     JSON if they were sealed as such
     */
    void onRow(Map<String, Object> values);
  }

  /** A row with what is still sealed. */
  private record Raw(long rowId, Map<String, Object> values, Map<String, byte[]> sealed) {}

  /**
   * Hands over the rows of a person of a company, in the order of their making. What cannot be
   * opened any more is left out.
   */
  public void read(long companyRef, long personRef, PersonalTable table, Visitor visitor) {
    long after = Long.MIN_VALUE;
    while (true) {
      List<Raw> page = page(companyRef, personRef, table, after);
      for (Raw raw : page) {
        raw.sealed.forEach(
            (column, bytes) ->
                opened(personRef, bytes).ifPresent(text -> raw.values.put(column, text)));
        visitor.onRow(raw.values);
        after = raw.rowId;
      }
      if (page.size() < PAGE) {
        return;
      }
    }
  }

  /** Every table that has rows about people, by its columns. */
  public List<String> tablesAboutPeople() {
    TreeSet<String> names = new TreeSet<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT DISTINCT m.name FROM sqlite_master m, pragma_table_info(m.name) c"
                        + " WHERE m.type = 'table' AND c.name IN (<columns>)")
                .bindList("columns", PERSON_COLUMNS)
                .mapTo(String.class)
                .forEach(names::add));
    return List.copyOf(names);
  }

  private List<Raw> page(long companyRef, long personRef, PersonalTable table, long after) {
    // Tables and columns are our own words, never a caller's.
    String id = table.orderedBy();
    String all =
        String.join(", ", table.columns())
            + (table.sealed().isEmpty() ? "" : ", " + String.join(", ", table.sealed()));
    String sql =
        "SELECT "
            + id
            + " AS row_id_, "
            + all
            + " FROM "
            + table.table()
            + " WHERE "
            + table.personColumn()
            + " = :person AND EXISTS (SELECT 1 FROM person p WHERE p.company_ref = :company"
            + " AND p.person_ref = :person) AND "
            + id
            + " > :after ORDER BY "
            + id
            + " LIMIT "
            + PAGE;
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bind("person", personRef)
                .bind("company", companyRef)
                .bind("after", after)
                .map((row, context) -> raw(row, table))
                .list());
  }

  private static Raw raw(ResultSet row, PersonalTable table) throws SQLException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String column : table.columns()) {
      Object value = row.getObject(column);
      if (value instanceof Number || value instanceof String) {
        values.put(column, value instanceof Integer whole ? (Object) whole.longValue() : value);
      }
    }
    Map<String, byte[]> sealed = new LinkedHashMap<>();
    for (String column : table.sealed()) {
      byte[] bytes = row.getBytes(column);
      if (bytes != null) {
        sealed.put(column, bytes);
      }
    }
    return new Raw(row.getLong("row_id_"), values, sealed);
  }

  private Optional<String> opened(long personRef, byte[] sealed) {
    return sealer.open(personRef, sealed).map(plain -> new String(plain, StandardCharsets.UTF_8));
  }
}
