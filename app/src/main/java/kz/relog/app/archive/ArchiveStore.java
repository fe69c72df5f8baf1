package kz.relog.app.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows in one SQLite file. Rows are inserted, read and (by an erasure) deleted, never changed;
 * what is deleted is overwritten. Thread-safe.
 */
final class ArchiveStore implements AutoCloseable {
  /**
   * Rows are appended: keyed by subject or device, ten thousand of them would touch as many pages
   * in each transaction, and the journal's force would wait behind those writes. The rows of a
   * subject are found by a walk over the index, which only an erasure does.
   */
  private static final List<String> SCHEMA =
      List.of(
          """
      CREATE TABLE IF NOT EXISTS track_row (
        id        INTEGER PRIMARY KEY,
        subject   INTEGER NOT NULL,
        device    INTEGER NOT NULL,
        hour      INTEGER NOT NULL,
        first_seq INTEGER NOT NULL,
        part      INTEGER NOT NULL,
        fixes     INTEGER NOT NULL,
        sealed    BLOB    NOT NULL
      )
      """,
          "CREATE INDEX IF NOT EXISTS track_row_of_device ON track_row (device, hour, subject)",
          """
      CREATE TABLE IF NOT EXISTS archive_state (
        id           INTEGER PRIMARY KEY CHECK (id = 1),
        archived_seq INTEGER NOT NULL,
        fixes        INTEGER NOT NULL
      )
      """,
          "INSERT OR IGNORE INTO archive_state (id, archived_seq, fixes) VALUES (1, 0, 0)");

  /** From the first form of the table, which was keyed by subject. */
  private static final List<String> TAKE_OVER =
      List.of(
          "INSERT INTO track_row (subject, device, hour, first_seq, part, fixes, sealed)"
              + " SELECT subject, device, hour, first_seq, part, fixes, sealed FROM track"
              + " ORDER BY first_seq, part",
          "DROP TABLE track");

  private static final String INSERT =
      "INSERT INTO track_row (subject, device, hour, first_seq, part, fixes, sealed)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";

  private final Connection connection;
  private long archivedSeq;
  private long fixes;

  private ArchiveStore(Connection connection) {
    this.connection = connection;
  }

  /** Opens or makes the file. */
  static ArchiveStore open(Path file) {
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        // A write-ahead log would keep old pages; deleted rows must be gone from the disk.
        statement.execute("PRAGMA journal_mode = TRUNCATE");
        statement.execute("PRAGMA secure_delete = ON");
        statement.execute("PRAGMA synchronous = FULL");
        for (String sql : SCHEMA) {
          statement.execute(sql);
        }
      }
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      ArchiveStore store = new ArchiveStore(connection);
      store.takeOver();
      store.readState();
      connection.setAutoCommit(false);
      return store;
    } catch (SQLException | IOException e) {
      throw new ArchiveFailure("the track archive " + file + " cannot be opened", e);
    }
  }

  private void takeOver() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean old;
      try (ResultSet found =
          statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'track'")) {
        old = found.next();
      }
      if (old) {
        connection.setAutoCommit(false);
        for (String sql : TAKE_OVER) {
          statement.execute(sql);
        }
        connection.commit();
        connection.setAutoCommit(true);
      }
    }
  }

  private void readState() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT archived_seq, fixes FROM archive_state")) {
      row.next();
      archivedSeq = row.getLong(1);
      fixes = row.getLong(2);
    }
  }

  /** Every journal entry up to here is in the rows. */
  synchronized long archivedSeq() {
    return archivedSeq;
  }

  /** Facts inserted since the archive was made. */
  synchronized long fixes() {
    return fixes;
  }

  /** Inserts rows and moves the archived position, all or nothing. */
  synchronized void insert(List<ArchiveRow> rows, long newArchivedSeq) {
    long added = 0;
    try (PreparedStatement insert = connection.prepareStatement(INSERT);
        PreparedStatement state =
            connection.prepareStatement("UPDATE archive_state SET archived_seq = ?, fixes = ?")) {
      for (ArchiveRow row : rows) {
        bind(insert, row);
        insert.addBatch();
        added += row.fixes();
      }
      insert.executeBatch();
      state.setLong(1, newArchivedSeq);
      state.setLong(2, fixes + added);
      state.executeUpdate();
      connection.commit();
      archivedSeq = newArchivedSeq;
      fixes += added;
    } catch (SQLException e) {
      rollback(e);
      throw new ArchiveFailure("the track archive cannot be written", e);
    }
  }

  /** The rows of a device in one hour, in the order of the journal. */
  synchronized List<ArchiveRow> rows(long deviceRef, int hour) {
    String sql =
        "SELECT subject, first_seq, part, fixes, sealed FROM track_row"
            + " WHERE device = ? AND hour = ? ORDER BY first_seq, part";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, deviceRef);
      select.setInt(2, hour);
      List<ArchiveRow> rows = new ArrayList<>();
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          ArchiveRow.Key key =
              new ArchiveRow.Key(
                  found.getLong(1), deviceRef, hour, found.getLong(2), found.getInt(3));
          rows.add(new ArchiveRow(key, found.getInt(4), found.getBytes(5)));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new ArchiveFailure("the track archive cannot be read", e);
    }
  }

  /** The hours from one to another, both included, in which a device has rows; in order. */
  synchronized List<Integer> hours(long deviceRef, int fromHour, int toHour) {
    String sql =
        "SELECT DISTINCT hour FROM track_row"
            + " WHERE device = ? AND hour BETWEEN ? AND ? ORDER BY hour";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, deviceRef);
      select.setInt(2, fromHour);
      select.setInt(3, toHour);
      List<Integer> hours = new ArrayList<>();
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          hours.add(found.getInt(1));
        }
      }
      return hours;
    } catch (SQLException e) {
      throw new ArchiveFailure("the track archive cannot be read", e);
    }
  }

  /** For each device the last hour in which it has rows. */
  synchronized Map<Long, Integer> lastHours() {
    String sql = "SELECT device, MAX(hour) FROM track_row GROUP BY device";
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet found = select.executeQuery()) {
      Map<Long, Integer> hours = new HashMap<>();
      while (found.next()) {
        hours.put(found.getLong(1), found.getInt(2));
      }
      return hours;
    } catch (SQLException e) {
      throw new ArchiveFailure("the track archive cannot be read", e);
    }
  }

  /** Where a subject has rows: of each device its hours, ascending. */
  synchronized Map<Long, List<Integer>> hoursOf(long subjectRef) {
    String sql =
        "SELECT DISTINCT device, hour FROM track_row WHERE subject = ? ORDER BY device, hour";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, subjectRef);
      Map<Long, List<Integer>> hours = new TreeMap<>();
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          hours.computeIfAbsent(found.getLong(1), device -> new ArrayList<>()).add(found.getInt(2));
        }
      }
      return hours;
    } catch (SQLException e) {
      throw new ArchiveFailure("the track archive cannot be read", e);
    }
  }

  /** Which subjects have rows up to an hour, of which device in which hour: each once. */
  synchronized void visitUpTo(int hour, HourVisitor visitor) {
    String sql = "SELECT DISTINCT subject, device, hour FROM track_row WHERE hour <= ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, hour);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          visitor.onHour(found.getLong(1), found.getLong(2), found.getInt(3));
        }
      }
    } catch (SQLException e) {
      throw new ArchiveFailure("the track archive cannot be read", e);
    }
  }

  /** Receives hours. */
  @FunctionalInterface
  interface HourVisitor {
    void onHour(long subjectRef, long deviceRef, int hour);
  }

  /** The rows of a subject and device in one hour. */
  synchronized List<ArchiveRow> rows(long subjectRef, long deviceRef, int hour) {
    return rows(deviceRef, hour).stream()
        .filter(row -> row.key().subjectRef() == subjectRef)
        .toList();
  }

  /**
   * Deletes rows and inserts others in their place, all or nothing.
   *
   * @param rows take the place of all rows of this subject, device and hour
   */
  synchronized void replace(long subjectRef, long deviceRef, int hour, List<ArchiveRow> rows) {
    String delete = "DELETE FROM track_row WHERE device = ? AND hour = ? AND subject = ?";
    try (PreparedStatement gone = connection.prepareStatement(delete);
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      gone.setLong(1, deviceRef);
      gone.setInt(2, hour);
      gone.setLong(3, subjectRef);
      gone.executeUpdate();
      for (ArchiveRow row : rows) {
        bind(insert, row);
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      rollback(e);
      throw new ArchiveFailure("the track archive cannot be written", e);
    }
  }

  /**
   * Gives facts of one hour to another subject, all or nothing.
   *
   * @param kept take the place of all rows of the first subject in that hour
   * @param given rows of the other, beside those that are there
   */
  synchronized void move(
      long subjectRef, long deviceRef, int hour, List<ArchiveRow> kept, List<ArchiveRow> given) {
    List<ArchiveRow> rows = new ArrayList<>(kept);
    rows.addAll(given);
    replace(subjectRef, deviceRef, hour, rows);
  }

  /** Deletes rows of a subject and device from an hour to another, both included. */
  synchronized int delete(long subjectRef, long deviceRef, int fromHour, int toHour) {
    String delete =
        "DELETE FROM track_row WHERE device = ? AND hour BETWEEN ? AND ? AND subject = ?";
    try (PreparedStatement gone = connection.prepareStatement(delete)) {
      gone.setLong(1, deviceRef);
      gone.setInt(2, fromHour);
      gone.setInt(3, toHour);
      gone.setLong(4, subjectRef);
      int rows = gone.executeUpdate();
      connection.commit();
      return rows;
    } catch (SQLException e) {
      rollback(e);
      throw new ArchiveFailure("the track archive cannot be written", e);
    }
  }

  private static void bind(PreparedStatement insert, ArchiveRow row) throws SQLException {
    insert.setLong(1, row.key().subjectRef());
    insert.setLong(2, row.key().deviceRef());
    insert.setInt(3, row.key().hour());
    insert.setLong(4, row.key().firstSeq());
    insert.setInt(5, row.key().part());
    insert.setInt(6, row.fixes());
    insert.setBytes(7, row.sealed());
  }

  private void rollback(SQLException cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new ArchiveFailure("the track archive cannot be closed", e);
    }
  }
}
