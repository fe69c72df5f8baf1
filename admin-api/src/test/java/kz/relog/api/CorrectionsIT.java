package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.ref;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import kz.relog.api.notice.Template;
import kz.relog.api.spi.Corrections.Misplaced;
import kz.relog.api.spi.GateRefusedException.Reason;
import kz.relog.api.spi.RoadChange.BindingPut;
import kz.relog.api.spi.RoadGate.Binding;
import kz.relog.api.store.DisclosureRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody else drove: shifts, bindings and facts follow, and both are told. */
class CorrectionsIT extends CompanyScene {
  private static final long T = RunningApi.NOW.toEpochMilli();
  private static final long HOUR_MS = 3_600_000;

  String second;
  String vehicle;
  String tracker;
  String shift;

  @BeforeEach
  void setUp() {
    second = people.join("driver", people.address("second")).id();
    vehicle = id(send("POST", "/v1/vehicles", "{\"name\":\"Van 7\"}"));
    tracker = id(send("POST", "/v1/devices", "{\"vehicle\":\"" + vehicle + "\"}"));
    api.road.journal.clear();
    shift =
        id(
            send(
                "POST",
                "/v1/vehicles/" + vehicle + "/shifts",
                "{\"driver\":\"" + people.driver.id() + "\",\"to\":\"2026-03-02T16:00:00Z\"}"));
    api.clock.advance(Duration.ofHours(6));
  }

  @Test
  void aWholeShiftGetsItsRightDriverUnderTheSameBindingAndBothAreTold() {
    JsonNode done = done(correct(second, null, null));
    assertThat(done.path("named").asText()).isEqualTo(people.driver.id());
    assertThat(done.path("driver").asText()).isEqualTo(second);
    assertThat(bindings())
        .extracting(Binding::subjectRef)
        .containsExactly(people.driver.ref(), ref(second));
    assertThat(bindings().get(1).bindingRef()).isEqualTo(bindings().get(0).bindingRef());
    assertThat(api.road.corrections)
        .containsExactly(
            new Misplaced(
                ref(tracker),
                people.driver.ref(),
                ref(second),
                T,
                T + 6 * HOUR_MS + Duration.ofMinutes(5).toMillis()));
    JsonNode shown = json(send("GET", "/v1/shifts/" + shift, ""));
    assertThat(shown.path("driver").asText()).isEqualTo(second);
    assertThat(api.notices)
        .filteredOn(notice -> notice.template() == Template.BINDING_CORRECTED)
        .extracting(notice -> notice.personRef())
        .containsExactly(people.driver.ref(), ref(second));
    assertThat(api.notices)
        .filteredOn(notice -> notice.template() == Template.BINDING_CORRECTED)
        .allSatisfy(
            notice ->
                assertThat(notice.values())
                    .containsEntry("from", "2026-03-02 13:00 (Asia/Almaty)")
                    .containsEntry("to", "2026-03-02 21:00 (Asia/Almaty)"));
    assertThat(corrected(people.driver.token())).isEqualTo(people.dispatcher.id());
  }

  @Test
  void whoGotSomethingOfTheWrongPersonSinceIsToldAndNobodyElse() {
    long since = T + HOUR_MS;
    people.disclosed(
        DisclosureRow.Kind.LAWFUL_REQUEST, 0x1a, since, Optional.of("office@court.example"));
    people.disclosed(DisclosureRow.Kind.MACHINE_EXPORT, 0x1b, since, Optional.empty());
    people.disclosed(DisclosureRow.Kind.SHARE_LINK, 0x1c, since, Optional.empty());
    people.disclosed(
        DisclosureRow.Kind.LAWFUL_REQUEST, 0x1d, T - HOUR_MS, Optional.of("long@ago.example"));
    done(correct(second, null, null));
    assertThat(api.notices)
        .filteredOn(notice -> notice.template() == Template.RECIPIENT_RECTIFIED)
        .singleElement()
        .satisfies(told -> assertThat(told.address()).contains("office@court.example"));
    assertThat(api.notices)
        .filteredOn(notice -> notice.template() == Template.RECIPIENT_TO_CORRECT)
        .as("a machine has no address: the owner tells whose it is")
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.personRef()).isEqualTo(people.owner.ref());
              assertThat(told.values()).isEqualTo(Map.of("request", "000000000000001b"));
            });
  }

  @Test
  void theEndOfAShiftWasDrivenByAnother() {
    done(correct(second, "2026-03-02T12:00:00Z", null));
    assertThat(bindings()).hasSize(3);
    assertThat(bindings().get(1).subjectRef()).isEqualTo(people.driver.ref());
    assertThat(bindings().get(1).toMs()).isEqualTo(T + 4 * HOUR_MS);
    assertThat(bindings().get(2).subjectRef()).isEqualTo(ref(second));
    assertThat(bindings().get(2).fromMs()).isEqualTo(T + 4 * HOUR_MS);
    assertThat(bindings().get(2).toMs()).isEqualTo(T + 8 * HOUR_MS);
    JsonNode shifts = json(send("GET", "/v1/vehicles/" + vehicle + "/shifts", "")).path("items");
    assertThat(shifts)
        .extracting(one -> one.path("driver").asText())
        .containsExactly(people.driver.id(), second);
    assertThat(shifts.get(0).path("to")).isEqualTo(shifts.get(1).path("from"));
    assertThat(
            send("POST", "/v1/shifts/" + shifts.get(1).path("id").asText() + "/end", "")
                .statusCode())
        .as("the new shift is one like any other")
        .isEqualTo(200);
  }

  @Test
  void theBeginningWasDrivenByNobodyKnown() {
    done(correct(null, null, "2026-03-02T09:00:00Z"));
    assertThat(api.road.corrections)
        .containsExactly(new Misplaced(ref(tracker), people.driver.ref(), 0, T, T + HOUR_MS));
    assertThat(bindings().get(1).fromMs()).isEqualTo(T + HOUR_MS);
    assertThat(bindings()).hasSize(2);
    assertThat(api.notices)
        .filteredOn(notice -> notice.template() == Template.BINDING_CORRECTED)
        .hasSize(1);
  }

  @Test
  void aCorrectionThatTheServerStoppedInGoesOnWithTheNextStart() {
    api.road.correctionsFail = true;
    String correction = json(correct(second, null, null)).path("id").asText();
    Eventually.isTrue(() -> api.road.correctionsTried.get() > 0);
    assertThat(json(send("GET", "/v1/corrections/" + correction, "")).path("state").asText())
        .isEqualTo("running");
    HttpResponse<byte[]> meanwhile = correct(null, null, null);
    assertThat(meanwhile.statusCode()).as(text(meanwhile)).isEqualTo(409);
    Path data = dir;
    api.close();
    api = new RunningApi(data);
    Eventually.isTrue(() -> !api.road.corrections.isEmpty());
    Eventually.isTrue(() -> api.store.corrections().open().isEmpty());
    assertThat(api.road.corrections).hasSize(1);
    assertThat(api.notices).hasSize(2);
    assertThat(api.road.journalled(BindingPut.class)).as("the road had them already").isEmpty();
  }

  @Test
  void whatTheRoadRefusesIsTakenFromTheWrongPersonAllTheSame() {
    api.road.bindingsRefusedOf = Optional.of(ref(second));
    api.road.refusal = Reason.BINDING_TIME;
    done(correct(second, null, null));
    assertThat(bindings().get(1).subjectRef()).isZero();
    assertThat(api.road.corrections).hasSize(1);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThat(correct(people.driver.id(), null, null).statusCode()).isEqualTo(409);
    assertThat(correct("2f3c5a7190be4d61", null, null).statusCode()).isEqualTo(404);
    assertThat(correct(people.dispatcher.id(), null, null).statusCode()).isEqualTo(409);
    String middle = text(correct(second, "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"));
    assertThat(middle).contains("two steps");
    assertThat(correct(second, "2026-03-02T07:00:00Z", null).statusCode()).isEqualTo(409);
    assertThat(text(correct(second, "2026-03-02T15:00:00Z", null))).contains("ahead");
    assertThat(send("POST", "/v1/shifts/" + shift + "/corrections", "{}").statusCode())
        .isEqualTo(422);
    api.clock.advance(Duration.ofHours(7));
    HttpResponse<byte[]> late = correct(second, null, null);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(json(late).path("type").asText()).endsWith("too-long-ago");
    assertThat(json(late).at("/errors/0/field").asText()).isEqualTo("from");
    assertThat(json(late).path("detail").asText()).contains("12 hours", "/v1/me/erasures");
    assertThat(api.road.corrections).isEmpty();
    assertThat(bindings()).hasSize(1);
  }

  @Test
  void aHoldOnWhoWasNamedKeepsWhatACorrectionWouldDestroy() {
    TestPeople.ok(
        api.sendAs(
            people.owner.token(),
            "POST",
            "/v1/holds",
            "{\"reason\":\"Claim\",\"person\":\""
                + people.driver.id()
                + "\",\"reviewOn\":\"2026-06-01\"}"),
        201);
    HttpResponse<byte[]> refused = correct(second, null, null);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(json(refused).path("type").asText()).endsWith("held");
    assertThat(api.road.corrections).isEmpty();
  }

  @Test
  void anotherCompanyFindsNeitherShiftNorCorrection() {
    String correction = done(correct(second, null, null)).path("id").asText();
    TestPeople others = new TestPeople(api);
    assertThat(
            api.sendAs(others.owner.token(), "GET", "/v1/corrections/" + correction, "")
                .statusCode())
        .isEqualTo(404);
    assertThat(
            api.sendAs(
                    others.owner.token(),
                    "POST",
                    "/v1/shifts/" + shift + "/corrections",
                    "{\"driver\":null}")
                .statusCode())
        .isEqualTo(404);
  }

  private String corrected(String token) {
    return StreamSupport.stream(
            json(api.sendAs(token, "GET", "/v1/me/audit", "")).path("items").spliterator(), false)
        .filter(row -> row.path("action").asText().equals("binding-corrected"))
        .map(row -> row.path("person").asText())
        .findFirst()
        .orElse("");
  }

  private JsonNode done(HttpResponse<byte[]> asked) {
    assertThat(asked.statusCode()).as(text(asked)).isEqualTo(202);
    String path = "/v1/corrections/" + json(asked).path("id").asText();
    Eventually.isTrue(() -> json(send("GET", path, "")).path("state").asText().equals("done"));
    return json(send("GET", path, ""));
  }

  private List<Binding> bindings() {
    return api.road.journalled(BindingPut.class).stream().map(BindingPut::binding).toList();
  }

  private HttpResponse<byte[]> correct(
      @Nullable String driver, @Nullable String from, @Nullable String to) {
    return send(
        "POST",
        "/v1/shifts/" + shift + "/corrections",
        "{\"driver\":"
            + quoted(driver)
            + ",\"from\":"
            + quoted(from)
            + ",\"to\":"
            + quoted(to)
            + "}");
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }

  private HttpResponse<byte[]> send(String method, String path, String body) {
    return api.sendAs(people.dispatcher.token(), method, path, body);
  }

  private static String id(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
    return json(answer).path("id").asText();
  }
}
