package kz.relog.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class QuietJdbiTest {
  private static final String SECRET = "aigul@example.kz";
  private static final String STATEMENTS = "jdbi.statement";

  @TempDir private Path folder;

  private Jdbi jdbi() {
    SQLiteDataSource file = new SQLiteDataSource();
    file.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
    return QuietJdbi.over(file);
  }

  private static void insert(Handle handle) {
    handle.createUpdate("INSERT INTO person VALUES (:mail)").bind("mail", SECRET).execute();
  }

  @Test
  void a_statement_that_fails_does_not_tell_its_values() {
    try (Handle handle = jdbi().open()) {
      handle.execute("CREATE TABLE person (mail TEXT PRIMARY KEY) STRICT");
      insert(handle);
      assertThatThrownBy(() -> insert(handle))
          .isInstanceOf(StatementException.class)
          .hasMessageContaining("person.mail")
          .hasMessageNotContaining(SECRET);
    }
  }

  @Test
  void a_flight_recording_holds_statements_without_their_values() throws Exception {
    Path file = folder.resolve("test.jfr");
    try (Recording recording = new Recording();
        Handle handle = jdbi().open()) {
      recording.enable(STATEMENTS);
      recording.start();
      handle.execute("CREATE TABLE person (mail TEXT PRIMARY KEY) STRICT");
      insert(handle);
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> statements =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals(STATEMENTS))
            .toList();
    assertThat(statements).anyMatch(event -> event.getString("sql").startsWith("INSERT"));
    assertThat(statements).allMatch(event -> !event.toString().contains("aigul"));
  }
}
