package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kz.relog.app.client.AdminClient;
import kz.relog.device.DeviceClient;
import kz.relog.device.SenderState;
import kz.relog.device.ServerAddress;
import kz.relog.ingest.FixOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fix on its whole way: socket, journal, ack, engine, archive, API. */
class RoadIT {
  private static final int FIXES = 197;

  @TempDir private Path data;

  private final Ride ride = new Ride(System.currentTimeMillis() / 1000 * 1000 - 600_000, FIXES);

  @ParameterizedTest
  @EnumSource(ServerAddress.Carriage.class)
  void what_a_device_sent_is_acked_stored_and_read_back(ServerAddress.Carriage carriage)
      throws Exception {
    try (TestServer server = new TestServer(data)) {
      AdminClient.NewDevice device = server.admin().createDevice("van");
      try (DeviceClient client = server.device(device.identity(), carriage, 10)) {
        ride.send(client);

        assertThat(client.stats().fixesSettled()).isEqualTo(FIXES);
        assertThat(client.stats().fixesRefused()).isZero();
      }
      assertThat(server.server().metrics().value(FixOutcome.STORED)).isEqualTo(FIXES);
      assertThat(track(server, device)).isEqualTo(ride.asText());
    }
  }

  @Test
  void devices_plans_and_tracks_survive_a_restart_and_the_device_goes_on() throws Exception {
    AdminClient.NewDevice device;
    try (TestServer server = new TestServer(data)) {
      device = server.admin().createDevice("van");
      server.admin().createPlan(PlanExample.north(ride));
      try (DeviceClient client = server.device(device.identity(), ServerAddress.Carriage.UDP, 10)) {
        ride.send(client);
      }
    }
    try (TestServer server = new TestServer(data)) {
      assertThat(server.admin().get("/v1/devices").toString()).contains(device.id());
      assertThat(server.admin().get("/v1/plans").toString()).contains("north");
      JsonNode live =
          Await.until(
              () -> server.admin().get("/v1/live"), found -> found.path("vehicles").size() == 1);
      assertThat(live.at("/vehicles/0/lat").asDouble())
          .as("the last known position is shown before a new fact comes")
          .isEqualTo(ride.latE7(FIXES - 1) / 1e7);
      assertThat(track(server, device)).isEqualTo(ride.asText());
    }
  }

  @Test
  void a_plan_is_followed_and_its_stop_is_reached() throws Exception {
    try (TestServer server = new TestServer(data)) {
      AdminClient.NewDevice device = server.admin().createDevice("van");
      String plan = server.admin().createPlan(PlanExample.north(ride));
      server.admin().assign(plan, device.id());
      try (DeviceClient client = server.device(device.identity(), ServerAddress.Carriage.TCP, 10)) {
        ride.send(client);
      }

      JsonNode fact =
          Await.until(
              () -> server.admin().get("/v1/plans/" + plan + "/plan-fact"),
              found -> found.at("/stops/0/arrived").isTextual());

      assertThat(fact.at("/stops/0/state").asText()).isIn("arrived", "departed");
      JsonNode live =
          Await.until(
              () -> server.admin().get("/v1/live"),
              found -> found.at("/vehicles/0/plan").asText().equals(plan));
      assertThat(live.at("/vehicles/0/progressM").asDouble()).isPositive();
    }
  }

  @Test
  void a_revoked_device_is_told_and_nothing_more_of_it_is_stored() throws Exception {
    try (TestServer server = new TestServer(data)) {
      AdminClient.NewDevice device = server.admin().createDevice("van");
      try (DeviceClient client = server.device(device.identity(), ServerAddress.Carriage.UDP, 10)) {
        ride.send(client);
        server.admin().revoke(device.id());
        client.offer(ride.timeMs(FIXES), ride.latE7(FIXES), Ride.LON_E7, 100, 0, 5);
        client.flush();

        Await.until(client::state, state -> state == SenderState.REVOKED);
      }
      assertThat(track(server, device)).hasSize(FIXES);
    }
  }

  @Test
  void no_coordinate_name_or_secret_stands_in_clear_in_any_file() throws Exception {
    AdminClient.NewDevice device;
    try (TestServer server = new TestServer(data)) {
      device = server.admin().createDevice("van");
      String plan = server.admin().createPlan(PlanExample.north(ride));
      server.admin().assign(plan, device.id());
      try (DeviceClient client = server.device(device.identity(), ServerAddress.Carriage.UDP, 10)) {
        ride.send(client);
      }
      track(server, device);
    }

    List<String> found = new ArrayList<>();
    List<byte[]> canaries = canaries(device);
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] content = Files.readAllBytes(file);
        for (byte[] canary : canaries) {
          if (indexOf(content, canary) >= 0) {
            found.add(file.getFileName() + " holds a canary of " + canary.length + " bytes");
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  /** The first position in the forms in which one could be stored, and the secret. */
  private static List<byte[]> canaries(AdminClient.NewDevice device) {
    List<byte[]> canaries = new ArrayList<>();
    for (int value : new int[] {Ride.LAT_E7, Ride.LON_E7, Ride.LAT_E7 / 10, Ride.LON_E7 / 10}) {
      canaries.add(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
      canaries.add(ByteBuffer.allocate(4).putInt(value).array());
      canaries.add(zigzagVarint(value));
    }
    canaries.add("43.21234".getBytes(StandardCharsets.US_ASCII));
    canaries.add("76.98765".getBytes(StandardCharsets.US_ASCII));
    canaries.add(device.identity().secret());
    return canaries;
  }

  private static byte[] zigzagVarint(int value) {
    ByteBuffer bytes = ByteBuffer.allocate(5);
    int rest = (value << 1) ^ (value >> 31);
    while ((rest & ~0x7F) != 0) {
      bytes.put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
    byte[] varint = new byte[bytes.position()];
    bytes.flip().get(varint);
    return varint;
  }

  private static int indexOf(byte[] content, byte[] wanted) {
    for (int i = 0; i <= content.length - wanted.length; i++) {
      int matched = 0;
      while (matched < wanted.length && content[i + matched] == wanted[matched]) {
        matched++;
      }
      if (matched == wanted.length) {
        return i;
      }
    }
    return -1;
  }

  private List<String> track(TestServer server, AdminClient.NewDevice device) throws IOException {
    return ride.readBack(server.server().archive(), Long.parseUnsignedLong(device.id(), 16));
  }
}
