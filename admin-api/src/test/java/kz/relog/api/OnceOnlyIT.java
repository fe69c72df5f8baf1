package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import kz.relog.api.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call whose answer was lost is made again. */
class OnceOnlyIT {
  private static final String KEY = "idempotency-key";

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
  void theSameCallGetsTheSameAnswerAndIsDoneOnce() throws IOException {
    HttpResponse<byte[]> first =
        api.post("/v1/devices", "{\"name\":\"Van\",\"synthetic\":true}", KEY, "k-1");
    HttpResponse<byte[]> again =
        api.post("/v1/devices", "{\"name\":\"Van\",\"synthetic\":true}", KEY, "k-1");
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(text(again)).isEqualTo(text(first)).contains("secret");
    assertThat(again.headers().firstValue("location"))
        .isEqualTo(first.headers().firstValue("location"));
    assertThat(api.road.journal).hasSize(1);
    String raw = Files.readString(dir.resolve("admin.db"), StandardCharsets.ISO_8859_1);
    assertThat(raw).doesNotContain(json(first).path("secret").asText()).doesNotContain("k-1");
  }

  @Test
  void whatIsMadeBesideDevicesIsMadeOnceToo() {
    TestPeople people = new TestPeople(api);
    String driver = "{\"driver\":\"" + people.driver.id() + "\"}";
    String vehicle = made(people, "/v1/vehicles", "{\"name\":\"Van\"}");
    made(people, "/v1/vehicles/" + vehicle + "/shifts", driver);
    made(people, "/v1/enrolments", driver);
    made(people, "/v1/api-tokens", "{\"name\":\"t\",\"scopes\":[\"tracks\"],\"days\":1}");
    made(people, "/v1/holds", "{\"reason\":\"Claim 7\",\"reviewOn\":\"2026-06-01\"}");
  }

  /** Makes a thing, and again under the same key: the second answer is the first. */
  private String made(TestPeople people, String path, String body) {
    String bearer = "Bearer " + people.owner.token();
    HttpResponse<byte[]> first = api.post(path, body, KEY, "k", "authorization", bearer);
    HttpResponse<byte[]> again = api.post(path, body, KEY, "k", "authorization", bearer);
    assertThat(first.statusCode()).as(path).isEqualTo(201);
    assertThat(text(again)).as(path).isEqualTo(text(first));
    String fresh = text(api.post(path, body, KEY, "k2", "authorization", bearer));
    assertThat(fresh).as(path).isNotEqualTo(text(first));
    return json(first).path("id").asText();
  }

  @Test
  void anotherBodyUnderTheKeyIsRefused() {
    api.post("/v1/devices", "{\"name\":\"Van 1\",\"synthetic\":true}", KEY, "k");
    HttpResponse<byte[]> other =
        api.post("/v1/devices", "{\"name\":\"Van 2\",\"synthetic\":true}", KEY, "k");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(json(other).at("/errors/0/field").asText()).isEqualTo(KEY);
    assertThat(
            api.post("/v1/devices", "{\"synthetic\":true}", KEY, "no spaces, please").statusCode())
        .isEqualTo(422);
    assertThat(api.road.journal).hasSize(1);
  }

  @Test
  void aKeyMeansItsCallerItsOperationAndItsDay() {
    String foreign = "Bearer " + api.as(Role.DISPATCHER, RunningApi.FOREIGN);
    String owner = "Bearer " + api.as(Role.OWNER, RunningApi.COMPANY);
    List<HttpResponse<byte[]>> answers =
        List.of(
            api.post("/v1/devices", "{\"synthetic\":true}", KEY, "k"),
            api.post("/v1/devices", "{\"synthetic\":true}", KEY, "k", "authorization", foreign),
            api.post("/v1/devices", "{\"synthetic\":true}", KEY, "k", "authorization", owner));
    assertThat(answers)
        .extracting(answer -> json(answer).path("id").asText())
        .doesNotHaveDuplicates();
    assertThat(
            api.post("/v1/devices:batch", "{\"count\":1,\"synthetic\":true}", KEY, "k")
                .statusCode())
        .isEqualTo(201);
    api.clock.advance(Duration.ofHours(23));
    assertThat(text(api.post("/v1/devices", "{\"synthetic\":true}", KEY, "k")))
        .isEqualTo(text(answers.get(0)));
    api.clock.advance(Duration.ofHours(2));
    assertThat(text(api.post("/v1/devices", "{\"synthetic\":true}", KEY, "k")))
        .isNotEqualTo(text(answers.get(0)));
  }

  @Test
  void aRefusedCallLeavesItsKeyFree() {
    api.road.full = true;
    assertThat(api.post("/v1/devices", "{\"synthetic\":true}", KEY, "k").statusCode())
        .isEqualTo(503);
    api.road.full = false;
    assertThat(api.post("/v1/devices", "{\"nom\":1}", KEY, "k").statusCode()).isEqualTo(422);
    assertThat(api.post("/v1/devices", "{\"synthetic\":true}", KEY, "k").statusCode())
        .isEqualTo(201);
  }

  @Test
  void callsAtOnceUnderOneKeyMakeOneThing() {
    List<Integer> statuses =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            api.post("/v1/devices", "{\"synthetic\":true}", KEY, "k").statusCode()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(statuses).contains(201).allMatch(status -> status == 201 || status == 409);
    assertThat(api.road.journal).hasSize(1);
  }
}
