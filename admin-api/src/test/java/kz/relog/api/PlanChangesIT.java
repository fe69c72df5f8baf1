package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import kz.relog.api.spi.RoadChange;
import kz.relog.api.spi.RoadPlan;
import kz.relog.api.spi.RoadStop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanChangesIT {
  @TempDir Path dir;
  RunningApi api;
  String device;
  String plan;

  @BeforeEach
  void start() {
    api = new RunningApi(dir, ZoneId.of("Asia/Almaty"));
    device = api.newDevice("Van 7");
    HttpResponse<byte[]> made =
        api.post("/v1/plans?device=" + device, Plans.almaty("route-12", "Customer 118"));
    plan = "/v1/plans/" + json(made).path("id").asText();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private HttpResponse<byte[]> patch(String version, String change) {
    return api.send("PATCH", plan, change, "if-match", version);
  }

  private RoadPlan onTheRoad() {
    return ((RoadChange.PlanPut) api.road.journal.get(api.road.journal.size() - 1)).plan();
  }

  @Test
  void stopsAreAddedRemovedAndReordered() {
    HttpResponse<byte[]> added =
        patch(
            "\"1\"",
            "{\"stops\":[{\"seq\":2},{\"lat\":43.25,\"lon\":76.91,\"name\":\"New\"},{\"seq\":1}]}");
    assertThat(added.statusCode()).as(text(added)).isEqualTo(200);
    assertThat(added.headers().firstValue("etag").orElseThrow()).startsWith("\"2-");
    assertThat(onTheRoad().stops()).extracting(RoadStop::stopId).containsExactly(2, 3, 1);
    assertThat(onTheRoad().deviceRef()).isEqualTo(RunningApi.ref(device));

    assertThat(patch("\"2\"", "{\"stops\":[{\"seq\":3},{\"seq\":2}]}").statusCode()).isEqualTo(200);
    assertThat(onTheRoad().stops()).extracting(RoadStop::stopId).containsExactly(1, 3);
    JsonNode shown = json(api.get(plan));
    assertThat(shown.path("features").get(1).path("properties").path("name").asText())
        .isEqualTo("Depot");
    assertThat(shown.path("features").get(2).path("properties").path("name").asText())
        .isEqualTo("New");
  }

  @Test
  void aStopGetsAnotherWindowAndAPlanAnotherPathAndDevice() {
    String other = api.newDevice("Van 8");
    String change =
        "{\"device\":\"%s\",\"path\":null,\"endTime\":null,\"stops\":[{\"seq\":1},{\"seq\":2,\"arrive\":null,\"depart\":null,\"windowFrom\":\"2026-03-02T09:00:00Z\",\"windowTo\":\"2026-03-02T09:30:00Z\"}]}"
            .formatted(other);
    HttpResponse<byte[]> changed = patch("\"1\"", change);
    assertThat(changed.statusCode()).as(text(changed)).isEqualTo(200);
    RoadPlan road = onTheRoad();
    assertThat(road.deviceRef()).isEqualTo(RunningApi.ref(other));
    assertThat(road.path().vertexCount()).isZero();
    assertThat(road.endMs()).isZero();
    assertThat(road.stops().get(1).windowToMs()).isEqualTo(1772443800000L);
    assertThat(road.stops().get(1).arriveMs()).isZero();
    assertThat(patch("\"2\"", "{\"device\":null}").statusCode()).isEqualTo(200);
    assertThat(onTheRoad().deviceRef()).isZero();
  }

  @Test
  void aChangeForAnotherVersionIsRefused() {
    assertThat(api.send("PATCH", plan, "{\"endTime\":null}").statusCode()).isEqualTo(428);
    assertThat(patch("\"1\"", "{\"endTime\":null}").statusCode()).isEqualTo(200);
    HttpResponse<byte[]> late = patch("\"1\"", "{\"startTime\":null}");
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(text(late)).contains("version 2");
    String document = Plans.almaty("route-12", "Customer 119");
    assertThat(api.send("PUT", plan, document, "if-match", "\"1\"").statusCode()).isEqualTo(412);
    assertThat(api.send("PUT", plan, document, "if-match", "\"2\"").statusCode()).isEqualTo(200);
    assertThat(api.send("PUT", plan, document, "if-match", "W/\"3\"").statusCode()).isEqualTo(412);
    assertThat(api.send("PUT", plan, document).statusCode()).isEqualTo(200);
    assertThat(
            api.send("PUT", plan + "/device", "{\"device\":null}", "if-match", "\"1\"")
                .statusCode())
        .isEqualTo(412);
  }

  @Test
  void aChangeIsReadAsStrictlyAsAPlan() {
    HttpResponse<byte[]> refused =
        patch(
            "\"1\"",
            "{\"colour\":1,\"stops\":[{\"seq\":1},{\"seq\":1},{\"seq\":7},{\"lat\":43.2,\"lon\":\"x\"},{\"lat\":43.2,\"lon\":76.9,\"windowFrom\":\"2026-03-02T09:00:00\"}]}");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(json(refused).path("errors").findValuesAsText("pointer"))
        .contains("/colour", "/stops/1/seq", "/stops/2/seq", "/stops/3", "/stops/4/windowFrom");
    assertThat(patch("\"1\"", "{\"stops\":[]}").statusCode()).isEqualTo(422);
    assertThat(patch("\"1\"", "{\"device\":\"nobody\"}").statusCode()).isEqualTo(422);
    assertThat(patch("\"1\"", "[]").statusCode()).isEqualTo(400);
    assertThat(json(api.get(plan))).isEqualTo(json(api.get(plan)));
    assertThat(api.road.journal).hasSize(2);
  }

  @Test
  void aPlanKeepsItsNameWhenItIsReplaced() {
    HttpResponse<byte[]> refused = api.put(plan, Plans.almaty("route-99", "C"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(text(refused)).contains("/planId");
  }

  @Test
  void plansAreFoundByDeviceDayAndState() {
    String other = api.newDevice("Van 8");
    String tomorrow = Plans.almaty("tomorrow", "C").replace("2026-03-02", "2026-03-03");
    api.post("/v1/plans?device=" + device, tomorrow);
    api.post("/v1/plans?device=" + other, Plans.almaty("other", "C"));
    api.post("/v1/plans", Plans.almaty("nobody's", "C"));
    assertThat(names("?device=" + device)).containsExactly("route-12", "tomorrow");
    assertThat(names("?device=" + device + "&day=2026-03-03")).containsExactly("tomorrow");
    assertThat(names("?day=2026-03-02")).containsExactly("route-12", "other", "nobody's");
    // 13:00 in Almaty is the day before in no zone: the plan of 2 March touches no other day.
    assertThat(names("?day=2026-03-01")).isEmpty();
    assertThat(names("?state=unassigned")).containsExactly("nobody's");
    assertThat(names("?state=waiting&limit=2")).containsExactly("route-12", "tomorrow");
    assertThat(api.get("/v1/plans?state=lost").statusCode()).isEqualTo(422);
    assertThat(api.get("/v1/plans?day=2.3.2026").statusCode()).isEqualTo(422);
  }

  private List<String> names(String query) {
    return json(api.get("/v1/plans" + query)).path("items").findValuesAsText("planId");
  }
}
