package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.device.BatchPolicy;
import kz.relog.device.DeviceFleet;
import kz.relog.device.DeviceListener;
import kz.relog.device.FleetConfig;
import kz.relog.device.MemoryCounterStore;
import kz.relog.device.RetryPolicy;
import kz.relog.device.ServerAddress;
import kz.relog.device.ServerAddress.Carriage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill −9 of a serving process: what was acked before it is there after it, once. */
class KillIT {
  private static final int FIXES_PER_BATCH = 5;
  private static final int ROUNDS = 3;

  @TempDir private Path folder;

  @Test
  void nothing_acked_is_lost_and_nothing_is_stored_twice() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Path data = folder.resolve("data");
    List<SortedSet<Long>> ackedTimes = new ArrayList<>();
    List<AdminClient.NewDevice> devices = new ArrayList<>();

    for (int round = 0; round < ROUNDS; round++) {
      try (RelogProcess server = RelogProcess.serve(data)) {
        RelogProcess.Ready ready = server.awaitReady();
        AdminClient admin = SimulatedCompany.at(ready.http(), data).owner();
        AdminClient.NewDevice device = admin.createDevice("van " + round);
        devices.add(device);
        Carriage carriage = round % 2 == 0 ? Carriage.UDP : Carriage.TCP;
        ServerAddress address =
            new ServerAddress(carriage, carriage == Carriage.UDP ? ready.udp() : ready.tcp());
        ackedTimes.add(driveUntilKilled(server, device, address, random));
      }
    }

    long ackedInAll = 0;
    try (TestServer server = new TestServer(data)) {
      for (int round = 0; round < ROUNDS; round++) {
        List<Long> stored = new ArrayList<>();
        server
            .server()
            .archive()
            .read(
                Long.parseUnsignedLong(devices.get(round).id(), 16),
                0,
                Long.MAX_VALUE / 2_000_000,
                (timeMs, lat, lon, speed, course, accuracy) -> stored.add(timeMs));
        assertThat(stored).doesNotHaveDuplicates();
        assertThat(stored).containsAll(ackedTimes.get(round));
        ackedInAll += ackedTimes.get(round).size();
      }
    }
    assertThat(ackedInAll).as("fixes acked before the kills").isPositive();
    assertThat(Files.exists(data.resolve("journal"))).isTrue();
  }

  /** Sends as fast as the window allows, kills the server at a random moment, gives the ledger. */
  private static SortedSet<Long> driveUntilKilled(
      RelogProcess server, AdminClient.NewDevice device, ServerAddress address, Random random)
      throws IOException, InterruptedException {
    long startMs = System.currentTimeMillis() / 1000 * 1000 - 3_600_000;
    ConcurrentHashMap<Long, Integer> ledger = new ConcurrentHashMap<>();
    DeviceListener listener =
        new DeviceListener() {
          @Override
          public void onSettled(int index, long batchSeq, int fixes, int refused, long latencyNs) {
            ledger.put(batchSeq, fixes);
          }
        };
    FleetConfig config =
        FleetConfig.to(address)
            .withBatch(new BatchPolicy(FIXES_PER_BATCH, 60_000, 6, 1000))
            .withRetry(RetryPolicy.QUICK);
    int killAfterBatches = 20 + random.nextInt(200);
    int offered = 0;
    try (DeviceFleet fleet = DeviceFleet.open(config, listener)) {
      fleet.add(device.identity(), new MemoryCounterStore());
      long deadlineNs = System.nanoTime() + 60_000_000_000L;
      while (ledger.size() < killAfterBatches && System.nanoTime() < deadlineNs) {
        while (fleet.unsettled(0) < 40) {
          fleet.offer(0, startMs + offered * 1000L, 432_000_000 + offered, 769_000_000, 100, 0, 5);
          offered++;
        }
        if (fleet.poll(1) == 0) {
          LockSupport.parkNanos(100_000);
        }
      }
      server.kill9();
      // Acks that are on the way still count: the server promised.
      for (int i = 0; i < 20; i++) {
        fleet.poll(5);
      }
    }
    SortedSet<Long> acked = new TreeSet<>();
    for (long batchSeq : ledger.keySet()) {
      for (int i = 0; i < FIXES_PER_BATCH; i++) {
        acked.add(startMs + ((batchSeq - 1) * FIXES_PER_BATCH + i) * 1000L);
      }
    }
    return acked;
  }
}
