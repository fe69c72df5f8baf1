package kz.relog.api.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import kz.relog.api.TestSealer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops are called rests under a key of each customer. */
class StopWordsTest {
  private static final long PLAN = 9;

  @TempDir Path dir;
  private final TestSealer sealer = new TestSealer();

  private String url() {
    return "jdbc:sqlite:" + dir.resolve("admin.db");
  }

  private AdminStore open() {
    return AdminStore.open(dir.resolve("admin.db"), sealer);
  }

  @Test
  void withTheKeyOfACustomerThatNameAloneIsGone() throws SQLException {
    try (AdminStore store = open()) {
      store.plans().planRefOf(7, "route-12", PLAN);
      store
          .plans()
          .putNextVersion(
              7,
              PLAN,
              List.of(new StopText(1, 1, "a", "Abay 10"), new StopText(2, 2, "b", "Canary")));
      showPlan();
      long customer = store.plans().customerAt(7, PLAN, 2).orElseThrow();
      assertThat(customer).isEqualTo(store.plans().customerAt(7, PLAN, 2).orElseThrow());
      assertThat(store.plans().customerAt(8, PLAN, 2)).as("another company").isEmpty();
      sealer.destroy(customer);
      assertThat(store.plans().stops(7, PLAN))
          .extracting(StopText::name)
          .containsExactly("Abay 10", "");
    }
  }

  @Test
  void wordsOfAProgramOfBeforeAreReadAndGetKeysOfTheirOwn() throws SQLException, IOException {
    try (AdminStore store = open()) {
      store.plans().planRefOf(7, "route-12", PLAN);
      store.plans().putNextVersion(7, PLAN, List.of());
      showPlan();
      try (Connection raw = DriverManager.getConnection(url());
          PreparedStatement put = raw.prepareStatement("UPDATE stop_text SET words = ?")) {
        put.setBytes(1, sealer.seal(PLAN, inOne()));
        assertThat(put.executeUpdate()).isOne();
      }
      assertThat(store.plans().stops(7, PLAN)).extracting(StopText::name).containsExactly("Canary");
      sealer.destroy(store.plans().customerAt(7, PLAN, 1).orElseThrow());
      assertThat(store.plans().stops(7, PLAN)).extracting(StopText::name).containsExactly("");
    }
  }

  private void showPlan() throws SQLException {
    try (Connection raw = DriverManager.getConnection(url());
        var sql = raw.createStatement()) {
      sql.execute(
          "INSERT INTO plan (plan_ref, device_ref, version, start_ms, end_ms, stop_count,"
              + " vertex_count, route, created_seq, created_ms, changed_ms)"
              + " VALUES (9, 1, 1, 0, 0, 1, 0, x'00', 12, 1000, 1000)");
    }
  }

  private static byte[] inOne() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(1);
    out.writeInt(1);
    out.writeInt(1);
    out.writeInt(1);
    out.writeUTF("a");
    out.writeUTF("Canary");
    return bytes.toByteArray();
  }
}
