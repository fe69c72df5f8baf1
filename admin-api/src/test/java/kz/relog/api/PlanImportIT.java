package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanImportIT {
  private static final String TABLE =
      """
      lat,lon,name,window_from,window_to,service_min
      43.238949,76.889709,Depot,,,
      43.2389,76.9452,Customer 118,2026-03-02T13:30:00+05:00,2026-03-02T14:00:00+05:00,5
      """;

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
  void aTableOfStopsIsAPlan() {
    String device = api.newDevice("Van 7");
    String query =
        "?planId=day-7&startTime=2026-03-02T08:00:00Z&endTime=2026-03-02T10:00:00Z&device="
            + device;
    HttpResponse<byte[]> made = api.post("/v1/plans" + query, TABLE, "content-type", "text/csv");
    assertThat(made.statusCode()).as(text(made)).isEqualTo(201);
    assertThat(made.headers().firstValue("etag").orElseThrow()).startsWith("\"1-");
    JsonNode plan = json(api.get("/v1/plans/" + json(made).path("id").asText()));
    JsonNode stop = plan.path("features").get(1).path("properties");
    assertThat(plan.path("planId").asText()).isEqualTo("day-7");
    assertThat(plan.path("startTime").asText()).isEqualTo("2026-03-02T08:00:00Z");
    assertThat(stop.path("windowTo").asText()).isEqualTo("2026-03-02T09:00:00Z");
    assertThat(stop.path("serviceSeconds").asInt()).isEqualTo(300);
  }

  @Test
  void aFormBringsThePathAlong() {
    String line =
        "{\"type\":\"LineString\",\"coordinates\":[[76.889709,43.238949],[76.9452,43.2389]]}";
    HttpResponse<byte[]> made =
        api.form("POST", "/v1/plans?planId=day-8", "stops", TABLE, "path", line);
    assertThat(made.statusCode()).as(text(made)).isEqualTo(201);
    assertThat(json(made).path("pathVertices").asInt()).isEqualTo(2);
    String id = json(made).path("id").asText();
    HttpResponse<byte[]> other =
        api.form("PUT", "/v1/plans/" + id, "stops", TABLE, "path", "acmfG}}wrMAunB");
    assertThat(other.statusCode()).as(text(other)).isEqualTo(200);
    assertThat(json(other).path("version").asInt()).isEqualTo(2);
  }

  @Test
  void whatIsWrongWithATableIsToldInItsOwnWords() {
    String wrong = TABLE.replace("14:00:00+05:00", "13:00:00+05:00").replace("43.2389,", "43.x,");
    HttpResponse<byte[]> refused =
        api.post("/v1/plans?planId=p", wrong, "content-type", "text/csv");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(json(refused).path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/row/3/lat", "/row/3/window_to");
  }

  @Test
  void aFormIsReadStrictly() {
    String url = "/v1/plans?planId=p";
    assertThat(api.form("POST", url, "path", "x").statusCode()).isEqualTo(422);
    assertThat(api.form("POST", url, "stops", TABLE, "path", "\u0001").statusCode()).isEqualTo(422);
    assertThat(api.form("POST", url, "stops", TABLE, "note", "x").statusCode()).isEqualTo(422);
    assertThat(api.post(url, TABLE, "content-type", "multipart/form-data; boundary=b").statusCode())
        .isEqualTo(400);
    assertThat(api.post(url, TABLE, "content-type", "multipart/form-data").statusCode())
        .isEqualTo(400);
    assertThat(api.post(url, TABLE, "content-type", "text/plain").statusCode()).isEqualTo(422);
  }

  @Test
  void aPlanThatTheEngineWouldNotTakeIsNotJournalled() {
    String wide = Plans.almaty("wide", "C").replace("[76.9286,43.2567]", "[76.9286,44.2567]");
    HttpResponse<byte[]> refused = api.post("/v1/plans", wide);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(text(refused)).contains("/features/0/geometry/coordinates/1", "100 km");
    assertThat(api.road.journal).isEmpty();
  }
}
