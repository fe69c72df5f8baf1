package kz.relog.journal.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kz.relog.journal.VaultFailure;
import org.sqlite.SQLiteConfig;

/**
 * Looks whether databases beside a vault hold what its keys sealed, so that a vault that is lost is
 * not taken for one that never was. What is sealed are bytes: a schema alone, as a first start
 * leaves it, holds none. Stateless.
 */
final class SealedRows {
  private static final int BUSY_TIMEOUT_MS = 5_000;

  private SealedRows() {}

  /** Whether any other database in the vault's directory has a row with bytes. */
  static boolean areBeside(Path vault) {
    Path directory = vault.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".db")).toList()) {
        boolean other =
            !file.getFileName().equals(vault.getFileName()) && Files.isRegularFile(file);
        if (other && Files.size(file) > 0 && hasBytes(file)) {
          return true;
        }
      }
      return false;
    } catch (IOException failed) {
      throw new VaultFailure(VaultFailure.Kind.STORAGE, "cannot list " + directory, failed);
    }
  }

  /** What cannot be read counts as sealed: rather refused than overwritten. */
  private static boolean hasBytes(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String question : questions(statement)) {
        try (ResultSet row = statement.executeQuery(question)) {
          if (row.next()) {
            return true;
          }
        }
      }
      return false;
    } catch (SQLException unreadable) {
      return true;
    }
  }

  private static List<String> questions(Statement statement) throws SQLException {
    List<String> questions = new ArrayList<>();
    try (ResultSet column =
        statement.executeQuery(
            "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c"
                + " WHERE m.type = 'table' AND c.type = 'BLOB'")) {
      while (column.next()) {
        questions.add(
            "SELECT 1 FROM \"%s\" WHERE \"%s\" IS NOT NULL LIMIT 1"
                .formatted(column.getString(1), column.getString(2)));
      }
    }
    return questions;
  }
}
