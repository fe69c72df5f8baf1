package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
  @TempDir static Path dir;
  RunningApi api;

  @BeforeAll
  void start() {
    api = new RunningApi(dir);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  static Stream<Arguments> badBodies() {
    return Stream.of(
        Arguments.of("/v1/devices", "{", 400, "", "body"),
        Arguments.of("/v1/devices", "[]", 400, "", "body"),
        Arguments.of("/v1/devices", "{} {}", 400, "", "body"),
        Arguments.of("/v1/devices", "{\"name\":\"a\",\"name\":\"b\"}", 400, "", "body"),
        Arguments.of("/v1/devices", "{\"name\":7}", 422, "/name", "name"),
        Arguments.of("/v1/devices", "{\"name\":\" \"}", 422, "/name", "name"),
        Arguments.of("/v1/devices", "{\"name\":\"a\\r\\nb\"}", 422, "/name", "name"),
        Arguments.of("/v1/devices", "{\"name\":\"" + "x".repeat(101) + "\"}", 422, "/name", "name"),
        Arguments.of("/v1/devices", "{\"nom\":\"Van\",\"synthetic\":true}", 422, "/nom", "nom"),
        Arguments.of("/v1/devices", "{}", 422, "/driver", "driver"),
        Arguments.of(
            "/v1/devices",
            "{\"driver\":\"2f3c5a7190be4d61\",\"synthetic\":true}",
            422,
            "/driver",
            "driver"),
        Arguments.of("/v1/devices:batch", "{}", 422, "/count", "count"),
        Arguments.of("/v1/devices:batch", "{\"count\":0}", 422, "/count", "count"),
        Arguments.of("/v1/devices:batch", "{\"count\":10001}", 422, "/count", "count"),
        Arguments.of("/v1/devices:batch", "{\"count\":1.5}", 422, "/count", "count"),
        Arguments.of("/v1/devices:batch", "{\"count\":99999999999}", 422, "/count", "count"),
        Arguments.of("/v1/plans", "nothing", 400, "", "document"),
        Arguments.of("/v1/plans", "{}", 422, "/type", "type"),
        Arguments.of("/v1/plans?device=7", Plans.almaty("p", "c"), 422, "?device", "device"));
  }

  @ParameterizedTest
  @MethodSource("badBodies")
  void aWrongFieldIsNamed(String path, String body, int status, String pointer, String field) {
    HttpResponse<byte[]> refused = api.post(path, body);
    assertThat(refused.statusCode()).isEqualTo(status);
    JsonNode error = json(refused).path("errors").get(0);
    assertThat(error.path("pointer").asText()).isEqualTo(pointer);
    assertThat(error.path("field").asText()).isEqualTo(field);
    assertThat(error.path("allowed").asText()).isNotEmpty();
    assertThat(api.road.journal).isEmpty();
  }

  static Stream<Arguments> badQueries() {
    return Stream.of(
        Arguments.of("/v1/devices?limit=0", "?limit"),
        Arguments.of("/v1/devices?limit=1001", "?limit"),
        Arguments.of("/v1/devices?limit=x", "?limit"),
        Arguments.of("/v1/devices?cursor=-1", "?cursor"),
        Arguments.of("/v1/devices?page=2", "?page"),
        Arguments.of("/v1/plans?sort=name", "?sort"),
        Arguments.of("/v1/live?all=1", "?all"),
        Arguments.of("/v1/devices/2f3c5a7190be4d61?x=1", "?x"),
        Arguments.of(
            "/v1/devices/2f3c5a7190be4d61/track?purpose=plan-fact&from=yesterday", "?from"),
        Arguments.of(
            "/v1/devices/2f3c5a7190be4d61/track?purpose=plan-fact&from=2026-03-02T08:00:00",
            "?from"),
        Arguments.of(
            "/v1/devices/2f3c5a7190be4d61/track?purpose=plan-fact&to=2026-02-30T08:00:00Z", "?to"),
        Arguments.of("/v1/devices/2f3c5a7190be4d61/track?purpose=plan-fact&format=gpx", "?format"),
        Arguments.of(
            "/v1/devices/2f3c5a7190be4d61/track?purpose=plan-fact&from=2026-01-01T00:00:00Z",
            "?from"),
        Arguments.of(
            "/v1/devices/2f3c5a7190be4d61/track?purpose=plan-fact&from=2026-03-03T00:00:00Z",
            "?from"));
  }

  @ParameterizedTest
  @MethodSource("badQueries")
  void aWrongQueryParameterIsNamed(String path, String pointer) {
    HttpResponse<byte[]> refused = api.get(path);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(json(refused).path("errors").get(0).path("pointer").asText()).isEqualTo(pointer);
  }

  @Test
  void allProblemsOfAPlanComeAtOnce() {
    String plan =
        Plans.almaty("route-12", "Customer")
            .replace("2026-03-02T09:00:00Z", "2026-03-02T07:00:00Z")
            .replace("\"radiusM\":60", "\"radiusM\":6000")
            .replace("\"seq\":2", "\"seq\":1");
    HttpResponse<byte[]> refused = api.post("/v1/plans", plan);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(json(refused).path("errors").findValuesAsText("pointer"))
        .containsExactly(
            "/endTime", "/features/2/properties/radiusM", "/features/2/properties/seq");
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    for (String path :
        new String[] {
          "/v1/devices/2f3c5a7190be4d61",
          "/v1/devices/2F3C5A7190BE4D61",
          "/v1/devices/7",
          "/v1/devices/f000000000000000",
          "/v1/devices/2f3c5a7190be4d61/track?purpose=plan-fact",
          "/v1/plans/2f3c5a7190be4d61",
          "/v1/plans/2f3c5a7190be4d61/plan-fact",
          "/v1",
          "/v1/",
          "/v2/devices",
          "/v1/devices/",
          "/index.php"
        }) {
      HttpResponse<byte[]> absent = api.get(path);
      assertThat(absent.statusCode()).as(path).isEqualTo(404);
      assertThat(json(absent).path("type").asText()).isEqualTo("urn:relog:problem:not-found");
    }
  }

  @Test
  void aWrongMethodIsToldTheRightOnes() {
    HttpResponse<byte[]> refused = api.send("DELETE", "/v1/devices", "");
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("allow")).contains("GET, HEAD, POST");
    assertThat(json(refused).path("status").asInt()).isEqualTo(405);
    assertThat(api.send("POST", "/health", "{}").statusCode()).isEqualTo(405);
    assertThat(api.send("OPTIONS", "/v1/plans", "").statusCode()).isEqualTo(405);
    assertThat(api.send("PATCH", "/v1/plans", "{}").statusCode()).isEqualTo(405);
  }

  @Test
  void aBodyMustSayItsType() {
    assertThat(api.post("/v1/devices", "{}", "content-type", "text/plain").statusCode())
        .isEqualTo(415);
    assertThat(
            api.post("/v1/plans", "{}", "content-type", "application/x-www-form-urlencoded")
                .statusCode())
        .isEqualTo(415);
    assertThat(api.send("POST", "/v1/devices", "").statusCode()).isEqualTo(415);
    assertThat(
            api.post(
                    "/v1/devices",
                    "{\"synthetic\":true}",
                    "content-type",
                    "application/json; charset=utf-8")
                .statusCode())
        .isEqualTo(201);
    api.road.journal.clear();
  }

  @Test
  void anAnswerComesInATypeThatIsAccepted() {
    assertThat(api.get("/v1/devices", "accept", "text/html").statusCode()).isEqualTo(406);
    assertThat(api.get("/v1/devices", "accept", "application/*").statusCode()).isEqualTo(200);
    assertThat(api.get("/v1/devices", "accept", "*/*").statusCode()).isEqualTo(200);
    assertThat(api.get("/v1/live", "accept", "text/csv").statusCode()).isEqualTo(406);
    assertThat(api.get("/v1/live", "accept", "*/*").headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
  }

  @Test
  void aLongBodyIsRefusedWithItsLimit() {
    HttpResponse<byte[]> small =
        api.post("/v1/devices", "{\"name\":\"" + "x".repeat(20_000) + "\"}");
    assertThat(small.statusCode()).isEqualTo(413);
    assertThat(json(small).path("detail").asText()).contains("16384");
    HttpResponse<byte[]> plan = api.post("/v1/plans", " ".repeat(5 * 1024 * 1024));
    assertThat(plan.statusCode()).isEqualTo(413);
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "{\"name\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    assertThat(api.post("/v1/devices", deep).statusCode()).isEqualTo(400);
    String plan = "{\"type\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(api.post("/v1/plans", plan).statusCode()).isEqualTo(400);
  }

  @Test
  void markupInANameComesBackAsItIsAndNothingElse() {
    String name = "<img src=x onerror=alert(1)>";
    String id = api.newDevice(name);
    HttpResponse<byte[]> shown = api.get("/v1/devices/" + id);
    assertThat(json(shown).path("name").asText()).isEqualTo(name);
    assertThat(shown.headers().firstValue("content-type").orElse("")).contains("json");
    api.road.journal.clear();
  }

  @Test
  void aFailureOfOursTellsNothingOfItself() {
    api.road.broken = true;
    try {
      HttpResponse<byte[]> failed =
          api.exchange(java.net.http.HttpRequest.newBuilder(api.uri().resolve("/health")).build());
      assertThat(failed.statusCode()).isEqualTo(500);
      assertThat(failed.headers().firstValue("content-type")).contains("application/problem+json");
      assertThat(text(failed)).doesNotContain("Exception").doesNotContain("kz.relog");
    } finally {
      api.road.broken = false;
    }
  }

  @Test
  void headGivesTheHeadersAlone() {
    HttpResponse<byte[]> head =
        api.exchange(
            java.net.http.HttpRequest.newBuilder(api.uri().resolve("/v1/devices"))
                .header("authorization", "Bearer " + api.token)
                .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody())
                .build());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }
}
