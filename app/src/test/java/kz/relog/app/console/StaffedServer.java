package kz.relog.app.console;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.config.RelogConfig;
import kz.relog.app.config.Settings;
import kz.relog.app.serve.Clocks;
import kz.relog.app.serve.RelogServer;
import kz.relog.device.DeviceIdentity;

/**
 * The whole product in this process, with a company whose drivers permitted every purpose and drive
 * with their phones until this is closed: along streets with one stop that comes soon and one that
 * is far away. Its clock runs faster than the machine's.
 */
final class StaffedServer implements AutoCloseable {
  /** The stop that a customer waits at now, and the one that comes hours later. */
  static final String NEAR = "stop-1";

  static final String FAR = "stop-2";

  private static final double SPEED = 5;
  private static final int NEAR_METRES = 15_000;
  private static final int FAR_METRES = 39_000;

  /** Far enough back that the fast clock never gets ahead of the machine's. */
  private static final Duration HEAD_START = Duration.ofHours(6);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RelogServer server;
  private final Path data;
  private final SimulatedCompany company;
  private final List<Van> vans = new ArrayList<>();
  private final DrivingFleet fleet;

  /** A driver with the phone and the plan. */
  record Van(String name, String device, String plan, AdminClient driver) {}

  private StaffedServer(Path data, List<String> names) throws IOException {
    this.data = data;
    Clock clock =
        new Clocks.Accelerated(System.currentTimeMillis() - HEAD_START.toMillis(), SPEED).start();
    server =
        RelogServer.start(
            RelogConfig.read(
                null,
                Map.of(),
                Map.of(
                    Settings.DATA_DIR.key(), data.toString(),
                    Settings.UDP_ADDRESS.key(), "127.0.0.1:0",
                    Settings.TCP_ADDRESS.key(), "127.0.0.1:0",
                    Settings.HTTP_ADDRESS.key(), "127.0.0.1:0")),
            clock);
    company = SimulatedCompany.at(server.httpUri(), data);
    List<SimulatedCompany.Driver> drivers =
        names.stream().map(name -> company.hire("Driver", "Of " + name)).toList();
    // Only what is driven after the permission may be stored.
    long startMs = clock.millis() / 1000 * 1000 + 1000;
    List<DeviceIdentity> identities = new ArrayList<>();
    List<StraightStreet> streets = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      StraightStreet street = new StraightStreet(i, startMs);
      AdminClient.NewDevice phone = company.owner().createPhone(names.get(i), drivers.get(i).id());
      String plan = company.owner().createPlan(street.plan("street-" + i, NEAR_METRES, FAR_METRES));
      company.owner().assign(plan, phone.id());
      identities.add(phone.identity());
      streets.add(street);
      vans.add(new Van(names.get(i), phone.id(), plan, drivers.get(i).session()));
    }
    fleet = DrivingFleet.start(server.udpAddress(), clock, identities, streets);
  }

  /** Starts server and fleet; one driver for each name. */
  static StaffedServer start(Path data, String... names) {
    try {
      return new StaffedServer(data, List.of(names));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return server.httpUri();
  }

  Path data() {
    return data;
  }

  AdminClient owner() {
    return company.owner();
  }

  Van van(int number) {
    return vans.get(number);
  }

  /** E-mail and password of the company's owner. */
  JsonNode login() {
    try {
      return requireNonNull(JSON.readTree(data.resolve(SimulatedCompany.FILE_NAME).toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has a driver withdraw a purpose. */
  void withdraw(Van van, String purpose) {
    ObjectNode body = JSON.createObjectNode().put("state", "withdrawn");
    van.driver().put("/v1/me/permissions/" + purpose, body);
  }

  /** A customer's link for a stop of a van's plan. */
  JsonNode link(Van van, String stop) {
    String path = "/v1/plans/" + van.plan() + "/stops/" + stop + "/share-links";
    return owner().post(path, JSON.createObjectNode());
  }

  /** Ends a customer's link. */
  void endLink(String id) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri().resolve("/v1/share-links/" + id))
            .header("authorization", "Bearer " + owner().token())
            .DELETE()
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 204) {
      throw new AssertionError(answer.body());
    }
  }

  @Override
  public void close() {
    fleet.close();
    server.close();
  }
}
