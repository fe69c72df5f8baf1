package kz.relog.app.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.device.DeviceIdentity;

/**
 * A vehicle with a tracker, whose shift names the first of two drivers although the second drove.
 * What the second allows ends with a minute in the middle of the ride: the tracking hours.
 */
final class TwoDrivers {
  static final int FIXES = 197;

  private static final ObjectMapper JSON = new ObjectMapper();

  final SimulatedCompany company;
  final AdminClient owner;
  final SimulatedCompany.Driver named;
  final SimulatedCompany.Driver drove;

  /** The tracker. */
  String device = "";

  DeviceIdentity identity = new DeviceIdentity(0, new byte[32]);
  String shift = "";
  Ride ride = new Ride(0, FIXES);

  /** Where it is about noon. */
  private String zone = "";

  /** From here on the second driver's hours are over. */
  long cutMs;

  TwoDrivers(SimulatedCompany company) {
    this.company = company;
    this.owner = company.owner();
    this.named = company.hire("Named", "Driver");
    this.drove = company.hire("Second", "Driver");
  }

  /** Another vehicle, tracker and shift of the first driver; the ride begins now. */
  TwoDrivers begin() {
    long nowMs = System.currentTimeMillis();
    cutMs = Instant.ofEpochMilli(nowMs + 65_000).truncatedTo(ChronoUnit.MINUTES).toEpochMilli();
    allow(drove, cutMs);
    String vehicle = owner.post("/v1/vehicles", object("name", "Van")).path("id").asText();
    JsonNode tracker = owner.post("/v1/devices", object("vehicle", vehicle));
    device = tracker.path("id").asText();
    identity =
        new DeviceIdentity(
            Long.parseLong(tracker.path("keyId").asText(), 16),
            HexFormat.of().parseHex(tracker.path("secret").asText()));
    shift =
        owner
            .post("/v1/vehicles/" + vehicle + "/shifts", object("driver", named.id()))
            .path("id")
            .asText();
    ride = new Ride(System.currentTimeMillis() / 1000 * 1000 + 1_000, FIXES);
    return this;
  }

  /** Hours of every day that end with a minute; in a zone where it is about noon. */
  private void allow(SimulatedCompany.Driver driver, long untilMs) {
    int utcHour = Instant.ofEpochMilli(untilMs).atOffset(ZoneOffset.UTC).getHour();
    int offset = 12 - utcHour;
    zone = "Etc/GMT" + (offset > 0 ? "-" + offset : offset < 0 ? "+" + -offset : "");
    String end =
        String.format(
            Locale.ROOT,
            "12:%02d",
            Instant.ofEpochMilli(untilMs).atOffset(ZoneOffset.UTC).getMinute());
    putHours(driver, zone, end);
  }

  /** Hours of nearly all day, from now on; in the same zone. */
  void allowAllDay(SimulatedCompany.Driver driver) {
    putHours(driver, zone, "23:59");
  }

  private void putHours(SimulatedCompany.Driver driver, String inZone, String end) {
    ObjectNode hours = object("zone", inZone);
    ObjectNode week = hours.putObject("week");
    for (String day : List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun")) {
      week.putArray(day).add("00:00-" + end);
    }
    owner.put("/v1/people/" + driver.id() + "/tracking-hours", hours);
  }

  /** Says that somebody else drove the whole shift. */
  String correct(SimulatedCompany.Driver right) {
    return owner
        .post("/v1/shifts/" + shift + "/corrections", object("driver", right.id()))
        .path("id")
        .asText();
  }

  static void awaitDone(AdminClient owner, String correction) {
    Await.until(
        () -> owner.get("/v1/corrections/" + correction).path("state").asText(),
        state -> state.equals("done"));
  }

  /** The facts of the ride that the second driver's hours allow. */
  List<String> allowed() {
    int count = (int) Math.min(FIXES, Math.max(0, (cutMs - ride.startMs() + 999) / 1000));
    return ride.asText().subList(0, count);
  }

  static ObjectNode object(String field, String value) {
    return JSON.createObjectNode().put(field, value);
  }
}
