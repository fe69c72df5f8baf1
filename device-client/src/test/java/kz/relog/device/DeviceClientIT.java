package kz.relog.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import kz.relog.proto.v1.Ack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceClientIT {
  private static final long WAIT_MS = 60_000;

  @TempDir Path folder;

  @Test
  void a_drive_over_udp_with_loss_is_settled() throws IOException, InterruptedException {
    long seed = System.nanoTime();
    try (WireServer server = new WireServer(seed, 30, () -> Long.MAX_VALUE)) {
      drive(server, server.udpAddress(), seed, 2000, 1);
    }
  }

  @Test
  void a_drive_over_tcp_is_settled() throws IOException, InterruptedException {
    long seed = System.nanoTime();
    try (WireServer server = new WireServer(seed, 0, () -> Long.MAX_VALUE)) {
      DeviceStats stats = drive(server, server.tcpAddress(), seed, 5000, 7);
      assertThat(stats.reconnects()).isZero();
    }
  }

  @Test
  void a_stream_that_is_cut_again_and_again_is_made_anew_and_nothing_is_lost()
      throws IOException, InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (WireServer server = new WireServer(seed, 0, () -> 1 + random.nextInt(40))) {
      DeviceStats stats = drive(server, server.tcpAddress(), seed, 500, 3);
      assertThat(stats.reconnects()).as("seed %d", seed).isPositive();
    }
  }

  @Test
  void run_after_run_with_one_key_file_goes_on_where_the_last_one_ended()
      throws IOException, InterruptedException {
    DeviceIdentity identity = Bench.identity(77);
    try (WireServer server = new WireServer(1, 0, () -> Long.MAX_VALUE)) {
      WireModel.Device device = server.model.enrol(identity);
      FleetConfig config = config(server.udpAddress(), 1, 1);
      for (int run = 1; run <= 4; run++) {
        CounterStore store = FileCounterStore.open(folder.resolve("van.key.state"));
        try (DeviceClient client =
            DeviceClient.open(identity, store, config, DeviceListener.NONE)) {
          client.offer(Bench.DAY_ONE_MS + run, run, run, -1, 360, 0);
          assertThat(client.awaitSettled(WAIT_MS)).isTrue();
          assertThat(client.state()).isEqualTo(SenderState.SENDING);
        }
        assertThat(device.durableSeq).isEqualTo(run);
      }
      assertThat(server.model.violations()).isEmpty();
    }
  }

  @Test
  void a_client_learns_that_it_is_revoked() throws IOException, InterruptedException {
    DeviceIdentity identity = Bench.identity(5);
    try (WireServer server = new WireServer(1, 0, () -> Long.MAX_VALUE)) {
      server.model.enrol(identity).status = Ack.Status.REVOKED;
      FleetConfig config = config(server.tcpAddress(), 1, 1);
      try (DeviceClient client =
          DeviceClient.open(identity, new MemoryCounterStore(), config, DeviceListener.NONE)) {
        client.offer(Bench.DAY_ONE_MS, 1, 1, -1, 360, 0);
        client.awaitSettled(WAIT_MS);
        assertThat(client.state()).isEqualTo(SenderState.REVOKED);
        assertThat(client.stats().fixesDropped()).isEqualTo(1);
      }
    }
  }

  @Test
  void nobody_listening_is_no_exception_and_close_ends_the_thread()
      throws IOException, InterruptedException {
    ServerAddress address;
    try (WireServer server = new WireServer(1, 0, () -> Long.MAX_VALUE)) {
      address = server.tcpAddress();
    }
    try (DeviceClient client =
        DeviceClient.open(
            Bench.identity(5),
            new MemoryCounterStore(),
            config(address, 1, 1),
            DeviceListener.NONE)) {
      client.offer(Bench.DAY_ONE_MS, 1, 1, -1, 360, 0);
      assertThat(client.awaitSettled(50)).isFalse();
      assertThat(client.failure()).isEmpty();
    }
  }

  private static DeviceStats drive(
      WireServer server, ServerAddress to, long seed, int fixes, int fixesPerBatch)
      throws IOException, InterruptedException {
    DeviceIdentity identity = Bench.identity(42);
    WireModel.Device device = server.model.enrol(identity);
    FleetConfig config = config(to, fixesPerBatch, seed);
    try (DeviceClient client =
        DeviceClient.open(identity, new MemoryCounterStore(), config, DeviceListener.NONE)) {
      for (int i = 0; i < fixes; i++) {
        OfferResult result =
            client.offerWaiting(WAIT_MS, Bench.DAY_ONE_MS + i * 1000L, i, -i, 100, 90, 4);
        assertThat(result).as("seed %d fix %d", seed, i).isEqualTo(OfferResult.ACCEPTED);
      }
      client.flush();
      assertThat(client.awaitSettled(WAIT_MS)).as("seed %d", seed).isTrue();
      assertThat(server.model.violations()).as("seed %d", seed).isEmpty();
      assertThat(device.times).as("seed %d", seed).hasSize(fixes).doesNotHaveDuplicates();
      DeviceStats stats = client.stats();
      assertThat(stats.fixesSettled()).isEqualTo(fixes);
      assertThat(stats.fixesSent()).isEqualTo(fixes);
      return stats;
    }
  }

  private static FleetConfig config(ServerAddress to, int fixesPerBatch, long seed) {
    return FleetConfig.to(to)
        .withBatch(new BatchPolicy(fixesPerBatch, 1000, 7, 1000))
        .withRetry(new RetryPolicy(20, 200, 20, 20))
        .withSeed(seed);
  }
}
