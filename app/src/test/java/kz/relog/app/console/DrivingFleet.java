package kz.relog.app.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.relog.app.client.AdminClient;
import kz.relog.device.BatchPolicy;
import kz.relog.device.DeviceFleet;
import kz.relog.device.DeviceIdentity;
import kz.relog.device.DeviceListener;
import kz.relog.device.FleetConfig;
import kz.relog.device.MemoryCounterStore;
import kz.relog.device.OfferResult;
import kz.relog.device.RetryPolicy;
import kz.relog.device.ServerAddress;

/**
 * Vehicles that drive straight streets eastwards, one above the other, a fix every two seconds of
 * the clock. A thread of its own drives them.
 */
final class DrivingFleet implements AutoCloseable {
  private static final long FIX_EVERY_MS = 2_000;
  private static final int FIXES_PER_BATCH = 5;
  private static final long POLL_MS = 20;

  private final DeviceFleet devices;
  private final Clock clock;
  private final List<StraightStreet> streets;
  private final long[] nextFixMs;
  private final Thread thread;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private volatile boolean stopping;

  private DrivingFleet(DeviceFleet devices, Clock clock, List<StraightStreet> streets) {
    this.devices = devices;
    this.clock = clock;
    this.streets = streets;
    this.nextFixMs = streets.stream().mapToLong(StraightStreet::startMs).toArray();
    this.thread = new Thread(this::drive, "driving-fleet");
  }

  /** Creates synthetic devices and their plans through the API, and starts to drive. */
  static DrivingFleet start(
      AdminClient admin, InetSocketAddress udp, Clock clock, List<String> names)
      throws IOException {
    long startMs = clock.millis() / 1000 * 1000;
    List<StraightStreet> streets = new ArrayList<>();
    List<DeviceIdentity> identities = new ArrayList<>();
    for (String name : names) {
      StraightStreet street = new StraightStreet(streets.size(), startMs);
      streets.add(street);
      AdminClient.NewDevice device = admin.createDevice(name);
      admin.assign(admin.createPlan(street.plan("street-" + streets.size())), device.id());
      identities.add(device.identity());
    }
    return start(udp, clock, identities, streets);
  }

  /** Drives devices that there are, each along its street. */
  static DrivingFleet start(
      InetSocketAddress udp,
      Clock clock,
      List<DeviceIdentity> identities,
      List<StraightStreet> streets)
      throws IOException {
    FleetConfig config =
        FleetConfig.to(new ServerAddress(ServerAddress.Carriage.UDP, udp))
            .withBatch(
                new BatchPolicy(
                    FIXES_PER_BATCH,
                    BatchPolicy.STANDARD.ageMaxMs(),
                    BatchPolicy.STANDARD.digits(),
                    BatchPolicy.STANDARD.tickMs()))
            .withRetry(RetryPolicy.QUICK);
    DeviceFleet devices = DeviceFleet.open(config, DeviceListener.NONE);
    for (DeviceIdentity identity : identities) {
      devices.add(identity, new MemoryCounterStore());
    }
    DrivingFleet fleet = new DrivingFleet(devices, clock, streets);
    fleet.thread.start();
    return fleet;
  }

  private void drive() {
    try {
      while (!stopping) {
        long nowMs = clock.millis();
        for (int device = 0; device < streets.size(); device++) {
          driveUntil(device, nowMs);
        }
        devices.poll(POLL_MS);
      }
      devices.close();
      stopped.complete(null);
    } catch (IOException | RuntimeException e) {
      stopped.completeExceptionally(e);
    }
  }

  private void driveUntil(int device, long nowMs) {
    StraightStreet street = streets.get(device);
    while (nextFixMs[device] <= nowMs) {
      OfferResult result =
          devices.offer(
              device,
              nextFixMs[device],
              street.latE7(),
              street.lonE7At(nextFixMs[device]),
              StraightStreet.SPEED_DMPS,
              StraightStreet.COURSE_DEGREES,
              5);
      if (result != OfferResult.ACCEPTED) {
        return; // its window is full: again when something is settled
      }
      nextFixMs[device] += FIX_EVERY_MS;
    }
  }

  /** Stops driving; throws what the driving thread failed of. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while the fleet stops", e));
    }
    stopped.join();
  }
}
