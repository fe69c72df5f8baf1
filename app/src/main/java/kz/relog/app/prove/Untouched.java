package kz.relog.app.prove;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every row of a SQLite file, hashed value by value, so that a later state can be asked whether it
 * still has each of them as it was that has nothing to do with the erased. Immutable.
 */
final class Untouched {
  /**
   * Tables whose rows move on by themselves: positions of readers, last times of looks and logins,
   * how far deliveries are, answers kept for a day in case a call is repeated.
   */
  private static final Set<String> MOVE_ON =
      Set.of(
          "road_position",
          "archive_state",
          "session",
          "activity",
          "notice",
          "idempotent_call",
          "sqlite_sequence");

  /** By table and hash the numbers that stand in the row. */
  private final Map<String, Map<String, Set<Long>>> rows;

  private Untouched(Map<String, Map<String, Set<Long>>> rows) {
    this.rows = rows;
  }

  /** Reads a file, also while a server writes it. */
  static Untouched of(Path file) throws IOException {
    Map<String, Map<String, Set<Long>>> rows = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      for (String table : tables(statement)) {
        rows.put(table, rows(statement, table));
      }
    } catch (SQLException failed) {
      throw new IOException("cannot read " + file, failed);
    }
    return new Untouched(rows);
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet found =
        statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
      while (found.next()) {
        if (!MOVE_ON.contains(found.getString(1))) {
          tables.add(found.getString(1));
        }
      }
    }
    return tables;
  }

  private static Map<String, Set<Long>> rows(Statement statement, String table)
      throws SQLException {
    Map<String, Set<Long>> rows = new HashMap<>();
    try (ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
      while (found.next()) {
        MessageDigest hash = sha256();
        Set<Long> numbers = new HashSet<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          Object value = found.getObject(i);
          if (value instanceof Number number) {
            numbers.add(number.longValue());
          }
          hash.update(value instanceof byte[] bytes ? bytes : text(value));
          hash.update((byte) i);
        }
        rows.put(HexFormat.of().formatHex(hash.digest()), numbers);
      }
    }
    return rows;
  }

  private static byte[] text(Object value) {
    return String.valueOf(value).getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }

  /** How many rows are not of the erased. */
  long count(Erased erased) {
    return rows.values().stream()
        .flatMap(table -> table.values().stream())
        .filter(numbers -> numbers.stream().noneMatch(erased::has))
        .count();
  }

  /** Of each table how many of these rows a later state does not have as they were. */
  Map<String, Integer> missingIn(Untouched later, Erased erased) {
    Map<String, Integer> missing = new HashMap<>();
    rows.forEach(
        (table, before) -> {
          Set<String> there = later.rows.getOrDefault(table, Map.of()).keySet();
          before.forEach(
              (hash, numbers) -> {
                if (!there.contains(hash) && numbers.stream().noneMatch(erased::has)) {
                  missing.merge(table, 1, Integer::sum);
                }
              });
        });
    return missing;
  }
}
