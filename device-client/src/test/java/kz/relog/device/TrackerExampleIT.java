package kz.relog.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import kz.relog.proto.v1.Ack;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Node tracker of the examples against the model server: two clients written apart, one wire.
 */
class TrackerExampleIT {
  private static final Path SCRIPT = Paths.get("..", "examples", "tracker.mjs");

  @TempDir Path folder;
  private final DeviceIdentity identity = Bench.identity(0x9f3c20d1a7L);
  private Path key;

  private record Ended(int code, String text) {}

  @BeforeAll
  static void needsNode() {
    boolean found =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Paths.get(folder, "node")));
    assumeTrue(found, "no node on the PATH");
  }

  @BeforeEach
  void writeKey() throws IOException {
    key = folder.resolve("van.key");
    identity.write(key);
  }

  @Test
  void it_settles_a_drive_over_udp_with_loss_and_goes_on_with_its_numbers()
      throws IOException, InterruptedException {
    long seed = System.nanoTime();
    try (WireServer server = new WireServer(seed, 10, () -> Long.MAX_VALUE)) {
      WireModel.Device device = server.model.enrol(identity);
      for (int run = 1; run <= 2; run++) {
        Ended ended =
            track(server.udpAddress(), "--count", "60", "--interval", "0", "--batch", "7");
        assertThat(ended.text).as("seed %d", seed).endsWith("sent=60 settled=60 refused=0\n");
        assertThat(ended.code).isZero();
        assertThat(device.times).hasSize(60 * run);
        assertThat(device.durableSeq).isEqualTo(9L * run);
      }
      assertThat(server.model.violations()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void it_settles_a_file_over_a_stream_that_is_cut_now_and_then()
      throws IOException, InterruptedException {
    StringBuilder csv = new StringBuilder("time,lat,lon,speed_mps,heading_deg,accuracy_m\n");
    for (int i = 0; i < 300; i++) {
      csv.append(
          String.format("2026-03-02T08:%02d:%02dZ,49.%06d,-25.1,3.5,,5%n", i / 60, i % 60, i));
    }
    Path facts = folder.resolve("facts.csv");
    Files.write(facts, csv.toString().getBytes(StandardCharsets.UTF_8));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (WireServer server = new WireServer(seed, 0, () -> 20 + random.nextInt(20))) {
      WireModel.Device device = server.model.enrol(identity);
      Ended ended = track(server.tcpAddress(), "--file", facts.toString(), "--batch", "3");
      assertThat(ended.text).as("seed %d", seed).endsWith("sent=300 settled=300 refused=0\n");
      assertThat(device.lats).hasSize(300).contains(490_000_000, 490_002_990);
      assertThat(server.model.violations()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void it_stops_when_its_key_is_revoked() throws IOException, InterruptedException {
    try (WireServer server = new WireServer(1, 0, () -> Long.MAX_VALUE)) {
      server.model.enrol(identity).status = Ack.Status.REVOKED;
      Ended ended = track(server.udpAddress(), "--count", "1", "--interval", "0");
      assertThat(ended.text).contains("REVOKED").endsWith("sent=1 settled=0 refused=0\n");
      assertThat(ended.code).isEqualTo(3);
    }
  }

  @Test
  void it_agrees_with_the_vectors_of_the_wire_document() throws IOException, InterruptedException {
    Ended ended = run("--self-test", Paths.get("..", "docs", "vectors", "wire-v1.json").toString());
    assertThat(ended.text).matches("checks=\\d+ failed=0\n");
    assertThat(ended.code).isZero();
  }

  private Ended track(ServerAddress to, String... more) throws IOException, InterruptedException {
    List<String> args = new ArrayList<>(List.of("--to", to.toString(), "--key", key.toString()));
    args.addAll(List.of("--lat", "43.2389", "--lon", "76.8897"));
    args.addAll(Arrays.asList(more));
    return run(args.toArray(new String[0]));
  }

  private static Ended run(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", SCRIPT.toString()));
    command.addAll(Arrays.asList(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), text);
  }
}
