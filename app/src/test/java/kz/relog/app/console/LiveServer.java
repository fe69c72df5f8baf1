package kz.relog.app.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.config.RelogConfig;
import kz.relog.app.config.Settings;
import kz.relog.app.serve.Clocks;
import kz.relog.app.serve.RelogServer;

/**
 * The whole product in this process, on free ports of loopback, with a small fleet that drives
 * through its UDP socket until this is closed. Its clock runs faster than the machine's.
 */
final class LiveServer implements AutoCloseable {
  private static final double SPEED = 20;

  /** Far enough back that the fast clock never gets ahead of the machine's. */
  private static final Duration HEAD_START = Duration.ofHours(6);

  private final RelogServer server;
  private final String token;
  private final DrivingFleet fleet;

  private LiveServer(RelogServer server, String token, DrivingFleet fleet) {
    this.server = server;
    this.token = token;
    this.fleet = fleet;
  }

  /**
   * Starts server and fleet.
   *
   * @param data an empty folder
   * @param names one vehicle each
   */
  static LiveServer start(Path data, List<String> names) {
    Clock clock =
        new Clocks.Accelerated(System.currentTimeMillis() - HEAD_START.toMillis(), SPEED).start();
    RelogServer server =
        RelogServer.start(
            RelogConfig.read(
                null,
                Map.of(),
                Map.of(
                    Settings.DATA_DIR.key(), data.toString(),
                    Settings.UDP_ADDRESS.key(), "127.0.0.1:0",
                    Settings.TCP_ADDRESS.key(), "127.0.0.1:0",
                    Settings.HTTP_ADDRESS.key(), "127.0.0.1:0",
                    Settings.GATE_SYNTHETIC_DEVICES.key(), "true")),
            clock);
    try {
      AdminClient admin = SimulatedCompany.at(server.httpUri(), data).owner();
      return new LiveServer(
          server, admin.token(), DrivingFleet.start(admin, server.udpAddress(), clock, names));
    } catch (IOException e) {
      server.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Where the page is. */
  URI uri() {
    return server.httpUri();
  }

  /** The token of the company's owner. */
  String token() {
    return token;
  }

  @Override
  public void close() {
    fleet.close();
    server.close();
  }
}
