package kz.relog.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceFleetIT {
  @Test
  void a_thousand_devices_share_one_socket_and_lose_nothing() throws IOException {
    long seed = System.nanoTime();
    try (WireServer server = new WireServer(seed, 10, () -> Long.MAX_VALUE)) {
      drive(server, server.udpAddress(), seed, 1000, 5);
    }
  }

  @Test
  void each_device_of_a_fleet_has_a_stream_of_its_own_over_tcp() throws IOException {
    long seed = System.nanoTime();
    try (WireServer server = new WireServer(seed, 0, () -> Long.MAX_VALUE)) {
      drive(server, server.tcpAddress(), seed, 200, 20);
    }
  }

  private static void drive(
      WireServer server, ServerAddress to, long seed, int count, int fixesEach) throws IOException {
    FleetConfig config =
        FleetConfig.to(to)
            .withBatch(BatchPolicy.SINGLE)
            .withRetry(new RetryPolicy(200, 1000, 20, 20))
            .withSeed(seed);
    List<WireModel.Device> known = new ArrayList<>();
    int[] settledFixes = new int[1];
    DeviceListener listener =
        new DeviceListener() {
          @Override
          public void onSettled(int device, long batchSeq, int fixes, int refused, long latencyNs) {
            settledFixes[0] += fixes;
            assertThat(latencyNs).isPositive();
          }
        };
    try (DeviceFleet fleet = DeviceFleet.open(config, listener)) {
      for (int i = 0; i < count; i++) {
        DeviceIdentity identity = Bench.identity(1000 + i);
        known.add(server.model.enrol(identity));
        assertThat(fleet.add(identity, new MemoryCounterStore())).isEqualTo(i);
      }
      for (int fix = 0; fix < fixesEach; fix++) {
        for (int device = 0; device < count; device++) {
          OfferResult result =
              fleet.offer(device, Bench.DAY_ONE_MS + fix * 1000L, device, fix, 0, 0, 0);
          assertThat(result).isEqualTo(OfferResult.ACCEPTED);
        }
        fleet.poll(0);
      }
      assertThat(fleet.settle(60_000)).as("seed %d %s", seed, fleet.stats()).isTrue();
      assertThat(settledFixes[0]).isEqualTo(count * fixesEach);
      assertThat(fleet.stats().fixesSettled()).isEqualTo((long) count * fixesEach);
    }
    assertThat(server.model.violations()).as("seed %d", seed).isEmpty();
    for (WireModel.Device device : known) {
      assertThat(device.times).as("seed %d", seed).hasSize(fixesEach);
      assertThat(device.durableSeq).isEqualTo(fixesEach);
    }
  }
}
