package kz.relog.app.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import kz.relog.app.Relog;
import kz.relog.app.serve.TestServer;
import kz.relog.journal.EntryHeaderDescriptor;
import kz.relog.proto.v1.FixBatch;
import kz.relog.proto.v1.PlanEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inventory tells of every field there is, and of no other. */
class InventoryIT {
  private static final Set<String> CATEGORIES =
      Set.of(
          "none",
          "identity",
          "contact",
          "credential",
          "location",
          "plan",
          "consent",
          "activity",
          "technical",
          "message");

  @TempDir private Path folder;

  @Test
  void every_stored_and_transmitted_field_has_a_row_and_every_row_a_field() throws Exception {
    Set<String> real = new TreeSet<>();
    Path data = folder.resolve("data");
    try (TestServer server = new TestServer(data)) {
      assertThat(server.server().httpUri()).isNotNull();
    }
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".db")).toList()) {
        real.addAll(columns(file));
      }
    }
    real.addAll(messages(FixBatch.getDescriptor().getFile()));
    real.addAll(messages(PlanEntry.getDescriptor().getFile()));
    real.addAll(headerFields());

    Set<String> told = new TreeSet<>();
    for (InventoryField field : Inventory.read()) {
      assertThat(told.add(field.name())).as(field.name() + " stands twice").isTrue();
    }
    Set<String> missing = new TreeSet<>(real);
    missing.removeAll(told);
    assertThat(missing)
        .as("say in inventory.csv why these are kept, for how long, and what erases them")
        .isEmpty();
    told.removeAll(real);
    assertThat(told).as("rows of inventory.csv without a field").isEmpty();
  }

  @Test
  void a_personal_field_has_a_purpose_a_term_and_an_eraser() {
    for (InventoryField field : Inventory.read()) {
      assertThat(CATEGORIES).as(field.name()).contains(field.category());
      assertThat(field.purpose()).as(field.name()).isNotBlank();
      if (!field.category().equals("none")) {
        assertThat(field.term()).as(field.name()).isNotBlank().isNotEqualTo("-");
        assertThat(field.eraser()).as(field.name()).isNotBlank().isNotEqualTo("-");
      }
    }
  }

  @Test
  void no_field_of_identity_contact_or_location_is_stored_in_clear() {
    for (InventoryField field : Inventory.read()) {
      boolean stored = !field.place().startsWith("wire/");
      if (stored && Set.of("identity", "contact", "location").contains(field.category())) {
        assertThat(field.key()).as(field.name()).isNotEqualTo("clear");
      }
    }
  }

  @Test
  void the_command_prints_it() {
    java.io.StringWriter out = new java.io.StringWriter();
    int code =
        Relog.commandLine()
            .setOut(new java.io.PrintWriter(out))
            .execute("privacy", "inventory", "--personal");
    assertThat(code).isZero();
    assertThat(out.toString()).contains("location").contains("journal/section");
  }

  private static List<String> columns(Path file) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c"
                    + " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'"
                    + " AND m.name <> 'flyway_schema_history'")) {
      while (rows.next()) {
        names.add(file.getFileName() + "/" + rows.getString(1) + "." + rows.getString(2));
      }
    }
    return names;
  }

  /** The wire's messages, and those that are the plaintext of journal sections. */
  private static List<String> messages(FileDescriptor file) {
    List<String> names = new ArrayList<>();
    String place = file.getName().contains("device") ? "wire/" : "journal/section/";
    for (Descriptor message : file.getMessageTypes()) {
      for (FieldDescriptor field : message.getFields()) {
        names.add(place + message.getName() + "." + field.getName());
      }
    }
    return names;
  }

  private static Set<String> headerFields() {
    Set<String> names = new HashSet<>();
    for (Field constant : EntryHeaderDescriptor.class.getFields()) {
      String name = constant.getName();
      if (name.endsWith("_OFFSET")) {
        String field = name.substring(0, name.length() - "_OFFSET".length());
        boolean row = field.startsWith("ROW_");
        names.add(
            (row ? "journal/section-row." : "journal/header.")
                + (row ? field.substring(4) : field).toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
