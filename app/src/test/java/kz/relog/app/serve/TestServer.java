package kz.relog.app.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.config.RelogConfig;
import kz.relog.app.config.Settings;
import kz.relog.app.erase.ErasureHook;
import kz.relog.device.BatchPolicy;
import kz.relog.device.DeviceClient;
import kz.relog.device.DeviceIdentity;
import kz.relog.device.DeviceListener;
import kz.relog.device.FleetConfig;
import kz.relog.device.MemoryCounterStore;
import kz.relog.device.RetryPolicy;
import kz.relog.device.ServerAddress;
import org.jspecify.annotations.Nullable;

/** A real server on loopback and free ports, with a client of its API. */
public final class TestServer implements AutoCloseable {
  private final RelogServer server;
  private final Path data;
  private @Nullable AdminClient admin;

  /** Starts one on a data folder, which may hold an earlier one's data. */
  public TestServer(Path data) {
    this(data, Clock.systemUTC(), Map.of());
  }

  /** Starts one with a clock and further settings. */
  public TestServer(Path data, Clock clock, Map<String, String> settings) {
    this(data, clock, settings, ErasureHook.NONE);
  }

  /** And with a seam in erasures. */
  public TestServer(Path data, Clock clock, Map<String, String> settings, ErasureHook hook) {
    Map<String, String> values = new HashMap<>(settings);
    values.put(Settings.DATA_DIR.key(), data.toString());
    values.putIfAbsent(Settings.GATE_SYNTHETIC_DEVICES.key(), "true");
    values.put(Settings.UDP_ADDRESS.key(), "127.0.0.1:0");
    values.put(Settings.TCP_ADDRESS.key(), "127.0.0.1:0");
    values.put(Settings.HTTP_ADDRESS.key(), "127.0.0.1:0");
    values.putIfAbsent(Settings.GATE_SYNTHETIC_DEVICES.key(), "true");
    server = RelogServer.start(RelogConfig.read(null, Map.of(), values), clock, hook);
    this.data = data;
  }

  /** The server. */
  public RelogServer server() {
    return server;
  }

  /** A client of its API as the owner of its simulated company, which is made at first. */
  public AdminClient admin() {
    AdminClient known = admin;
    if (known == null) {
      known = company().owner();
      admin = known;
    }
    return known;
  }

  /** Its simulated company. */
  public SimulatedCompany company() {
    return SimulatedCompany.at(server.httpUri(), data);
  }

  /** The operator's token. */
  public String token() {
    try {
      return Files.readString(server.tokenFile().orElseThrow()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A device that sends over UDP or TCP, in batches of so many fixes. */
  public DeviceClient device(
      DeviceIdentity identity, ServerAddress.Carriage carriage, int fixesPerBatch)
      throws IOException {
    InetSocketAddress address =
        carriage == ServerAddress.Carriage.UDP ? server.udpAddress() : server.tcpAddress();
    FleetConfig config =
        FleetConfig.to(new ServerAddress(carriage, address))
            .withBatch(new BatchPolicy(fixesPerBatch, 60_000, 6, 1000))
            .withRetry(RetryPolicy.QUICK);
    return DeviceClient.open(identity, new MemoryCounterStore(), config, DeviceListener.NONE);
  }

  @Override
  public void close() {
    server.close();
  }
}
