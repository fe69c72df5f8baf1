package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.ref;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kz.relog.api.access.Role;
import kz.relog.api.spi.PlanEvent;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.VehicleState;
import kz.relog.api.spi.VehicleView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two companies on one server that know nothing of each other. */
@Timeout(120)
class ScopeIT {
  @TempDir Path dir;
  RunningApi api;
  String foreign;

  @BeforeEach
  void start() {
    api = new RunningApi(dir);
    foreign = "Bearer " + api.as(Role.DISPATCHER, RunningApi.FOREIGN);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void eachCompanyListsItsOwn() {
    api.post("/v1/devices", "{\"name\":\"Ours\",\"synthetic\":true}");
    api.post("/v1/devices", "{\"name\":\"Theirs\",\"synthetic\":true}", "authorization", foreign);
    assertThat(names("/v1/devices", "Bearer " + api.token, "name")).containsExactly("Ours");
    assertThat(names("/v1/devices", foreign, "name")).containsExactly("Theirs");
  }

  @Test
  void twoCompaniesMayUseThePlanIdOfTheOther() {
    String ours = api.newPlan(Plans.almaty("route-12", "Customer 1"));
    String theirs =
        json(api.post(
                "/v1/plans", Plans.almaty("route-12", "Customer 2"), "authorization", foreign))
            .path("id")
            .asText();
    assertThat(theirs).isNotEqualTo(ours);
    assertThat(text(api.get("/v1/plans/" + theirs, "authorization", foreign)))
        .contains("Customer 2");
    assertThat(api.get("/v1/plans/" + theirs).statusCode()).isEqualTo(404);
    assertThat(names("/v1/plans", foreign, "planId")).containsExactly("route-12");
  }

  @Test
  void aPlanGoesToNoDeviceOfAnotherCompany() {
    String theirs =
        json(api.post("/v1/devices", "{\"synthetic\":true}", "authorization", foreign))
            .path("id")
            .asText();
    assertThat(api.post("/v1/plans?device=" + theirs, Plans.almaty("p", "C")).statusCode())
        .isEqualTo(422);
    String plan = api.newPlan(Plans.almaty("q", "C"));
    assertThat(
            api.put("/v1/plans/" + plan + "/device", "{\"device\":\"" + theirs + "\"}")
                .statusCode())
        .isEqualTo(422);
    assertThat(api.road.journal).hasSize(2);
  }

  @Test
  void eachStreamTellsOfItsOwnFleet() throws IOException {
    String ours = api.newDevice("Ours");
    String theirs =
        json(api.post(
                "/v1/devices",
                "{\"name\":\"Theirs\",\"synthetic\":true}",
                "authorization",
                foreign))
            .path("id")
            .asText();
    String plan = api.newPlan(Plans.almaty("p", "Customer 118"));
    api.road.drive(vehicle(ours, 10), vehicle(theirs, 10));
    try (EventStream here = new EventStream(api, "");
        EventStream there = new EventStream(api, "/v1/live", "", foreign)) {
      assertThat(devices(here.next("snapshot").json())).containsExactly(ours);
      assertThat(devices(there.next("snapshot").json())).containsExactly(theirs);
      api.road.drive(vehicle(ours, 20), vehicle(theirs, 20));
      assertThat(devices(here.next("vehicles").json())).containsExactly(ours);
      assertThat(devices(there.next("vehicles").json())).containsExactly(theirs);
      api.tell(
          List.of(
              new PlanEvent("e1", 1, false, PlanEvent.Type.LATE, 5, ref(ours), ref(plan), 2, 2)));
      api.road.drive(vehicle(ours, 30), vehicle(theirs, 30));
      assertThat(here.next("event").json().path("stopName").asText()).isEqualTo("Customer 118");
      assertThat(there.next().event()).isEqualTo("vehicles");
      assertThat(json(api.get("/v1/events", "authorization", foreign)).path("items")).isEmpty();
    }
  }

  @Test
  void aVehicleThatNoCompanyHasIsShownToNobody() {
    api.road.drive(vehicle("00000000000000aa", 10));
    assertThat(json(api.get("/v1/live")).path("vehicles")).isEmpty();
  }

  @Test
  void noNameStandsInClearInTheRecords() throws IOException {
    String device = api.newDevice("Van of Aigerim");
    api.post("/v1/plans?device=" + device, Plans.almaty("route-secret", "Abay avenue 10"));
    api.post("/v1/plans?device=" + device, Plans.almaty("route-secret", "Abay avenue 11"));
    String raw = Files.readString(dir.resolve("admin.db"), StandardCharsets.ISO_8859_1);
    assertThat(raw)
        .doesNotContain("Aigerim")
        .doesNotContain("route-secret")
        .doesNotContain("Abay")
        .doesNotContain("c-118");
  }

  private List<String> names(String path, String authorization, String field) {
    return json(api.get(path, "authorization", authorization))
        .path("items")
        .findValuesAsText(field);
  }

  private static List<String> devices(JsonNode live) {
    return live.path("vehicles").findValuesAsText("device");
  }

  private static VehicleView vehicle(String device, int speedDmps) {
    return new VehicleView(
        ref(device),
        1,
        2,
        3,
        speedDmps,
        90,
        5,
        0,
        VehicleState.NO_PLAN,
        Double.NaN,
        Double.NaN,
        PlanFactView.UNKNOWN,
        0,
        0,
        -1,
        -1);
  }
}
