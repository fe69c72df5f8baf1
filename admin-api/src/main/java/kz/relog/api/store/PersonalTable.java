package kz.relog.api.store;

import java.util.List;

/**
 * A table of the records that holds rows about people, and what of it a person gets to see: no
 * reference to another person, no customer. Columns that end in {@code _ms} are times, in {@code
 * _ref} references.
 *
 * @param table its name
 * @param personColumn whose row it is
 * @param columns shown
 * @param sealed sealed under the person; shown opened
 * @param orderedBy a number of the table that no two rows of a person share
 */
public record PersonalTable(
    String table,
    String personColumn,
    List<String> columns,
    List<String> sealed,
    String orderedBy) {

  /** Copies the lists. */
  public PersonalTable {
    columns = List.copyOf(columns);
    sealed = List.copyOf(sealed);
  }

  /** A table without sealed columns. */
  public static PersonalTable of(String table, String personColumn, String... columns) {
    return new PersonalTable(table, personColumn, List.of(columns), List.of(), "rowid");
  }

  /** The same with a column that is sealed under the person. */
  public PersonalTable opening(String... sealedColumns) {
    return new PersonalTable(table, personColumn, columns, List.of(sealedColumns), orderedBy);
  }

  /** The same for a table without row ids. */
  public PersonalTable by(String numberColumn) {
    return new PersonalTable(table, personColumn, columns, sealed, numberColumn);
  }
}
