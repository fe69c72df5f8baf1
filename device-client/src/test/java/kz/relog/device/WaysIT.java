package kz.relog.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Ways to the server that come and go, over real sockets. */
class WaysIT {
  private static final long WAIT_MS = 60_000;

  private final DeviceIdentity identity = Bench.identity(42);
  private int offered;

  @Test
  void where_datagrams_do_not_get_through_a_stream_does_and_datagrams_come_back_when_they_can()
      throws IOException, InterruptedException {
    try (WireServer server = new WireServer(1, 0, () -> Long.MAX_VALUE);
        DeviceClient client = client(server, server.bothAddresses())) {
      WireModel.Device device = server.model.enrol(identity);
      server.udpMute = true;
      offer(client, 50);
      assertThat(client.awaitSettled(WAIT_MS)).isTrue();
      assertThat(client.stats().carriageChanges()).isEqualTo(1);
      server.udpMute = false;
      until(
          () -> {
            offer(client, 1);
            return client.stats().carriageChanges() == 2;
          });
      offer(client, 50);
      assertThat(client.awaitSettled(WAIT_MS)).isTrue();
      assertThat(client.stats().reconnects()).isZero();
      assertThat(device.times).hasSize(offered).doesNotHaveDuplicates();
      assertThat(server.model.violations()).isEmpty();
    }
  }

  @Test
  void a_connection_on_which_nothing_comes_back_is_made_anew()
      throws IOException, InterruptedException {
    try (WireServer server = new WireServer(1, 0, () -> Long.MAX_VALUE);
        DeviceClient client = client(server, server.tcpAddress())) {
      WireModel.Device device = server.model.enrol(identity);
      server.tcpMute = true;
      offer(client, 5);
      until(() -> server.accepted() >= 3);
      server.tcpMute = false;
      assertThat(client.awaitSettled(WAIT_MS)).isTrue();
      assertThat(client.stats().reconnects()).isGreaterThanOrEqualTo(2);
      assertThat(device.times).hasSize(5);
      assertThat(server.model.violations()).isEmpty();
    }
  }

  @Test
  void the_server_moves_while_batches_are_under_way() throws IOException, InterruptedException {
    try (WireServer before = new WireServer(1, 0, () -> Long.MAX_VALUE);
        WireServer after = new WireServer(2, 0, () -> Long.MAX_VALUE);
        DeviceClient client = client(before, before.udpAddress())) {
      WireModel.Device device = after.model.enrol(identity);
      before.model.enrol(identity);
      before.udpMute = true;
      offer(client, 30);
      until(() -> client.stats().framesSent() > 2);
      client.server(after.tcpAddress());
      offer(client, 30);
      assertThat(client.awaitSettled(WAIT_MS)).isTrue();
      assertThat(device.times).hasSize(60).doesNotHaveDuplicates();
      client.server(after.udpAddress());
      offer(client, 30);
      assertThat(client.awaitSettled(WAIT_MS)).isTrue();
      assertThat(device.times).hasSize(90);
      assertThat(after.model.violations()).isEmpty();
    }
  }

  @Test
  void a_phone_that_starts_before_its_network_knows_the_server_goes_on_when_it_does()
      throws IOException, InterruptedException {
    try (WireServer server = new WireServer(1, 0, () -> Long.MAX_VALUE);
        DeviceClient client = client(server, ServerAddress.parse("udp://no.such.host.invalid:9"))) {
      WireModel.Device device = server.model.enrol(identity);
      offer(client, 3);
      until(() -> client.stats().sendErrors() > 0);
      client.server(server.udpAddress());
      assertThat(client.awaitSettled(WAIT_MS)).isTrue();
      assertThat(device.times).hasSize(3);
    }
  }

  private DeviceClient client(WireServer server, ServerAddress to) throws IOException {
    server.model.enrol(identity);
    FleetConfig config =
        FleetConfig.to(to)
            .withBatch(new BatchPolicy(1, 0, 7, 1000))
            .withRetry(new RetryPolicy(20, 200, 20, 20))
            .withSeed(1);
    return DeviceClient.open(identity, new MemoryCounterStore(), config, DeviceListener.NONE);
  }

  private void offer(DeviceClient client, int fixes) {
    try {
      for (int i = 0; i < fixes; i++) {
        OfferResult result =
            client.offerWaiting(
                WAIT_MS, Bench.DAY_ONE_MS + offered * 1000L, offered, -offered, 100, 90, 4);
        assertThat(result).isEqualTo(OfferResult.ACCEPTED);
        offered++;
      }
      client.flush();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void until(BooleanSupplier wanted) {
    long endNs = System.nanoTime() + WAIT_MS * 1_000_000;
    while (!wanted.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(endNs);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
