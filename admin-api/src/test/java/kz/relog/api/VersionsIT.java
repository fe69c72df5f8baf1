package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is read and then changed: nobody's change is overwritten unseen, in the same way anywhere.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VersionsIT {
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.INSTANCE;
  private static final int AT_ONCE = 6;

  /** Set, not changed: a withdrawal must not fail because somebody else was faster. */
  private static final Set<String> SWITCHES =
      Set.of("PUT /v1/me/password", "PUT /v1/me/permissions/{purpose}", "PUT /v1/company/sharing");

  @TempDir static Path dir;
  RunningApi api;
  TestPeople people;
  String vehicle;
  List<Thing> things;

  /**
   * Something with a version.
   *
   * @param operation that changes it, as the description names it
   * @param read where it is read
   * @param change where it is changed
   * @param one a change
   * @param other another one
   * @param needed whether a change must name the version
   */
  record Thing(
      String operation, String read, String change, String one, String other, boolean needed) {
    String method() {
      return operation.substring(0, operation.indexOf(' '));
    }

    @Override
    public String toString() {
      return operation;
    }
  }

  @BeforeAll
  void start() {
    api = new RunningApi(dir);
    people = new TestPeople(api);
    vehicle = id(send("POST", "/v1/vehicles", "{\"name\":\"Van 7\"}"));
    String plan = "/v1/plans/" + id(send("POST", "/v1/plans", Plans.almaty("p", "C")));
    String shift =
        "/v1/shifts/"
            + id(
                send(
                    "POST",
                    "/v1/vehicles/" + vehicle + "/shifts",
                    shift("2026-03-05T08:00:00Z", "2026-03-05T16:00:00Z")));
    String tracker = id(send("POST", "/v1/devices", "{\"vehicle\":\"" + vehicle + "\"}"));
    String hours = "/v1/people/" + people.driver.id() + "/tracking-hours";
    String auditor = "/v1/people/" + people.auditor.id();
    things =
        List.of(
            thing("PUT /v1/plans/{id}", plan, Plans.almaty("p", "D"), Plans.almaty("p", "E")),
            new Thing(
                "PATCH /v1/plans/{id}",
                plan,
                plan,
                "{\"endTime\":\"2026-03-02T10:30:00Z\"}",
                "{\"endTime\":\"2026-03-02T10:45:00Z\"}",
                true),
            new Thing(
                "PUT /v1/plans/{id}/device",
                plan,
                plan + "/device",
                "{\"device\":\"" + tracker + "\"}",
                "{\"device\":null}",
                false),
            thing("PATCH /v1/company", "/v1/company", "{\"name\":\"A\"}", "{\"name\":\"B\"}"),
            thing("PATCH /v1/me", "/v1/me", "{\"lastName\":\"A\"}", "{\"lastName\":\"B\"}"),
            new Thing(
                "PUT /v1/people/{id}/role",
                auditor,
                auditor + "/role",
                "{\"role\":\"dispatcher\"}",
                "{\"role\":\"auditor\"}",
                false),
            thing("PUT /v1/company/tracking-hours", "/v1/company/tracking-hours", week(9), week(8)),
            thing("PUT /v1/people/{id}/tracking-hours", hours, week(10), week(11)),
            thing(
                "PUT /v1/vehicles/{id}",
                "/v1/vehicles/" + vehicle,
                "{\"name\":\"Van 8\"}",
                "{\"name\":\"Van 9\"}"),
            thing(
                "PUT /v1/shifts/{id}",
                shift,
                shift("2026-03-05T09:00:00Z", "2026-03-05T16:00:00Z"),
                shift("2026-03-05T10:00:00Z", "2026-03-05T16:00:00Z")));
  }

  @AfterAll
  void stop() {
    api.close();
  }

  private static Thing thing(String operation, String path, String one, String other) {
    return new Thing(operation, path, path, one, other, false);
  }

  private String shift(String from, String to) {
    return "{\"driver\":\""
        + people.driver.id()
        + "\",\"from\":\""
        + from
        + "\",\"to\":\""
        + to
        + "\"}";
  }

  private static String week(int hour) {
    return "{\"zone\":null,\"week\":{\"mon\":[\"%02d:00-18:00\"]},\"days\":{}}".formatted(hour);
  }

  @Test
  void everyChangeTakesTheVersionThatItWasMadeForAndEveryReadTellsIt() {
    for (String operation : DOCUMENT.operations()) {
      boolean isChange = operation.startsWith("PUT ") || operation.startsWith("PATCH ");
      if (isChange && !SWITCHES.contains(operation)) {
        JsonNode described = DOCUMENT.operation(operation);
        assertThat(described.path("parameters").toString())
            .as(operation)
            .contains("/parameters/IfMatch");
        assertThat(described.path("responses").has("412")).as(operation).isTrue();
        assertThat(things).extracting(Thing::operation).contains(operation);
      }
    }
    for (Thing thing : things) {
      String read = "GET" + thing.operation.replaceAll("^[A-Z]+|/(role|device)$", "");
      JsonNode described = DOCUMENT.operation(read);
      JsonNode shown = DOCUMENT.resolved(described.path("responses").path("200"));
      assertThat(shown.path("headers").has("ETag")).as(read).isTrue();
      assertThat(described.path("responses").has("304")).as(read).isTrue();
    }
  }

  @Test
  void aChangeForAnotherVersionIsRefusedAndOneForThisVersionIsMade() {
    for (Thing thing : things) {
      String tag = tagAfter(thing, thing.other);
      assertThat(tag).as(thing.read).matches("\"\\d+-[0-9a-f]{12}\"");
      for (String wrong : List.of("\"999\"", "W/" + tag, "\"x\"", "3")) {
        HttpResponse<byte[]> refused = change(thing, thing.one, "if-match", wrong);
        assertThat(refused.statusCode()).as(thing + " " + wrong).isEqualTo(412);
        assertThat(json(refused).path("type").asText()).endsWith("version-changed");
        assertThat(tag(thing)).as(thing + ": nothing was changed").isEqualTo(tag);
      }
      HttpResponse<byte[]> made = change(thing, thing.one, "if-match", tag);
      assertThat(made.statusCode()).as(thing + " " + text(made)).isEqualTo(200);
      assertThat(version(tag(thing))).as(thing.toString()).isGreaterThan(version(tag));
      assertThat(version(etag(made))).as(thing.toString()).isEqualTo(version(tag(thing)));
      assertThat(change(thing, thing.other, "if-match", tag).statusCode())
          .as(thing + ": the version before")
          .isEqualTo(412);
      String bare = "\"" + version(tag(thing)) + "\"";
      assertThat(change(thing, thing.other, "if-match", bare).statusCode())
          .as(thing + ": the version without its mark")
          .isEqualTo(200);
    }
  }

  @Test
  void withoutAVersionTheChangeIsMadeToWhateverIsThere() {
    for (Thing thing : things) {
      int status = thing.needed ? 428 : 200;
      assertThat(change(thing, thing.one).statusCode()).as(thing.toString()).isEqualTo(status);
      assertThat(change(thing, thing.other, "if-match", "*").statusCode())
          .as(thing.toString())
          .isEqualTo(status);
    }
  }

  @Test
  void ofChangesAtOnceForOneVersionOneIsMade() {
    for (Thing thing : things) {
      String tag = tagAfter(thing, thing.other);
      List<CompletableFuture<Integer>> answers =
          IntStream.range(0, AT_ONCE)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> change(thing, thing.one, "if-match", tag).statusCode()))
              .toList();
      List<Integer> statuses = answers.stream().map(CompletableFuture::join).toList();
      assertThat(statuses).as(thing.toString()).containsOnly(200, 412);
      assertThat(statuses.stream().filter(status -> status == 200)).as(thing.toString()).hasSize(1);
    }
  }

  @Test
  void whoHasTheNewestAlreadyIsToldSoAndSentNothing() {
    for (Thing thing : things) {
      String tag = tag(thing);
      for (String known : List.of(tag, "W/" + tag, "\"1-000000000000\", " + tag, "*")) {
        HttpResponse<byte[]> answer = read(thing, "if-none-match", known);
        assertThat(answer.statusCode()).as(thing.read + " " + known).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(etag(answer)).isEqualTo(tag);
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
      }
      assertThat(read(thing, "if-none-match", "\"1-000000000000\"").statusCode()).isEqualTo(200);
      assertThat(read(thing, "if-none-match", "\"" + version(tag) + "\"").statusCode())
          .as("a version alone is no answer that is known")
          .isEqualTo(200);
    }
  }

  @Test
  void aKnownAnswerOpensNoDoor() {
    String foreign = new TestPeople(api).owner.token();
    for (Thing thing : things) {
      if (thing.read.matches(".*[0-9a-f]{16}.*")) {
        HttpResponse<byte[]> answer =
            api.get(thing.read, "authorization", "Bearer " + foreign, "if-none-match", tag(thing));
        assertThat(answer.statusCode()).as(thing.read).isEqualTo(404);
      }
      assertThat(api.get(thing.read, "authorization", "", "if-none-match", "*").statusCode())
          .as(thing.read)
          .isEqualTo(401);
    }
  }

  @Test
  void whatIsShownBesideTheVersionMakesAReadNew() {
    String path = "/v1/vehicles/" + vehicle;
    String before = etag(api.get(path, "authorization", bearer()));
    id(send("POST", path + "/shifts", shift("2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z")));
    HttpResponse<byte[]> after = api.get(path, "authorization", bearer(), "if-none-match", before);
    assertThat(after.statusCode()).as("somebody drives it now").isEqualTo(200);
    assertThat(version(etag(after))).as("nobody changed it").isEqualTo(version(before));
  }

  private String bearer() {
    return "Bearer " + people.owner.token();
  }

  private HttpResponse<byte[]> read(Thing thing, String... headers) {
    return exchange("GET", thing.read, "", headers);
  }

  private HttpResponse<byte[]> change(Thing thing, String body, String... headers) {
    return exchange(thing.method(), thing.change, body, headers);
  }

  private HttpResponse<byte[]> exchange(
      String method, String path, String body, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "authorization";
    all[1] = bearer();
    return api.send(method, path, body, all);
  }

  private HttpResponse<byte[]> send(String method, String path, String body) {
    return exchange(method, path, body);
  }

  /** The tag when this was the last change, so that any other one is a change. */
  private String tagAfter(Thing thing, String body) {
    HttpResponse<byte[]> made = change(thing, body, "if-match", tag(thing));
    assertThat(made.statusCode()).as(thing + " " + text(made)).isEqualTo(200);
    return tag(thing);
  }

  private String tag(Thing thing) {
    return etag(read(thing));
  }

  private static String etag(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("etag").orElseThrow(() -> new AssertionError(text(answer)));
  }

  private static long version(String tag) {
    return Long.parseLong(tag.substring(1, tag.indexOf('-')));
  }

  private static String id(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
    return json(answer).path("id").asText();
  }
}
