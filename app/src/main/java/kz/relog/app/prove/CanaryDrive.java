package kz.relog.app.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;
import kz.relog.app.archive.TrackArchive;
import kz.relog.app.client.AdminClient;
import kz.relog.app.drill.rig.Ports;
import kz.relog.device.BatchPolicy;
import kz.relog.device.DeviceClient;
import kz.relog.device.DeviceListener;
import kz.relog.device.FleetConfig;
import kz.relog.device.MemoryCounterStore;
import kz.relog.device.RetryPolicy;
import kz.relog.device.ServerAddress;
import kz.relog.device.ServerAddress.Carriage;

/** A device whose positions are unlike any other's. For one thread. */
public final class CanaryDrive implements AutoCloseable {
  private static final int LAT_E7 = 432_000_000;
  private static final int LON_E7 = 768_000_000;
  private static final int SPREAD_E7 = 2_000_000;
  private static final int STEP_E7_MAX = 3_000;
  private static final long SETTLE_MS = 60_000;

  /** Between two fixes: a whole drive lies within seconds of its permission. */
  private static final int STEP_MS = 20;

  private final AdminClient.NewDevice device;
  private final long subjectRef;
  private final DeviceClient client;
  private final SplittableRandom random;
  private final int[] latE7;
  private final int[] lonE7;
  private final long startMs;
  private int sent;

  private CanaryDrive(
      AdminClient.NewDevice device,
      long subjectRef,
      DeviceClient client,
      SplittableRandom random,
      int fixes,
      long startMs) {
    this.device = device;
    this.subjectRef = subjectRef;
    this.client = client;
    this.random = random;
    this.startMs = startMs;
    this.latE7 = new int[fixes];
    this.lonE7 = new int[fixes];
    int lat = LAT_E7 + random.nextInt(SPREAD_E7);
    int lon = LON_E7 + random.nextInt(SPREAD_E7);
    for (int i = 0; i < fixes; i++) {
      lat += 1 + random.nextInt(STEP_E7_MAX);
      lon += 1 + random.nextInt(STEP_E7_MAX);
      latE7[i] = lat;
      lonE7[i] = lon;
    }
  }

  /**
   * Enrols a device without a person on a running server.
   *
   * @param fixes of its drive, up to now
   */
  public static CanaryDrive enrol(
      ErasureProcess server,
      Path data,
      Ports ports,
      String name,
      int fixes,
      SplittableRandom random)
      throws IOException {
    AdminClient.NewDevice device = server.company().createDevice(name);
    long subjectRef =
        number(
            data.resolve("admin.db"),
            "SELECT subject_ref FROM device WHERE device_ref = "
                + Long.parseUnsignedLong(device.id(), 16));
    long startMs = System.currentTimeMillis() - (long) fixes * STEP_MS;
    return of(device, subjectRef, ports, fixes, startMs, random);
  }

  /**
   * The drive of a device that is known to the server.
   *
   * @param startMs of its first fix, Unix epoch ms UTC
   */
  static CanaryDrive of(
      AdminClient.NewDevice device,
      long subjectRef,
      Ports ports,
      int fixes,
      long startMs,
      SplittableRandom random)
      throws IOException {
    FleetConfig config =
        FleetConfig.to(new ServerAddress(Carriage.TCP, ports.tcpAddress()))
            .withBatch(new BatchPolicy(20, 60_000, 7, STEP_MS))
            .withRetry(RetryPolicy.QUICK);
    return new CanaryDrive(
        device,
        subjectRef,
        DeviceClient.open(device.identity(), new MemoryCounterStore(), config, DeviceListener.NONE),
        random,
        fixes,
        startMs / STEP_MS * STEP_MS);
  }

  /** One number out of a SQLite file. */
  public static long number(Path file, String sql) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      try (ResultSet row = statement.executeQuery(sql)) {
        return row.next() ? row.getLong(1) : 0;
      }
    } catch (SQLException failed) {
      throw new IOException("cannot read " + file, failed);
    }
  }

  /** Sends up to so many of its fixes in all, and waits until they are durable. */
  public void drive(int until) throws IOException, InterruptedException {
    for (; sent < Math.min(until, latE7.length); sent++) {
      client.offerWaiting(
          10_000, timeMs(sent), latE7[sent], lonE7[sent], 80 + random.nextInt(40), 45, 5);
    }
    client.flush();
    if (!client.awaitSettled(SETTLE_MS)) {
      throw new IOException("the device did not settle: " + client.stats());
    }
  }

  /** How many of its fixes an archive gives back as they were sent. */
  public int countIn(TrackArchive archive) {
    int[] count = {0};
    long deviceRef = Long.parseUnsignedLong(device.id(), 16);
    archive.read(
        deviceRef,
        startMs,
        timeMs(latE7.length),
        (timeMs, lat, lon, speed, course, accuracy) -> {
          int index = (int) ((timeMs - startMs) / STEP_MS);
          count[0] += latE7[index] == lat && lonE7[index] == lon ? 1 : 0;
          return true;
        });
    return count[0];
  }

  private long timeMs(int index) {
    return startMs + (long) index * STEP_MS;
  }

  /** Where a fix lies, 10<sup>-7</sup> degrees. */
  int latE7(int index) {
    return latE7[index];
  }

  /** Where a fix lies, 10<sup>-7</sup> degrees. */
  int lonE7(int index) {
    return lonE7[index];
  }

  AdminClient.NewDevice device() {
    return device;
  }

  /** Whose facts they are. */
  public long subjectRef() {
    return subjectRef;
  }

  /** The drive as it must not be found. */
  Canary canary(String name) {
    return Canary.drive(name, latE7, lonE7);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
