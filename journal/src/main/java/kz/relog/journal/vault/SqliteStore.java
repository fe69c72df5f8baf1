package kz.relog.journal.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import kz.relog.journal.SubjectMonth;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The tables of the vault. Knows rows, not keys. For one thread at a time. */
final class SqliteStore implements AutoCloseable {

  /** One subject-month key; wrapped is null when it was destroyed. */
  @SuppressWarnings("ArrayRecordComponent") // Rows are carried, never compared.
  record SubjectKeyRow(long subjectRef, int keyMonth, int generation, byte @Nullable [] wrapped) {}

  /** One device secret. */
  @SuppressWarnings("ArrayRecordComponent")
  record DeviceSecretRow(long keyId, long deviceRef, byte[] wrapped) {}

  private static final String[] SCHEMA = {
    "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE IF NOT EXISTS subject_key (
      subject_ref INTEGER NOT NULL,
      key_month INTEGER NOT NULL,
      generation INTEGER NOT NULL,
      wrapped BLOB,
      PRIMARY KEY (subject_ref, key_month)) WITHOUT ROWID
    """,
    """
    CREATE TABLE IF NOT EXISTS device_secret (
      key_id INTEGER PRIMARY KEY,
      device_ref INTEGER NOT NULL,
      wrapped BLOB NOT NULL)
    """,
    """
    CREATE TABLE IF NOT EXISTS retired_key (
      subject_ref INTEGER NOT NULL,
      key_month INTEGER NOT NULL,
      generation INTEGER NOT NULL,
      wrapped BLOB NOT NULL,
      PRIMARY KEY (subject_ref, key_month, generation)) WITHOUT ROWID
    """
  };

  private final Connection connection;
  private final Path rollbackJournal;
  private final PreparedStatement findSubjectKey;
  private final PreparedStatement findDeviceSecret;
  private final PreparedStatement findRetired;

  SqliteStore(Path file) throws SQLException {
    rollbackJournal = file.resolveSibling(file.getFileName() + "-journal");
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      // Old pages must not outlive a key: overwrite what is deleted, keep no write-ahead log, and
      // keep the blocks of the rollback journal, so that they can be overwritten too.
      statement.execute("PRAGMA secure_delete = ON");
      statement.execute("PRAGMA journal_mode = PERSIST");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA temp_store = MEMORY");
      statement.execute("PRAGMA busy_timeout = 5000");
      connection.setAutoCommit(false);
      for (String table : SCHEMA) {
        statement.execute(table);
      }
      connection.commit();
    }
    findSubjectKey =
        connection.prepareStatement(
            "SELECT generation, wrapped FROM subject_key WHERE subject_ref = ? AND key_month = ?");
    findRetired =
        connection.prepareStatement(
            "SELECT generation, wrapped FROM retired_key WHERE subject_ref = ? AND key_month = ?");
    findDeviceSecret =
        connection.prepareStatement(
            "SELECT device_ref, wrapped FROM device_secret WHERE key_id = ?");
  }

  static boolean isFull(SQLException failed) {
    return failed instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
  }

  byte @Nullable [] findMeta(String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getBytes(1) : null;
      }
    }
  }

  void putMeta(String name, byte[] value) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO meta VALUES (?, ?)")) {
      insert.setString(1, name);
      insert.setBytes(2, value);
      insert.executeUpdate();
    }
  }

  @Nullable SubjectKeyRow findSubjectKey(long subjectRef, int keyMonth) throws SQLException {
    findSubjectKey.setLong(1, subjectRef);
    findSubjectKey.setInt(2, keyMonth);
    try (ResultSet row = findSubjectKey.executeQuery()) {
      return row.next()
          ? new SubjectKeyRow(subjectRef, keyMonth, row.getInt(1), row.getBytes(2))
          : null;
    }
  }

  void putSubjectKeys(Collection<SubjectKeyRow> rows) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement("INSERT OR REPLACE INTO subject_key VALUES (?, ?, ?, ?)")) {
      for (SubjectKeyRow row : rows) {
        put.setLong(1, row.subjectRef());
        put.setInt(2, row.keyMonth());
        put.setInt(3, row.generation());
        put.setBytes(4, row.wrapped());
        put.addBatch();
      }
      put.executeBatch();
    }
  }

  /**
   * Leaves the row as a tombstone, so that a later key of the same subject and month gets another
   * generation.
   */
  int clearSubjectKey(long subjectRef, int keyMonth) throws SQLException {
    try (PreparedStatement clear =
        connection.prepareStatement(
            "UPDATE subject_key SET wrapped = NULL WHERE subject_ref = ? AND key_month = ? AND wrapped IS NOT NULL")) {
      clear.setLong(1, subjectRef);
      clear.setInt(2, keyMonth);
      return clear.executeUpdate();
    }
  }

  int clearSubjectKeys(long subjectRef) throws SQLException {
    try (PreparedStatement clear =
        connection.prepareStatement(
            "UPDATE subject_key SET wrapped = NULL WHERE subject_ref = ? AND wrapped IS NOT NULL")) {
      clear.setLong(1, subjectRef);
      return clear.executeUpdate();
    }
  }

  /** Moves the present key of a subject and month aside. */
  void retire(SubjectKeyRow row) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO retired_key VALUES (?, ?, ?, ?)")) {
      insert.setLong(1, row.subjectRef());
      insert.setInt(2, row.keyMonth());
      insert.setInt(3, row.generation());
      insert.setBytes(4, row.wrapped());
      insert.executeUpdate();
    }
  }

  List<SubjectKeyRow> retired(long subjectRef, int keyMonth) throws SQLException {
    findRetired.setLong(1, subjectRef);
    findRetired.setInt(2, keyMonth);
    List<SubjectKeyRow> rows = new ArrayList<>();
    try (ResultSet row = findRetired.executeQuery()) {
      while (row.next()) {
        rows.add(new SubjectKeyRow(subjectRef, keyMonth, row.getInt(1), row.getBytes(2)));
      }
    }
    return rows;
  }

  int deleteRetired(long subjectRef) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM retired_key WHERE subject_ref = ?")) {
      delete.setLong(1, subjectRef);
      return delete.executeUpdate();
    }
  }

  List<Long> subjectRefs() throws SQLException {
    List<Long> refs = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT DISTINCT subject_ref FROM subject_key ORDER BY subject_ref")) {
      while (row.next()) {
        refs.add(row.getLong(1));
      }
    }
    return refs;
  }

  List<Integer> keyMonths(long subjectRef) throws SQLException {
    List<Integer> months = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT key_month FROM subject_key WHERE subject_ref = ? AND wrapped IS NOT NULL ORDER BY key_month")) {
      select.setLong(1, subjectRef);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          months.add(row.getInt(1));
        }
      }
    }
    return months;
  }

  List<SubjectMonth> keysUpTo(int keyMonth) throws SQLException {
    List<SubjectMonth> keys = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT subject_ref, key_month FROM subject_key"
                + " WHERE key_month BETWEEN 1 AND ? AND wrapped IS NOT NULL")) {
      select.setInt(1, keyMonth);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          keys.add(new SubjectMonth(row.getLong(1), row.getInt(2)));
        }
      }
    }
    return keys;
  }

  void putDeviceSecrets(Collection<DeviceSecretRow> rows) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement("INSERT OR REPLACE INTO device_secret VALUES (?, ?, ?)")) {
      for (DeviceSecretRow row : rows) {
        put.setLong(1, row.keyId());
        put.setLong(2, row.deviceRef());
        put.setBytes(3, row.wrapped());
        put.addBatch();
      }
      put.executeBatch();
    }
  }

  @Nullable DeviceSecretRow findDeviceSecret(long keyId) throws SQLException {
    findDeviceSecret.setLong(1, keyId);
    try (ResultSet row = findDeviceSecret.executeQuery()) {
      return row.next() ? new DeviceSecretRow(keyId, row.getLong(1), row.getBytes(2)) : null;
    }
  }

  List<DeviceSecretRow> deviceSecrets() throws SQLException {
    List<DeviceSecretRow> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT key_id, device_ref, wrapped FROM device_secret ORDER BY key_id")) {
      while (row.next()) {
        rows.add(new DeviceSecretRow(row.getLong(1), row.getLong(2), row.getBytes(3)));
      }
    }
    return rows;
  }

  int deleteDeviceSecret(long keyId) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM device_secret WHERE key_id = ?")) {
      delete.setLong(1, keyId);
      return delete.executeUpdate();
    }
  }

  /**
   * Overwrites what the last transactions left of old pages in the rollback journal. No transaction
   * may be open; the file's header is zeros by then, so that nobody rolls back with it.
   */
  void scrub() throws IOException {
    if (!Files.exists(rollbackJournal)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(rollbackJournal, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
      long end = channel.size();
      for (long at = 0; at < end; ) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), end - at));
        at += channel.write(zeros, at);
      }
      channel.force(false);
    }
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
