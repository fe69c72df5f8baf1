package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.spi.NewDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompaniesIT {
  @TempDir Path dir;
  RunningApi api;

  @BeforeEach
  void start() {
    api = new RunningApi(dir);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void theOperatorSeesReferencesStatesAndCountsAndNothingElse() {
    TestPeople first = new TestPeople(api);
    TestPeople second = new TestPeople(api);
    TestPeople.register(api, "nobody@unverified.example", "Secret Freight");
    TestPeople.ok(
        api.sendAs(
            first.owner.token(), "POST", "/v1/devices:batch", "{\"count\":3,\"synthetic\":true}"),
        201);
    JsonNode device =
        json(api.sendAs(first.owner.token(), "GET", "/v1/devices", "")).path("items").get(0);
    api.sendAs(
        first.owner.token(), "POST", "/v1/devices/" + device.path("id").asText() + "/revoke", "");

    List<JsonNode> companies = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = json(operator("GET", "/v1/companies?limit=1" + cursor));
      assertThat(page.path("items")).hasSize(1);
      page.path("items").forEach(companies::add);
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
    } while (!cursor.isEmpty());

    assertThat(companies).hasSize(3);
    assertThat(find(companies, first.company()).path("devices").asInt()).isEqualTo(2);
    assertThat(find(companies, first.company()).path("state").asText()).isEqualTo("active");
    assertThat(find(companies, second.company()).path("devices").asInt()).isZero();
    assertThat(companies).extracting(one -> one.path("state").asText()).contains("unverified");
    assertThat(companies.toString()).doesNotContain("Freight", "Aigerim", "@", "990140000384");
  }

  @Test
  void theOperatorReachesNoDeviceNoPlanAndNoPosition() {
    for (String path :
        List.of(
            "/v1/devices",
            "/v1/plans",
            "/v1/live",
            "/v1/events",
            "/v1/devices/0000000000000007/track?purpose=plan-fact",
            "/v1/devices/0000000000000007/report",
            "/v1/plans/0000000000000007/plan-fact")) {
      assertThat(operator("GET", path).statusCode()).as(path).isEqualTo(403);
    }
    assertThat(
            api.sendAs(api.operatorToken, "POST", "/v1/devices", "{\"synthetic\":true}")
                .statusCode())
        .isEqualTo(403);
    assertThat(api.road.journal).isEmpty();
  }

  @Test
  void whatWasThereBeforeCompaniesIsGivenToOne() throws Exception {
    TestPeople people = new TestPeople(api);
    String planId = "route-12";
    String document = Plans.almaty(planId, "Customer 118");
    TestPeople.ok(api.sendAs(people.owner.token(), "POST", "/v1/plans", document), 201);
    // Devices and plans of a time without companies, as the take-over of an older schema leaves
    // them.
    api.store.devices().put(0, Map.of(7L, Optional.of("Old van"), 8L, Optional.empty()));
    api.road.createDevices(List.of(device(7), device(8))).toCompletableFuture().get();
    api.store.plans().planRefOf(0, planId, 77);
    api.store.plans().planRefOf(0, "route-13", 78);

    String path = "/v1/companies/" + people.company() + "/take-over";
    assertThat(operator("POST", "/v1/companies/2f3c5a7190be4d61/take-over").statusCode())
        .isEqualTo(404);
    JsonNode taken = TestPeople.ok(operator("POST", path), 200);
    assertThat(taken.path("devices").asInt()).isEqualTo(2);
    assertThat(taken.path("plans").asInt()).isEqualTo(2);
    JsonNode again = json(operator("POST", path));
    assertThat(again.path("devices").asInt() + again.path("plans").asInt()).isZero();

    String devices = text(api.sendAs(people.owner.token(), "GET", "/v1/devices", ""));
    assertThat(devices).contains("Old van", "0000000000000007", "0000000000000008");
    assertThat(api.store.plans().planRefOf(people.companyRef(), "route-13", 99)).isEqualTo(78);
    // The company's own plan of that id stays what it was.
    assertThat(api.store.plans().planRefOf(people.companyRef(), planId, 99)).isNotEqualTo(77);
    assertThat(api.store.plans().planRefOf(people.companyRef(), "000000000000004d", 99))
        .isEqualTo(77);
  }

  @Test
  void aDeviceInQuarantineSaysSoAndWhatToDo() {
    String id = api.newDevice("Van 7");
    JsonNode fine = json(api.get("/v1/devices/" + id));
    assertThat(fine.path("advice").isNull()).isTrue();
    long keyId = Long.parseLong(fine.path("keyId").asText(), 16);
    api.road.quarantine(RunningApi.ref(id), keyId);

    JsonNode cloned = json(api.get("/v1/devices/" + id));
    assertThat(cloned.path("state").asText()).isEqualTo("quarantined");
    assertThat(cloned.path("quarantinedAt").asText()).isEqualTo("2026-03-02T08:00:00Z");
    assertThat(cloned.path("advice").asText()).contains("POST /v1/enrolments", "replaces");
    assertThat(json(api.get("/v1/devices")).path("items").get(0)).isEqualTo(cloned);

    JsonNode revoked = json(api.post("/v1/devices/" + id + "/revoke", ""));
    assertThat(revoked.path("state").asText()).isEqualTo("revoked");
    assertThat(revoked.path("advice").isNull()).isTrue();
  }

  private static NewDevice device(long ref) {
    return new NewDevice(ref, ref, ref, new byte[32]);
  }

  private HttpResponse<byte[]> operator(String method, String path) {
    return api.sendAs(api.operatorToken, method, path, "");
  }

  private static JsonNode find(List<JsonNode> companies, String id) {
    return companies.stream()
        .filter(one -> one.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
