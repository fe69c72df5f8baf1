package kz.relog.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.config.RelogConfig;
import kz.relog.app.config.Settings;
import kz.relog.app.serve.Clocks;
import kz.relog.app.serve.RelogServer;
import kz.relog.device.BatchPolicy;
import kz.relog.device.DeviceFleet;
import kz.relog.device.DeviceListener;
import kz.relog.device.FleetConfig;
import kz.relog.device.MemoryCounterStore;
import kz.relog.device.RetryPolicy;
import kz.relog.device.ServerAddress;

/**
 * A whole server on embedded stores and a fleet that drives planned routes through its real
 * sockets, half over UDP and half over TCP, with time running faster for both.
 *
 * <p>One thread owns a demonstration and makes all calls.
 */
public final class Demo implements AutoCloseable {
  /** Devices close a batch after so many fixes; at one fix per second a batch every ten seconds. */
  private static final int FIXES_PER_BATCH = 10;

  private static final long SETTLE_MS = 20_000;
  private static final int BLOCKS_OF_CITY = 24;

  private final DemoOptions options;
  private final Path data;
  private final RelogServer server;
  private final SimulatedCompany company;
  private final AdminClient admin;
  private final List<DeviceFleet> fleets = new ArrayList<>();
  private final List<DemoVehicle> vehicles = new ArrayList<>();
  private final Map<String, String> nameOfDevice = new HashMap<>();
  private final Clocks.Accelerated clock;
  private final long startMs;

  /**
   * Starts the server, then sets up a company, its drivers, who permit it, their phones and plans,
   * all through the API. Nothing drives yet.
   */
  public Demo(DemoOptions options) {
    this.options = options;
    long drivenMs = (long) (options.seconds() * 1000L * options.speed());
    // The drive ends about now, so that no fix lies in the future.
    startMs = (System.currentTimeMillis() - drivenMs) / 1000 * 1000;
    // It stands until everybody has permitted: what is older than a permission is refused.
    clock = new Clocks.Accelerated(startMs, options.speed());
    data = options.data() == null ? temporaryFolder() : options.data();
    server = RelogServer.start(settings(), clock);
    try {
      company = SimulatedCompany.at(server.httpUri(), data);
      admin = company.owner();
      fleets.add(fleet(ServerAddress.Carriage.UDP, server.udpAddress()));
      fleets.add(fleet(ServerAddress.Carriage.TCP, server.tcpAddress()));
      createFleet();
      clock.start();
    } catch (IOException e) {
      close();
      throw new UncheckedIOException("the demonstration cannot start", e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("relog-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder for the demonstration", e);
    }
  }

  private RelogConfig settings() {
    Map<String, String> values = new HashMap<>();
    values.put(Settings.DATA_DIR.key(), data.toString());
    values.put(Settings.UDP_ADDRESS.key(), "127.0.0.1:0");
    values.put(Settings.TCP_ADDRESS.key(), "127.0.0.1:0");
    values.put(Settings.HTTP_ADDRESS.key(), "127.0.0.1:" + options.httpPort());
    return RelogConfig.read(null, Map.of(), values);
  }

  private DeviceFleet fleet(ServerAddress.Carriage carriage, InetSocketAddress address)
      throws IOException {
    FleetConfig config =
        FleetConfig.to(new ServerAddress(carriage, address))
            .withBatch(
                new BatchPolicy(
                    FIXES_PER_BATCH,
                    BatchPolicy.STANDARD.ageMaxMs(),
                    BatchPolicy.STANDARD.digits(),
                    BatchPolicy.STANDARD.tickMs()))
            .withRetry(RetryPolicy.QUICK);
    return DeviceFleet.open(config, DeviceListener.NONE);
  }

  private void createFleet() {
    City city = new City(options.seed(), BLOCKS_OF_CITY);
    int drivenSeconds = (int) (options.seconds() * options.speed());
    for (int i = 0; i < options.vehicles(); i++) {
      SimulatedCompany.Driver driver = company.hire("Driver", String.format("%02d", i + 1));
      String name = String.format("Van %02d", i + 1);
      AdminClient.NewDevice device = admin.createPhone(name, driver.id());
      DeviceFleet fleet = fleets.get(i % fleets.size());
      int index = fleet.add(device.identity(), new MemoryCounterStore());
      DemoVehicle vehicle =
          new DemoVehicle(
              name,
              city,
              // Some are home before the end, so that finished plans are seen too.
              (int) (drivenSeconds * 0.95),
              Incident.of(i),
              new SplittableRandom(options.seed() * 1_000_003 + i),
              device,
              fleet,
              index);
      vehicles.add(vehicle);
      nameOfDevice.put(device.id(), name);
      String planId =
          admin.createPlan(PlanDocument.of("demo-" + device.id(), vehicle.route(), startMs));
      admin.assign(planId, device.id());
    }
  }

  /** Where the page is. */
  public URI httpUri() {
    return server.httpUri();
  }

  /** A token of the company's owner, for the live page. */
  public String token() {
    return admin.token();
  }

  /** The fleet's live state as the API tells it. */
  public JsonNode live() {
    return admin.get("/v1/live");
  }

  /** The name of a device; its id if it is not of this fleet. */
  public String nameOf(String deviceId) {
    return nameOfDevice.getOrDefault(deviceId, deviceId);
  }

  /** Moment of the simulated drive, Unix epoch ms. */
  public long nowMs() {
    return clock.millis();
  }

  /** Drives everything up to now and lets the devices talk; call it many times per second. */
  public void drive(long waitMs) {
    long nowMs = clock.millis();
    for (DemoVehicle vehicle : vehicles) {
      vehicle.driveUntil(startMs, nowMs);
    }
    poll(waitMs);
  }

  private void poll(long waitMs) {
    try {
      for (DeviceFleet fleet : fleets) {
        fleet.poll(waitMs);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the simulated devices cannot use their sockets", e);
    }
  }

  /**
   * Waits until every fix is acked, matched and archived, and gathers the counts.
   *
   * @throws IllegalStateException if that takes too long
   */
  public DemoSummary finish() {
    long deadlineNs = System.nanoTime() + SETTLE_MS * 1_000_000;
    while (vehicles.stream().anyMatch(vehicle -> vehicle.waiting() > 0)
        && System.nanoTime() < deadlineNs) {
      vehicles.forEach(DemoVehicle::offerWaiting);
      poll(5);
    }
    try {
      for (DeviceFleet fleet : fleets) {
        fleet.settle(SETTLE_MS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the simulated devices cannot use their sockets", e);
    }
    server.archive().flush();
    if (!server.awaitFeed(SETTLE_MS)) {
      throw new IllegalStateException("the route engine did not catch up");
    }
    return DemoSummary.of(
        vehicles.stream().mapToLong(DemoVehicle::sampled).sum(),
        fleets.stream().map(DeviceFleet::stats).toList(),
        server.metrics(),
        server.archive());
  }

  /** Stops devices and server; deletes the data unless a folder was given. */
  @Override
  public void close() {
    try {
      for (DeviceFleet fleet : fleets) {
        fleet.close();
      }
      server.close();
      if (options.data() == null) {
        delete(data);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the demonstration did not stop cleanly", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
