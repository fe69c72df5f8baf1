package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.access.Purpose;
import kz.relog.api.access.Role;
import kz.relog.api.spi.NewDevice;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.store.DevicePlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every read of positions says what for, and is told to the audit. */
class PurposeIT {
  @TempDir Path dir;
  RunningApi api;
  AccessWorld world;
  String auditor;
  String dispatcher;

  @BeforeEach
  void start() {
    api = new RunningApi(dir);
    world = new AccessWorld(api);
    auditor = "Bearer " + world.ours.auditor.token();
    dispatcher = "Bearer " + world.ours.dispatcher.token();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aTrackIsReadForANamedPurposeOnly() {
    for (String path : List.of("/track", "/track?purpose=", "/track?purpose=curiosity")) {
      HttpResponse<byte[]> refused = get("/v1/devices/" + world.device() + path);
      assertThat(refused.statusCode()).as(path).isEqualTo(422);
      assertThat(json(refused).at("/errors/0/pointer").asText()).isEqualTo("?purpose");
      assertThat(json(refused).at("/errors/0/allowed").asText()).contains("plan-fact");
    }
    assertThat(track(Role.DISPATCHER, "plan-fact")).isEqualTo(200);
    assertThat(rows("track-read")).hasSize(1);
    JsonNode row = rows("track-read").get(0);
    assertThat(row.path("purpose").asText()).isEqualTo("plan-fact");
    assertThat(row.path("object").asText()).isEqualTo(world.device());
  }

  @Test
  void aDriverSeesWhoLookedAtTheOwnTrack() {
    long phone = 7001;
    long other = 7002;
    TestPeople people = world.ours;
    api.store.devices().put(people.companyRef(), Map.of(phone, Optional.of("Phone")));
    api.store
        .places()
        .put(
            people.companyRef(),
            List.of(
                new DevicePlace(
                    phone,
                    OptionalLong.of(people.driver.ref()),
                    OptionalLong.empty(),
                    0,
                    0,
                    OptionalLong.empty())));
    api.store.devices().put(people.companyRef(), Map.of(other, Optional.of("Tracker")));
    api.road
        .createDevices(
            List.of(
                new NewDevice(phone, people.driver.ref(), 1, new byte[32]),
                new NewDevice(other, 0, 2, new byte[32])))
        .toCompletableFuture()
        .join();
    long fromMs = RunningApi.NOW.minusSeconds(7_200).toEpochMilli();
    long toMs = RunningApi.NOW.minusSeconds(3_600).toEpochMilli();
    api.road
        .putBinding(new RoadGate.Binding(1, other, people.driver.ref(), fromMs, toMs))
        .toCompletableFuture()
        .join();
    Eventually.isTrue(
        () -> !api.store.shifts().peopleOf(people.companyRef(), other, fromMs, toMs).isEmpty());

    get("/v1/devices/0000000000001b59/track?purpose=plan-fact");
    get(
        "/v1/devices/0000000000001b5a/track?purpose=plan-fact&from=2026-03-02T06:30:00Z&to=2026-03-02T06:40:00Z");
    get(
        "/v1/devices/0000000000001b5a/track?purpose=plan-fact&from=2026-03-02T07:30:00Z&to=2026-03-02T07:40:00Z");

    JsonNode mine = json(api.sendAs(people.driver.token(), "GET", "/v1/me/audit", ""));
    List<JsonNode> looks = new ArrayList<>();
    mine.path("items").forEach(looks::add);
    looks.removeIf(row -> !row.path("action").asText().equals("track-read"));
    assertThat(looks)
        .as("the phone, and the tracker while it was bound to the driver")
        .extracting(row -> row.path("object").asText())
        .containsExactlyInAnyOrder("0000000000001b59", "0000000000001b5a");
    assertThat(looks)
        .allSatisfy(
            row -> assertThat(row.path("person").asText()).isEqualTo(people.dispatcher.id()));
    assertThat(rows("track-read")).hasSize(3);
  }

  @Test
  void aPurposeThatTheRoleDoesNotHaveIsRefusedAndRecorded() {
    int refused = 0;
    for (Role role : List.of(Role.OWNER, Role.DISPATCHER, Role.AUDITOR)) {
      for (Purpose purpose : Purpose.values()) {
        boolean complaint = purpose == Purpose.AUDIT_OF_COMPLAINT && role != Role.DISPATCHER;
        boolean planFact = purpose == Purpose.PLAN_FACT && role != Role.AUDITOR;
        boolean allowed = complaint || planFact;
        refused += allowed ? 0 : 1;
        assertThat(track(role, purpose.word()))
            .as(role + " for " + purpose)
            .isEqualTo(allowed ? 200 : 403);
      }
    }
    assertThat(rows("purpose-refused")).hasSize(refused);
    assertThat(rows("purpose-refused").get(0).path("outcome").asText()).isEqualTo("refused");
  }

  @Test
  void whatHasAPurposeOfItsOwnTakesNoOther() {
    assertThat(get("/v1/live").statusCode()).isEqualTo(200);
    assertThat(get("/v1/live?purpose=live-view").statusCode()).isEqualTo(200);
    assertThat(get("/v1/live?purpose=plan-fact").statusCode()).isEqualTo(403);
    assertThat(rows("live-read")).hasSize(2);
    String report = "/v1/plans/" + world.plan() + "/report";
    assertThat(get(report + "?purpose=live-view").statusCode()).isEqualTo(403);
    assertThat(get(report).statusCode()).isEqualTo(200);
    assertThat(rows("report-read")).hasSize(1);
  }

  @Test
  void anAuditorSeesDrivesForAComplaintAlone() {
    for (String path :
        List.of(
            "/v1/plans/" + world.plan() + "/plan-fact",
            "/v1/plans/" + world.plan() + "/report",
            "/v1/devices/" + world.device() + "/report")) {
      assertThat(api.get(path, "authorization", auditor).statusCode()).as(path).isEqualTo(403);
      String complaint = path + "?purpose=audit-of-complaint";
      assertThat(api.get(complaint, "authorization", auditor).statusCode())
          .as(complaint)
          .isEqualTo(200);
    }
    assertThat(rows("plan-fact-read")).hasSize(1);
    assertThat(rows("purpose-refused")).hasSize(3);
  }

  private HttpResponse<byte[]> get(String path) {
    return api.get(path, "authorization", dispatcher);
  }

  private int track(Role role, String purpose) {
    String path = "/v1/devices/" + world.device() + "/track?purpose=" + purpose;
    String token = "Bearer " + api.as(world.caller(world.ours, role));
    return api.get(path, "authorization", token).statusCode();
  }

  private JsonNode rows(String action) {
    String path = "/v1/audit?action=" + action;
    return json(api.get(path, "authorization", auditor)).path("items");
  }
}
