package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.ref;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kz.relog.api.plan.PlanGeoJson;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.PlanFactView.StopFact;
import kz.relog.api.spi.PlanFactView.StopState;
import kz.relog.api.spi.RoadChange;
import kz.relog.api.spi.RoadPlan;
import kz.relog.api.spi.RoadStop;
import kz.relog.api.spi.VehicleState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlansIT {
  private static final String PLAN = Plans.almaty("route-12", "Customer 118");

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
  void aPlanComesBackAsItWasPut() {
    HttpResponse<byte[]> made = api.post("/v1/plans", PLAN, "content-type", "application/geo+json");
    assertThat(made.statusCode()).isEqualTo(201);
    HttpResponse<byte[]> shown = api.get(made.headers().firstValue("location").orElseThrow());
    assertThat(shown.headers().firstValue("content-type")).contains("application/geo+json");
    assertThat(PlanGeoJson.read(shown.body()))
        .isEqualTo(PlanGeoJson.read(PLAN.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theRoadGetsPositionsAndNoWords() {
    api.newPlan(PLAN);
    RoadPlan plan = ((RoadChange.PlanPut) api.road.journal.get(0)).plan();
    assertThat(plan.deviceRef()).isZero();
    assertThat(plan.version()).isEqualTo(1);
    assertThat(plan.path().vertexCount()).isEqualTo(3);
    assertThat(plan.stops().get(1))
        .isEqualTo(new RoadStop(2, 432389000, 769452000, 1772440800000L, 1772441400000L, 300, 60));
  }

  @Test
  void theSameContentAgainChangesNothing() {
    JsonNode first = json(api.post("/v1/plans", PLAN));
    long audited = api.store.audit().head().number();
    HttpResponse<byte[]> again = api.post("/v1/plans", PLAN);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again)).isEqualTo(first);
    assertThat(api.road.journal).hasSize(1);
    assertThat(api.store.audit().head().number()).as("nobody changed it").isEqualTo(audited);
  }

  @Test
  void otherContentUnderTheSamePlanIdIsTheNextVersionAndKeepsStopsAndDevice() {
    String device = api.newDevice("Van 7");
    JsonNode first = json(api.post("/v1/plans?device=" + device, PLAN));
    HttpResponse<byte[]> changed = api.post("/v1/plans", Plans.almaty("route-12", "Customer 119"));
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(json(changed).path("id")).isEqualTo(first.path("id"));
    assertThat(json(changed).path("version").asInt()).isEqualTo(2);
    assertThat(json(changed).path("device").asText()).isEqualTo(device);

    String swapped =
        PLAN.replace("\"seq\":1", "\"seq\":9")
            .replace("\"seq\":2", "\"seq\":1")
            .replace("\"seq\":9", "\"seq\":2");
    api.post("/v1/plans", swapped);
    RoadPlan plan = ((RoadChange.PlanPut) api.road.journal.get(3)).plan();
    assertThat(plan.stops()).extracting(RoadStop::stopId).containsExactly(2, 1);
  }

  @Test
  void aPlanIsGivenToADeviceAndTakenAway() {
    String device = api.newDevice("Van 7");
    String plan = api.newPlan(PLAN);
    JsonNode given =
        json(api.put("/v1/plans/" + plan + "/device", "{\"device\":\"" + device + "\"}"));
    assertThat(given.path("device").asText()).isEqualTo(device);
    JsonNode again =
        json(api.put("/v1/plans/" + plan + "/device", "{\"device\":\"" + device + "\"}"));
    assertThat(again).isEqualTo(given);
    JsonNode taken = json(api.put("/v1/plans/" + plan + "/device", "{\"device\":null}"));
    assertThat(taken.path("device").isNull()).isTrue();
    assertThat(taken.path("version").asInt()).isEqualTo(3);
    assertThat(json(api.get("/v1/plans/" + plan))).isEqualTo(json(api.get("/v1/plans/" + plan)));
  }

  @Test
  void aPlanGoesToNoUnknownAndNoRevokedDevice() {
    String device = api.newDevice("Van 7");
    String plan = api.newPlan(PLAN);
    api.send("POST", "/v1/devices/" + device + "/revoke", "");
    String path = "/v1/plans/" + plan + "/device";
    assertThat(api.put(path, "{\"device\":\"" + device + "\"}").statusCode()).isEqualTo(409);
    assertThat(api.put(path, "{\"device\":\"0000000000000001\"}").statusCode()).isEqualTo(422);
    assertThat(api.put(path, "{}").statusCode()).isEqualTo(422);
    assertThat(api.post("/v1/plans?device=" + device, PLAN).statusCode()).isEqualTo(409);
  }

  @Test
  void plansAreListedInPages() {
    for (int i = 0; i < 5; i++) {
      api.newPlan(Plans.almaty("route-" + i, "Customer"));
    }
    JsonNode first = json(api.get("/v1/plans?limit=3"));
    JsonNode second = json(api.get("/v1/plans?limit=3&cursor=" + first.path("next").asText()));
    assertThat(first.path("items").findValuesAsText("planId"))
        .containsExactly("route-0", "route-1", "route-2");
    assertThat(second.path("items").findValuesAsText("planId"))
        .containsExactly("route-3", "route-4");
    assertThat(second.path("next").isNull()).isTrue();
  }

  @Test
  void planFactTellsStopsWithTheirNames() {
    String device = api.newDevice("Van 7");
    String plan = api.newPlan(PLAN);
    assertThat(api.get("/v1/plans/" + plan + "/plan-fact").statusCode()).isEqualTo(404);

    StopFact depot =
        new StopFact(
            1,
            StopState.DEPARTED,
            0,
            1772438400000L,
            1772438300000L,
            1772438460000L,
            0,
            60,
            0,
            0,
            PlanFactView.WindowState.UNKNOWN,
            false);
    StopFact customer =
        new StopFact(
            2,
            StopState.PENDING,
            1772440800000L,
            0,
            0,
            0,
            1772440860000L,
            60,
            0,
            1772441100000L,
            PlanFactView.WindowState.ON_TIME,
            false);
    api.road.planFacts.put(
        ref(plan),
        new PlanFactView(
            ref(plan),
            ref(device),
            1,
            4,
            1772439000000L,
            1772438999000L,
            VehicleState.ON_ROUTE,
            1234.5678,
            6400,
            6400,
            1300,
            Double.NaN,
            0,
            0.98765,
            60,
            2,
            List.of(),
            List.of(depot, customer)));
    JsonNode fact = json(api.get("/v1/plans/" + plan + "/plan-fact"));
    assertThat(fact.path("progressM").asDouble()).isEqualTo(1234.6);
    assertThat(fact.path("offRouteM").isNull()).isTrue();
    assertThat(fact.path("stops").get(1).path("name").asText()).isEqualTo("Customer 118");
    assertThat(fact.path("stops").get(1).path("eta").asText()).isEqualTo("2026-03-02T08:41:00Z");
    assertThat(fact.path("stops").get(1).path("arrived").isNull()).isTrue();
  }

  @Test
  void noCoordinateStandsInClearInTheRecords() throws IOException {
    api.newPlan(PLAN);
    byte[] raw = Files.readAllBytes(dir.resolve("admin.db"));
    String bytes = new String(raw, StandardCharsets.ISO_8859_1);
    assertThat(bytes).doesNotContain("76.8897").doesNotContain("43.2389");
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      for (int value : List.of(768897090, 432389490, 769286000, 432567000)) {
        byte[] four = ByteBuffer.allocate(4).order(order).putInt(value).array();
        assertThat(bytes).doesNotContain(new String(four, StandardCharsets.ISO_8859_1));
      }
    }
  }

  @Test
  void aFullRoadLeavesTheVersionThatWas() {
    String plan = api.newPlan(PLAN);
    api.road.full = true;
    assertThat(api.post("/v1/plans", Plans.almaty("route-12", "Other")).statusCode())
        .isEqualTo(503);
    assertThat(api.post("/v1/plans", Plans.almaty("route-13", "Other")).statusCode())
        .isEqualTo(503);
    api.road.full = false;
    assertThat(RunningApi.text(api.get("/v1/plans/" + plan))).contains("Customer 118");
    assertThat(api.post("/v1/plans", Plans.almaty("route-13", "Other")).statusCode())
        .isEqualTo(201);
  }

  @Test
  void aSlowProjectionAnswers202WithTheId() {
    api.road.feedStands = true;
    HttpResponse<byte[]> accepted = api.post("/v1/plans", PLAN);
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(json(accepted).path("id").asText()).hasSize(16);
  }
}
