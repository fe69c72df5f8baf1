package kz.relog.api;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server and a company with one person of each role, new for each test, to go on from. */
abstract class CompanyScene {
  @TempDir Path dir;
  RunningApi api;
  TestPeople people;

  @BeforeEach
  void start() {
    api = new RunningApi(dir);
    people = new TestPeople(api);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  /** How many rows there are: a table, and what else a query says behind its FROM. */
  long count(String from) {
    try (Connection records = records();
        Statement statement = records.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Changes the records behind the server's back. */
  void change(String sql) {
    try (Connection records = records();
        Statement statement = records.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection records() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("admin.db"));
  }
}
