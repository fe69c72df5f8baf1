package kz.relog.api.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import kz.relog.api.TestSealer;
import kz.relog.api.store.PlanRecords.Wanted;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records from before the companies. */
class StoredWordsTest {
  @TempDir Path dir;

  @Test
  void namesInClearAreSealedAndBecomeTheInstallations() throws SQLException, IOException {
    Path file = dir.resolve("admin.db");
    String url = "jdbc:sqlite:" + file;
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("classpath:kz/relog/api/store")
        .target("2")
        .load()
        .migrate();
    try (Connection raw = DriverManager.getConnection(url);
        Statement sql = raw.createStatement()) {
      sql.execute("INSERT INTO device VALUES (1, 2, 3, 10, 1000, NULL), (4, 5, 6, 11, 1000, NULL)");
      sql.execute("INSERT INTO device_text VALUES (1, 'Van of Aigerim')");
      sql.execute("INSERT INTO plan_text VALUES (9, 'route-12', 2)");
      sql.execute(
          "INSERT INTO stop_text VALUES (9, 2, 1, 1, 'depot', 'Abay avenue 10'),"
              + " (9, 2, 2, 2, 'c-1', 'Customer 118')");
      sql.execute(
          "INSERT INTO plan (plan_ref, device_ref, version, start_ms, end_ms, stop_count,"
              + " vertex_count, route, created_seq, created_ms, changed_ms)"
              + " VALUES (9, 1, 2, 0, 0, 2, 0, x'00', 12, 1000, 1000)");
    }
    for (int start = 0; start < 2; start++) {
      try (AdminStore store = AdminStore.open(file, new TestSealer())) {
        assertThat(store.devices().find(0, 1).orElseThrow().name()).contains("Van of Aigerim");
        assertThat(store.devices().find(0, 4).orElseThrow().name()).isEmpty();
        assertThat(store.devices().find(7, 1)).isEmpty();
        assertThat(store.plans().list(0, Wanted.ALL, 0, 10))
            .singleElement()
            .satisfies(row -> assertThat(row.planId()).isEqualTo("route-12"));
        assertThat(store.plans().stops(0, 9))
            .extracting(StopText::name)
            .containsExactly("Abay avenue 10", "Customer 118");
        assertThat(store.plans().planRefOf(0, "route-12", 77)).isEqualTo(9);
      }
    }
    String raw = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(raw).doesNotContain("Aigerim", "route-12", "Abay", "Customer 118");
  }
}
