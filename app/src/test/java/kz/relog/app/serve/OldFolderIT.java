package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import kz.relog.app.client.AdminClient;
import kz.relog.device.BatchPolicy;
import kz.relog.device.DeviceClient;
import kz.relog.device.DeviceListener;
import kz.relog.device.FleetConfig;
import kz.relog.device.MemoryCounterStore;
import kz.relog.device.RetryPolicy;
import kz.relog.device.ServerAddress;
import kz.relog.device.ServerAddress.Carriage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A data folder as the first versions left it, before there were companies: records of schema 2
 * with names in clear, the archive in its first form.
 */
class OldFolderIT {
  private static final int FIXES = 150;

  @TempDir private Path folder;

  private final MemoryCounterStore counters = new MemoryCounterStore();

  private final Ride ride = new Ride(System.currentTimeMillis() / 1000 * 1000 - 600_000, FIXES);

  @Test
  void all_of_an_old_folder_is_taken_over_and_goes_on() throws Exception {
    Path data = folder.resolve("data");
    AdminClient.NewDevice device;
    String plan;
    try (TestServer server = new TestServer(data)) {
      device = server.admin().createDevice("any name");
      plan = server.admin().createPlan(((ObjectNode) PlanExample.north(ride)));
      server.admin().assign(plan, device.id());
      try (DeviceClient client = client(server, device)) {
        ride.send(client);
      }
      assertThat(server.server().awaitFeed(30_000)).isTrue();
    }
    makeOld(data, device.id(), plan);

    try (TestServer server = new TestServer(data)) {
      assertThat(clear(data)).doesNotContain("Van of Bolat", "route-12", "Abay avenue 10");
      AdminClient owner = server.admin();
      assertThat(owner.get("/v1/devices").path("items")).isEmpty();
      String company = owner.get("/v1/me").at("/company/id").asText();
      AdminClient operator = new AdminClient(server.server().httpUri(), server.token());
      JsonNode taken =
          operator.post(
              "/v1/companies/" + company + "/take-over", new ObjectMapper().createObjectNode());
      assertThat(taken.path("devices").asInt()).isEqualTo(1);
      assertThat(taken.path("plans").asInt()).isEqualTo(1);

      JsonNode shown = owner.get("/v1/devices/" + device.id());
      assertThat(shown.path("name").asText()).isEqualTo("Van of Bolat");
      assertThat(owner.get("/v1/plans/" + plan).toString())
          .contains("route-12", "Abay avenue 10", "Customer 118");
      assertThat(owner.get("/v1/plans/" + plan + "/plan-fact").path("device").asText())
          .isEqualTo(device.id());
      assertThat(owner.get("/v1/events?after=00000000-0").toString()).contains("old-event");
      assertThat(ride.readBack(server.server().archive(), ref(device.id())))
          .isEqualTo(ride.asText());
      // And it goes on: the device's next facts are stored and shown to the company.
      Ride next = new Ride(ride.timeMs(FIXES) + 60_000, FIXES);
      try (DeviceClient client = client(server, device)) {
        next.send(client);
      }
      assertThat(next.readBack(server.server().archive(), ref(device.id())))
          .hasSize(2 * FIXES)
          .containsAll(next.asText());
      assertThat(clear(data)).doesNotContain("Van of Bolat", "route-12", "Abay avenue 10");
    }
    try (TestServer server = new TestServer(data)) {
      assertThat(server.admin().get("/v1/devices/" + device.id()).path("name").asText())
          .isEqualTo("Van of Bolat");
    }
  }

  /** The device, whose numbers go on where they were. */
  private DeviceClient client(TestServer server, AdminClient.NewDevice device) throws IOException {
    return DeviceClient.open(
        device.identity(),
        counters,
        FleetConfig.to(new ServerAddress(Carriage.TCP, server.server().tcpAddress()))
            .withBatch(new BatchPolicy(10, 60_000, 6, 1000))
            .withRetry(RetryPolicy.QUICK),
        DeviceListener.NONE);
  }

  private static long ref(String id) {
    return Long.parseUnsignedLong(id, 16);
  }

  private static String clear(Path data) throws IOException {
    return Files.readString(data.resolve("admin.db"), StandardCharsets.ISO_8859_1);
  }

  /** Puts records and archive of the first versions in the place of what a server of now wrote. */
  private static void makeOld(Path data, String device, String plan) throws Exception {
    Path now = data.resolve("now.db");
    Files.move(data.resolve("admin.db"), now);
    for (String later : new String[] {"audit.head", "simulated-company.json"}) {
      Files.deleteIfExists(data.resolve(later));
    }
    run(data.resolve("admin.db"), script().split(";\\s*\\n", -1));
    run(
        data.resolve("admin.db"),
        "ATTACH '" + now + "' AS now",
        "INSERT INTO device SELECT device_ref, subject_ref, key_id, created_seq, created_ms,"
            + " revoked_ms FROM now.device",
        "INSERT INTO plan SELECT plan_ref, device_ref, version, start_ms, end_ms, stop_count,"
            + " vertex_count, route, created_seq, created_ms, changed_ms, first_ms, last_ms"
            + " FROM now.plan",
        "UPDATE road_position SET applied_seq = (SELECT applied_seq FROM now.road_position)",
        "INSERT INTO device_text VALUES (" + ref(device) + ", 'Van of Bolat')",
        "INSERT INTO plan_text SELECT plan_ref, 'route-12', version FROM now.plan",
        "INSERT INTO stop_text SELECT plan_ref, version, 1, 1, 'depot', 'Abay avenue 10'"
            + " FROM now.plan",
        "INSERT INTO stop_text SELECT plan_ref, version, 2, 2, 'c-1', 'Customer 118'"
            + " FROM now.plan",
        "INSERT INTO event (event_id, version, retracted, type, time_ms, device_ref, plan_ref,"
            + " stop, stop_id, told_ms) VALUES ('old-event', 1, 0, 'ARRIVED', 1000, "
            + ref(device)
            + ", "
            + ref(plan)
            + ", 1, 1, 1000)");
    Files.delete(now);
    run(
        data.resolve("archive.db"),
        "CREATE TABLE track (subject INTEGER NOT NULL, device INTEGER NOT NULL, hour INTEGER NOT"
            + " NULL, first_seq INTEGER NOT NULL, part INTEGER NOT NULL, fixes INTEGER NOT NULL,"
            + " sealed BLOB NOT NULL, PRIMARY KEY (subject, device, hour, first_seq, part))"
            + " WITHOUT ROWID",
        "INSERT INTO track SELECT subject, device, hour, first_seq, part, fixes, sealed"
            + " FROM track_row",
        "DROP TABLE track_row");
  }

  private static String script() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(OldFolderIT.class.getResourceAsStream("records-v2.sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void run(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
  }
}
