package kz.relog.app.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/** Copies a SQLite file by SQLite's own backup, also while another process writes it. Stateless. */
final class SqliteCopy {
  private static final int BUSY_TIMEOUT_MS = 10_000;
  private static final int WAIT_MS = 50;
  private static final int ATTEMPTS = 200;

  /** All at once: the writer beside us waits; in steps its writes would make us start over. */
  private static final int EVERY_PAGE = -1;

  private SqliteCopy() {}

  /** Told how far it is. */
  interface Progress {
    void onPages(long done, long all);
  }

  static void copy(Path from, Path to, Progress progress) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + from);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = " + BUSY_TIMEOUT_MS);
      DB database = connection.unwrap(SQLiteConnection.class).getDatabase();
      int code =
          database.backup(
              "main",
              to.toString(),
              (remaining, pages) -> progress.onPages(pages - remaining, pages),
              WAIT_MS,
              ATTEMPTS,
              EVERY_PAGE);
      if (code != 0) {
        throw new IOException("SQLite did not copy " + from + ": code " + code);
      }
    } catch (SQLException failed) {
      throw new IOException("SQLite did not copy " + from, failed);
    }
    try (FileChannel written = FileChannel.open(to, StandardOpenOption.WRITE)) {
      written.force(true);
    }
  }

  /** One number out of a file. */
  static long number(Path file, String sql) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    } catch (SQLException failed) {
      throw new IOException("SQLite did not read " + file, failed);
    }
  }
}
