package kz.relog.app.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import kz.relog.api.notice.OutboxFile;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.drill.rig.Ports;
import kz.relog.device.DeviceIdentity;

/**
 * A driver unlike any other, who comes the way people do: invited, accepts alone, permits, redeems
 * a code with a phone of their own, has a plan with a customer, drives, asks for a package, and is
 * looked at by the customer. For one thread.
 */
final class PlantedDriver implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Away from the drive, so that a stop's place is not taken for a fix. */
  private static final int STOP_AWAY_E7 = 20_000;

  private static final long SOON_MS = 1_500;

  private final ErasureProcess server;
  private final Path data;
  private final SimulatedCompany.Driver person;
  private final CanaryDrive drive;
  private final PlantedWords words;
  private String planId = "";
  private String shareToken = "";
  private long shareRef;
  private long blockedNs;

  private PlantedDriver(
      ErasureProcess server,
      Path data,
      SimulatedCompany.Driver person,
      CanaryDrive drive,
      PlantedWords words) {
    this.server = server;
    this.data = data;
    this.person = person;
    this.drive = drive;
    this.words = words;
  }

  /**
   * Plants one on a running server.
   *
   * @param fixes of the drive, from now on
   */
  static PlantedDriver plant(
      ErasureProcess server, Path data, Ports ports, int fixes, SplittableRandom random)
      throws IOException {
    PlantedWords words = PlantedWords.random(random);
    SimulatedCompany.Driver person =
        server.simulated().hire(words.firstName(), words.lastName(), words.email(), words.phone());
    ObjectNode asked = JSON.createObjectNode().put("driver", person.id());
    JsonNode code = server.company().post("/v1/enrolments", asked);
    ObjectNode redeemed = JSON.createObjectNode().put("code", code.path("code").asText());
    JsonNode phone =
        server.anyone().post("/v1/enrolments:redeem", redeemed.put("name", words.phoneName()));
    AdminClient.NewDevice device =
        new AdminClient.NewDevice(
            phone.path("id").asText(),
            new DeviceIdentity(
                Long.parseLong(phone.path("keyId").asText(), 16),
                HexFormat.of().parseHex(phone.path("secret").asText())));
    long startMs = System.currentTimeMillis() + SOON_MS;
    CanaryDrive drive =
        CanaryDrive.of(
            device, Long.parseUnsignedLong(person.id(), 16), ports, fixes, startMs, random);
    PlantedDriver planted = new PlantedDriver(server, data, person, drive, words);
    planted.plan(startMs, fixes);
    return planted;
  }

  /** Gives the driver a plan with one customer, and the customer a link. */
  private void plan(long startMs, int fixes) {
    ObjectNode plan = JSON.createObjectNode();
    plan.put("type", "FeatureCollection");
    plan.put("planId", "plan-" + person.id());
    plan.put("startTime", Instant.ofEpochMilli(startMs).toString());
    plan.put("endTime", Instant.ofEpochMilli(startMs + 3_600_000).toString());
    ArrayNode features = plan.putArray("features");
    stop(features.addObject(), 1, 0, "first", "the yard");
    stop(features.addObject(), 2, fixes - 1, "canary", words.customer());
    planId = server.company().createPlan(plan);
    server.company().assign(planId, drive.device().id());
    JsonNode link =
        server
            .company()
            .post("/v1/plans/" + planId + "/stops/canary/share-links", JSON.createObjectNode());
    shareRef = Long.parseUnsignedLong(link.path("id").asText(), 16);
    String url = link.path("url").asText();
    shareToken = url.substring(url.indexOf('#') + 1);
  }

  private void stop(ObjectNode feature, int seq, int index, String id, String name) {
    feature.put("type", "Feature");
    feature
        .putObject("properties")
        .put("kind", "stop")
        .put("seq", seq)
        .put("id", id)
        .put("name", name);
    feature
        .putObject("geometry")
        .put("type", "Point")
        .putArray("coordinates")
        .add(degrees(drive.lonE7(index) + STOP_AWAY_E7))
        .add(degrees(drive.latE7(index) + STOP_AWAY_E7));
  }

  private static double degrees(int e7) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.6f", e7 / 1e7));
  }

  /**
   * Has everybody look who may: the driver at the own track, the company at the live view and the
   * report, the customer at the link; and asks for a package, which is waited for.
   */
  void showAround(Wait wait) throws IOException {
    AdminClient company = server.company();
    company.get("/v1/live");
    company.get("/v1/people/" + person.id());
    company.get("/v1/plans/" + planId + "/plan-fact?purpose=plan-fact");
    company.get("/v1/plans/" + planId);
    person.session().get("/v1/me");
    server.anyone().post("/v1/share:view", JSON.createObjectNode().put("token", shareToken));
    String export =
        person.session().post("/v1/me/exports", JSON.createObjectNode()).path("id").asText();
    wait.until(
        "the package of the driver",
        () ->
            person
                .session()
                .get("/v1/me/exports/" + export)
                .path("state")
                .asText()
                .equals("ready"));
  }

  /**
   * Asks that the customer be erased, as the company does, and then the driver, as drivers do
   * themselves; waits until both are, and until the last notice has gone.
   */
  Erased erase(Wait wait) throws IOException {
    long accountRef =
        CanaryDrive.number(
            data.resolve("admin.db"), "SELECT account_ref FROM person WHERE person_ref = " + ref());
    JsonNode customer =
        server
            .company()
            .post("/v1/plans/" + planId + "/stops/canary/erasures", JSON.createObjectNode());
    JsonNode self = person.session().post("/v1/me/erasures", JSON.createObjectNode());
    blockedNs = System.nanoTime();
    for (JsonNode asked : List.of(customer, self)) {
      String place = "/v1/erasures/" + asked.path("id").asText();
      wait.until(
          "the erasure of the " + asked.path("about").asText(),
          () -> server.company().get(place).path("state").asText().equals("done"));
    }
    wait.until(
        "the last notice",
        () -> OutboxFile.read(data).stream().noneMatch(mail -> mail.to().contains(words.email())));
    return new Erased(
        ref(),
        accountRef,
        Long.parseUnsignedLong(customer.path("subject").asText(), 16),
        Set.of(shareRef, Long.parseUnsignedLong(drive.device().id(), 16)));
  }

  /** When the erasure was answered, as {@link System#nanoTime}; 0 before. */
  long blockedNs() {
    return blockedNs;
  }

  CanaryDrive drive() {
    return drive;
  }

  private long ref() {
    return Long.parseUnsignedLong(person.id(), 16);
  }

  /** Everything of both that must not be found once they are erased, but the keys. */
  List<Canary> canaries() {
    List<Canary> canaries = new ArrayList<>(words.canaries());
    canaries.add(drive.canary("position"));
    canaries.add(Canary.bytes("device secret", drive.device().identity().secret()));
    return canaries;
  }

  @Override
  public void close() throws IOException {
    drive.close();
  }
}
