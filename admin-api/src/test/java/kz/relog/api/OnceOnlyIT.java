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
import kz.relog.api.notice.Template;
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

  @Test
  void whatIsAskedSaidAndSentToPeopleIsSentOnceToo() {
    TestPeople people = new TestPeople(api);
    String driver = people.driver.id();
    String question = "{\"text\":\"Who sees me?\"}";
    String asked = twice(people.driver.token(), "/v1/me/questions", question, 201);
    twice(people.owner.token(), "/v1/questions/" + asked + "/answer", "{\"text\":\"We do.\"}", 200);
    assertThat(told(Template.QUESTION_ANSWERED)).isEqualTo(1);
    assertThat(json(as(people.owner.token(), "GET", "/v1/questions", "")).path("items")).hasSize(1);
    String told =
        "{\"at\":\"2026-03-01T08:00:00Z\",\"how\":\"in-person\",\"document\":\"%s\"}"
            .formatted("0".repeat(64));
    String record = twice(people.owner.token(), "/v1/people/" + driver + "/told", told, 201);
    String basis =
        "{\"purpose\":\"plan-fact\",\"basis\":\"contract\",\"told\":\"%s\",\"assessment\":{\"date\":\"2026-03-02\",\"text\":\"Needed.\"}}"
            .formatted(record);
    twice(people.owner.token(), "/v1/people/" + driver + "/permissions", basis, 201);
    assertThat(told(Template.PERMISSION_BASIS)).isEqualTo(1);
  }

  @Test
  void whatTheOperatorAnnouncesIsAnnouncedOnce() {
    TestPeople people = new TestPeople(api);
    twice(api.operatorToken, "/v1/campaigns", "{\"subject\":\"News\",\"text\":\"None.\"}", 202);
    String transfer = "{\"recipient\":\"Tulpar Logistics\",\"at\":\"2026-04-15T00:00:00Z\"}";
    twice(api.operatorToken, "/v1/business-transfers", transfer, 201);
    assertThat(told(Template.TRANSFER_ANNOUNCED))
        .as("%s and three others", people.owner.email())
        .isEqualTo(4);
    String document =
        "{\"kind\":\"privacy-policy\",\"version\":\"9\",\"texts\":{\"ru\":{\"title\":\"T\",\"text\":\"T.\"}}}";
    twice(api.operatorToken, "/v1/documents", document, 201);
  }

  @Test
  void aCorrectionWhoseAnswerWasLostIsFoundAgain() {
    TestPeople people = new TestPeople(api);
    String vehicle = made(people, "/v1/vehicles", "{\"name\":\"Van\"}");
    String shift =
        json(as(
                people.owner.token(),
                "POST",
                "/v1/vehicles/" + vehicle + "/shifts",
                "{\"driver\":\"%s\",\"from\":\"2026-03-02T07:00:00Z\"}"
                    .formatted(people.driver.id())))
            .path("id")
            .asText();
    String path = "/v1/shifts/" + shift + "/corrections";
    twice(people.owner.token(), path, "{\"driver\":null}", 202);
    assertThat(as(people.owner.token(), "POST", path, "{\"driver\":null}").statusCode())
        .as("without a key nobody knows whether it was meant again")
        .isIn(404, 409);
  }

  private HttpResponse<byte[]> as(String token, String method, String path, String body) {
    return api.sendAs(token, method, path, body);
  }

  private long told(Template template) {
    return api.notices.stream().filter(one -> one.template() == template).count();
  }

  /** As {@link #twice}, and under another key another thing. */
  private String made(TestPeople people, String path, String body) {
    String id = twice(people.owner.token(), path, body, 201);
    String bearer = "Bearer " + people.owner.token();
    HttpResponse<byte[]> fresh = api.post(path, body, KEY, "k2", "authorization", bearer);
    assertThat(json(fresh).path("id").asText()).as(path).isNotEqualTo(id);
    return id;
  }

  /** Makes a thing, and again under the same key: the second answer is the first. */
  private String twice(String token, String path, String body, int status) {
    String bearer = "Bearer " + token;
    HttpResponse<byte[]> first = api.post(path, body, KEY, "k", "authorization", bearer);
    HttpResponse<byte[]> again = api.post(path, body, KEY, "k", "authorization", bearer);
    assertThat(first.statusCode()).as(path + " " + text(first)).isEqualTo(status);
    assertThat(again.statusCode()).as(path).isEqualTo(status);
    assertThat(text(again)).as(path).isEqualTo(text(first));
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
