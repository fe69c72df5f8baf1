package kz.relog.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kz.relog.app.serve.TestServer;
import kz.relog.device.BatchPolicy;
import kz.relog.device.DeviceClient;
import kz.relog.device.DeviceHome;
import kz.relog.device.DeviceIdentity;
import kz.relog.device.DeviceListener;
import kz.relog.device.FleetConfig;
import kz.relog.device.OfferResult;
import kz.relog.device.RetryPolicy;
import kz.relog.device.SenderState;
import kz.relog.device.ServerAddress;
import kz.relog.device.ServerAddress.Carriage;
import kz.relog.device.SpoolPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device with a spool against the real server. */
class SpooledDeviceIT {
  private static final long WAIT_MS = 60_000;
  private static final RetryPolicy RETRY = new RetryPolicy(50, 500, 50, 50);

  @TempDir private Path folder;

  private final long startMs = System.currentTimeMillis() / 1000 * 1000 - 3_600_000;
  private int offered;

  @Test
  void a_drive_over_a_lossy_link_and_a_restart_of_both_sides_is_stored_once() throws Exception {
    long seed = System.nanoTime();
    Path key = folder.resolve("van.key");
    AdminClient.NewDevice device;
    try (TestServer server = new TestServer(folder.resolve("data"));
        LossyProxy proxy = new LossyProxy(server.server().udpAddress(), 25, seed)) {
      device = server.admin().createDevice("van");
      device.identity().write(key);
      try (DeviceClient client = open(key, udp(proxy), 7)) {
        offer(client, 150);
        proxy.mute = true;
        offer(client, 150);
      }
    }
    try (TestServer server = new TestServer(folder.resolve("data"));
        LossyProxy proxy = new LossyProxy(server.server().udpAddress(), 25, seed + 7);
        DeviceClient client = open(key, udp(proxy), 11)) {
      assertThat(client.stats().fixesRecovered()).as("seed %d", seed).isPositive();
      offer(client, 100);
      client.flush();
      assertThat(client.awaitSettled(WAIT_MS)).as("seed %d %s", seed, client.stats()).isTrue();
      assertThat(stored(server, device))
          .as("seed %d", seed)
          .hasSize(offered)
          .doesNotHaveDuplicates()
          .isSorted();
    }
  }

  @Test
  void without_datagrams_a_device_falls_back_on_tcp_and_the_server_has_every_fix()
      throws Exception {
    try (TestServer server = new TestServer(folder.resolve("data"));
        LossyProxy proxy = new LossyProxy(server.server().udpAddress(), 0, 1)) {
      AdminClient.NewDevice device = server.admin().createDevice("van");
      Path key = folder.resolve("van.key");
      device.identity().write(key);
      proxy.mute = true;
      ServerAddress both = ServerAddress.auto(proxy.address(), server.server().tcpAddress());
      try (DeviceClient client = open(key, both, 10)) {
        offer(client, 200);
        client.flush();
        assertThat(client.awaitSettled(WAIT_MS)).as("%s", client.stats()).isTrue();
        assertThat(client.stats().carriageChanges()).isEqualTo(1);
        assertThat(stored(server, device)).hasSize(200).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void low_bandwidth_mode_thins_and_rounds_and_the_server_draws_the_same_street() throws Exception {
    try (TestServer server = new TestServer(folder.resolve("data"))) {
      AdminClient.NewDevice device = server.admin().createDevice("van");
      Path key = folder.resolve("van.key");
      device.identity().write(key);
      ServerAddress udp = new ServerAddress(Carriage.UDP, server.server().udpAddress());
      FleetConfig config = FleetConfig.to(udp).lowBandwidth(10).withRetry(RETRY);
      try (DeviceClient client =
          DeviceClient.open(
              DeviceHome.open(key, SpoolPolicy.STANDARD), config, DeviceListener.NONE)) {
        offer(client, 600);
        client.flush();
        assertThat(client.awaitSettled(WAIT_MS)).isTrue();
        assertThat(client.stats().fixesThinned()).isGreaterThan(500);
        assertThat(client.stats().bytesSent()).isLessThan(400);
        assertThat(stored(server, device).size() + client.stats().fixesThinned()).isEqualTo(600);
      }
    }
  }

  @Test
  void a_key_that_is_changed_on_the_way_costs_no_fix_and_is_on_the_disk_of_the_phone()
      throws Exception {
    try (TestServer server = new TestServer(folder.resolve("data"))) {
      AdminClient.NewDevice device = server.admin().createDevice("van");
      Path key = folder.resolve("van.key");
      device.identity().write(key);
      ServerAddress udp = new ServerAddress(Carriage.UDP, server.server().udpAddress());
      try (DeviceClient client = open(key, udp, 10)) {
        offer(client, 100);
        client.flush();
        assertThat(client.awaitSettled(WAIT_MS)).isTrue();
        server.admin().rotateKey(device.id());
        offer(client, 100);
        client.flush();
        assertThat(client.awaitSettled(WAIT_MS)).isTrue();
        offer(client, 100);
        client.flush();
        assertThat(client.awaitSettled(WAIT_MS)).isTrue();
      }
      assertThat(DeviceIdentity.read(key).keyId()).isNotEqualTo(device.identity().keyId());
      assertThat(stored(server, device)).hasSize(300).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_person_who_withdraws_on_the_phone_is_neither_sampled_nor_sent() throws Exception {
    try (TestServer server = new TestServer(folder.resolve("data"));
        LossyProxy proxy = new LossyProxy(server.server().udpAddress(), 0, 1)) {
      AdminClient.NewDevice device = server.admin().createDevice("van");
      Path key = folder.resolve("van.key");
      device.identity().write(key);
      try (DeviceClient client = open(key, udp(proxy), 10)) {
        offer(client, 20);
        client.flush();
        assertThat(client.awaitSettled(WAIT_MS)).isTrue();
        proxy.mute = true;
        offer(client, 20);
        client.withdraw(0);
        assertThat(client.state()).isEqualTo(SenderState.WITHDRAWN);
        assertThat(client.stats().fixesDropped()).isEqualTo(20);
        assertThat(offerOne(client)).isEqualTo(OfferResult.TRACKING_OFF);
        proxy.mute = false;
        assertThat(client.awaitSettled(WAIT_MS)).as("the withdrawal arrives").isTrue();
      }
      assertThat(stored(server, device)).hasSize(20);
    }
  }

  private static ServerAddress udp(LossyProxy proxy) {
    return new ServerAddress(Carriage.UDP, proxy.address());
  }

  private static DeviceClient open(Path key, ServerAddress to, int fixesPerBatch)
      throws IOException {
    FleetConfig config =
        FleetConfig.to(to).withBatch(new BatchPolicy(fixesPerBatch, 200, 6, 1000)).withRetry(RETRY);
    return DeviceClient.open(
        DeviceHome.open(key, SpoolPolicy.STANDARD), config, DeviceListener.NONE);
  }

  private void offer(DeviceClient client, int fixes) {
    for (int i = 0; i < fixes; i++) {
      assertThat(offerOne(client)).isEqualTo(OfferResult.ACCEPTED);
      offered++;
    }
  }

  private OfferResult offerOne(DeviceClient client) {
    return client.offer(
        startMs + offered * 1000L, 432_000_000 + offered * 900, 769_000_000, 100, 0, 5);
  }

  /** Times of what the archive holds of a device. */
  private List<Long> stored(TestServer server, AdminClient.NewDevice device) throws IOException {
    List<Long> times = new ArrayList<>();
    server
        .server()
        .archive()
        .read(
            Long.parseUnsignedLong(device.id(), 16),
            startMs - 3_600_000,
            startMs + 7_200_000,
            (timeMs, lat, lon, speed, course, accuracy) -> times.add(timeMs));
    return times;
  }
}
