package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kz.relog.app.client.AdminClient;
import kz.relog.device.DeviceIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client in one Node file speaks with the real server. */
class TrackerIT {
  private static final Path TRACKER = Path.of("..", "examples", "tracker.mjs");
  private static final Path VECTORS = Path.of("..", "docs", "vectors", "wire-v1.json");

  @TempDir private Path folder;

  private final Ride ride = new Ride(System.currentTimeMillis() / 1000 * 1000 - 600_000, 150);

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void the_node_tracker_delivers_a_recorded_drive_and_all_of_it_is_stored(String carriage)
      throws Exception {
    try (TestServer server = new TestServer(folder.resolve("data"))) {
      AdminClient.NewDevice device = server.admin().createDevice("node");
      Path key = folder.resolve("key");
      device.identity().write(key);
      Path facts = folder.resolve("facts.csv");
      Files.write(facts, csv());
      String address =
          ServeCommand.text(
              carriage.equals("udp") ? server.server().udpAddress() : server.server().tcpAddress());

      String output =
          node(
              TRACKER.toString(),
              "--to",
              carriage + "://" + address,
              "--key",
              key.toString(),
              "--file",
              facts.toString(),
              "--keep-time");

      assertThat(output).contains("sent=150 settled=150 refused=0");
      assertThat(ride.readBack(server.server().archive(), Long.parseUnsignedLong(device.id(), 16)))
          .isEqualTo(ride.asText());
    }
  }

  @Test
  void the_node_tracker_follows_a_changed_key() throws Exception {
    try (TestServer server = new TestServer(folder.resolve("data"))) {
      AdminClient.NewDevice device = server.admin().createDevice("node");
      Path key = folder.resolve("key");
      device.identity().write(key);
      server.admin().rotateKey(device.id());

      String output =
          node(
              TRACKER.toString(),
              "--to",
              "udp://" + ServeCommand.text(server.server().udpAddress()),
              "--key",
              key.toString(),
              "--lat",
              "43.2389",
              "--lon",
              "76.8897",
              "--interval",
              "20",
              "--batch",
              "5",
              "--count",
              "60");

      assertThat(output).contains("sent=60 settled=60 refused=0");
      assertThat(DeviceIdentity.read(key).keyId()).isNotEqualTo(device.identity().keyId());
    }
  }

  @Test
  void the_node_tracker_agrees_with_the_published_vectors() throws Exception {
    assertThat(node(TRACKER.toString(), "--self-test", VECTORS.toString())).contains("failed=0");
  }

  private List<String> csv() {
    List<String> lines = new ArrayList<>(List.of("time,lat,lon"));
    for (int i = 0; i < ride.fixes(); i++) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,%.6f,%.6f",
              java.time.Instant.ofEpochMilli(ride.timeMs(i)),
              ride.latE7(i) / 1e7,
              Ride.LON_E7 / 1e7));
    }
    return lines;
  }

  private static String node(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "node is not installed: cannot run the tracker");
      throw e;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
