package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.ref;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kz.relog.api.spi.GateRefusedException.Reason;
import kz.relog.api.spi.RoadChange.BindingPut;
import kz.relog.api.spi.RoadGate.Binding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShiftsIT extends CompanyScene {
  private static final long T = RunningApi.NOW.toEpochMilli();
  private static final long HOUR_MS = 3_600_000;

  String vehicle;
  String tracker;

  @BeforeEach
  void setUp() {
    vehicle = id(send("POST", "/v1/vehicles", "{\"name\":\"Van 7\",\"plate\":\"123 ABC 02\"}"));
    tracker = id(send("POST", "/v1/devices", "{\"vehicle\":\"" + vehicle + "\"}"));
    api.road.journal.clear();
  }

  @Test
  void aVehicleIsMadeChangedListedAndRetired() throws Exception {
    JsonNode shown = json(send("GET", "/v1/vehicles/" + vehicle, ""));
    assertThat(shown.path("plate").asText()).isEqualTo("123 ABC 02");
    assertThat(shown.path("trackers").get(0).asText()).isEqualTo(tracker);
    HttpResponse<byte[]> changed =
        send("PUT", "/v1/vehicles/" + vehicle, "{\"name\":\"Van 8\",\"plate\":null}");
    assertThat(json(changed).path("name").asText()).isEqualTo("Van 8");
    assertThat(changed.headers().firstValue("etag").orElseThrow()).startsWith("\"2-");
    assertThat(send("POST", "/v1/vehicles/" + vehicle + "/retire", "").statusCode())
        .as("a tracker is in it")
        .isEqualTo(409);
    send("POST", "/v1/devices/" + tracker + "/unbind", "");
    assertThat(json(send("POST", "/v1/vehicles/" + vehicle + "/retire", "")).path("state").asText())
        .isEqualTo("retired");
    assertThat(json(send("GET", "/v1/vehicles", "")).path("items")).hasSize(1);
    assertThat(begin(people.driver.id(), null, null).statusCode()).isEqualTo(409);
    String raw = Files.readString(dir.resolve("admin.db"), StandardCharsets.ISO_8859_1);
    assertThat(raw).doesNotContain("Van 8").doesNotContain("Van 7").doesNotContain("123 ABC");
  }

  @Test
  void anotherCompanySeesNeitherVehicleNorShift() {
    String shift = id(begin(people.driver.id(), null, null));
    TestPeople others = new TestPeople(api);
    for (String path :
        List.of(
            "/v1/vehicles/" + vehicle,
            "/v1/vehicles/" + vehicle + "/shifts",
            "/v1/shifts/" + shift)) {
      assertThat(api.sendAs(others.owner.token(), "GET", path, "").statusCode())
          .as(path)
          .isEqualTo(404);
    }
    assertThat(begin(others.driver.id(), "2026-03-03T08:00:00Z", null).statusCode()).isEqualTo(404);
    assertThat(json(api.sendAs(others.owner.token(), "GET", "/v1/vehicles", "")).path("items"))
        .isEmpty();
  }

  @Test
  void aShiftBindsEachTrackerOfTheVehicle() {
    String second = id(send("POST", "/v1/devices", "{\"vehicle\":\"" + vehicle + "\"}"));
    HttpResponse<byte[]> begun = begin(people.driver.id(), null, "2026-03-02T17:00:00Z");
    assertThat(begun.statusCode()).as(text(begun)).isEqualTo(201);
    assertThat(bindings())
        .extracting(Binding::deviceRef)
        .containsExactlyInAnyOrder(ref(tracker), ref(second));
    assertThat(bindings())
        .allSatisfy(
            binding -> {
              assertThat(binding.subjectRef()).isEqualTo(people.driver.ref());
              assertThat(binding.fromMs()).isEqualTo(T);
              assertThat(binding.toMs()).isEqualTo(T + 9 * HOUR_MS);
            });
    assertThat(json(send("GET", "/v1/vehicles/" + vehicle, "")).path("driver").asText())
        .isEqualTo(people.driver.id());
  }

  @Test
  void twoDriversOfOneVehicleAreRefusedWithTheOtherShiftNamed() {
    String first = id(begin(people.driver.id(), null, "2026-03-02T12:00:00Z"));
    String second = people.join("driver", people.address("second")).id();
    HttpResponse<byte[]> refused = begin(second, "2026-03-02T11:59:59Z", null);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(text(refused)).contains(first);
    assertThat(begin(second, "2026-03-02T12:00:00Z", null).statusCode()).isEqualTo(201);
    JsonNode shifts = json(send("GET", "/v1/vehicles/" + vehicle + "/shifts?limit=1", ""));
    assertThat(shifts.path("items").get(0).path("id").asText()).isEqualTo(first);
    String next = shifts.path("next").asText();
    JsonNode rest = json(send("GET", "/v1/vehicles/" + vehicle + "/shifts?cursor=" + next, ""));
    assertThat(rest.path("items")).hasSize(1);
  }

  @Test
  void whatTheRoadRefusesLeavesNoShift() {
    api.road.bindingsRefused = Optional.of(Reason.BINDING_OVERLAPS);
    assertThat(begin(people.driver.id(), null, null).statusCode()).isEqualTo(409);
    api.road.bindingsRefused = Optional.empty();
    assertThat(json(send("GET", "/v1/vehicles/" + vehicle + "/shifts", "")).path("items"))
        .isEmpty();
    assertThat(begin(people.driver.id(), null, null).statusCode()).isEqualTo(201);
  }

  @Test
  void onlyAnActiveDriverDrivesAndTimesHaveLimits() {
    assertThat(begin(people.dispatcher.id(), null, null).statusCode()).isEqualTo(409);
    String invited = people.invite("driver", people.address("invited")).path("id").asText();
    assertThat(begin(invited, null, null).statusCode()).isEqualTo(409);
    assertThat(begin("2f3c5a7190be4d61", null, null).statusCode()).isEqualTo(404);
    assertThat(begin(people.driver.id(), "2026-03-01T19:59:59Z", null).statusCode()).isEqualTo(409);
    assertThat(
            begin(people.driver.id(), "2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z").statusCode())
        .isEqualTo(422);
    assertThat(begin(people.driver.id(), "2028-03-02T09:00:00Z", null).statusCode()).isEqualTo(422);
    assertThat(
            send(
                    "POST",
                    "/v1/vehicles/" + vehicle + "/shifts",
                    "{\"driver\":\"" + people.driver.id() + "\",\"until\":null}")
                .statusCode())
        .isEqualTo(422);
    assertThat(api.road.journal).isEmpty();
  }

  @Test
  void anEndIsOnTheRoadUnderTheSameBinding() {
    String shift = id(begin(people.driver.id(), null, null));
    assertThat(send("POST", "/v1/shifts/" + shift + "/end", "").statusCode()).isEqualTo(409);
    api.clock.advance(Duration.ofHours(3));
    JsonNode ended = json(send("POST", "/v1/shifts/" + shift + "/end", ""));
    assertThat(ended.path("to").asText()).isEqualTo("2026-03-02T11:00:00Z");
    assertThat(bindings()).hasSize(2);
    assertThat(bindings().get(1).bindingRef()).isEqualTo(bindings().get(0).bindingRef());
    assertThat(bindings().get(1).toMs()).isEqualTo(T + 3 * HOUR_MS);
    assertThat(send("POST", "/v1/shifts/" + shift + "/end", "").statusCode()).isEqualTo(200);
    assertThat(bindings()).as("ended is ended").hasSize(2);
  }

  @Test
  void aShiftThatHasNotBegunIsTakenBackWhole() {
    String shift = id(begin(people.driver.id(), "2026-03-03T08:00:00Z", null));
    assertThat(send("DELETE", "/v1/shifts/" + shift, "").statusCode()).isEqualTo(200);
    assertThat(bindings().get(1).subjectRef()).isZero();
    assertThat(send("GET", "/v1/shifts/" + shift, "").statusCode()).isEqualTo(404);
    String running = id(begin(people.driver.id(), null, null));
    assertThat(send("DELETE", "/v1/shifts/" + running, "").statusCode()).isEqualTo(409);
  }

  @Test
  void aCorrectionOfThePastStopsWherePositionsAreStored() {
    String shift = id(begin(people.driver.id(), null, null));
    String second = people.join("driver", people.address("second")).id();
    api.clock.advance(Duration.ofHours(2));
    HttpResponse<byte[]> clean = change(shift, second, "2026-03-02T08:00:00Z", null);
    assertThat(clean.statusCode()).as(text(clean)).isEqualTo(200);
    assertThat(bindings().get(1).subjectRef()).isEqualTo(ref(second));
    api.road.tracks.put(
        ref(tracker), List.of(new MemoryRoad.Fix(T + HOUR_MS, 432389490, 768897090, 83, 90, 5)));
    HttpResponse<byte[]> refused = change(shift, people.driver.id(), "2026-03-02T08:00:00Z", null);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(json(refused).path("type").asText()).endsWith("facts-stored");
    assertThat(change(shift, second, "2026-03-02T08:30:00Z", null).statusCode())
        .as("nothing is stored of its first half hour")
        .isEqualTo(200);
    assertThat(change(shift, second, "2026-03-02T09:30:00Z", null).statusCode()).isEqualTo(409);
    assertThat(change(shift, second, "2026-03-02T08:30:00Z", "2026-03-02T20:00:00Z").statusCode())
        .isEqualTo(200);
    api.clock.advance(Duration.ofHours(6));
    assertThat(send("GET", "/v1/shifts/" + shift, "").statusCode()).isEqualTo(200);
    api.clock.advance(Duration.ofHours(7));
    assertThat(
            change(shift, people.driver.id(), "2026-03-02T08:30:00Z", "2026-03-02T20:00:00Z")
                .statusCode())
        .as("too long ago")
        .isEqualTo(409);
    HttpResponse<byte[]> shorter =
        change(shift, second, "2026-03-02T08:30:00Z", "2026-03-02T09:00:00Z");
    assertThat(json(shorter).path("type").asText()).endsWith("too-long-ago");
    assertThat(json(shorter).at("/errors/0/pointer").asText()).isEqualTo("/to");
    HttpResponse<byte[]> late = begin(second, "2026-03-02T08:00:00Z", "2026-03-02T08:10:00Z");
    assertThat(json(late).path("type").asText()).endsWith("too-long-ago");
    assertThat(json(late).at("/errors/0/pointer").asText()).isEqualTo("/from");
  }

  @Test
  void aTrackerThatComesOrGoesDuringAShiftIsBoundOrUnbound() {
    begin(people.driver.id(), null, null);
    api.clock.advance(Duration.ofHours(1));
    String late = id(send("POST", "/v1/devices", "{\"vehicle\":\"" + vehicle + "\"}"));
    assertThat(bindings()).hasSize(2);
    assertThat(bindings().get(1).deviceRef()).isEqualTo(ref(late));
    assertThat(bindings().get(1).fromMs()).isEqualTo(T + HOUR_MS);
    api.clock.advance(Duration.ofHours(1));
    HttpResponse<byte[]> unbound = send("POST", "/v1/devices/" + tracker + "/unbind", "");
    assertThat(json(unbound).path("state").asText()).isEqualTo("unbound");
    assertThat(bindings().get(2).bindingRef()).isEqualTo(bindings().get(0).bindingRef());
    assertThat(bindings().get(2).toMs()).isEqualTo(T + 2 * HOUR_MS);
    assertThat(send("POST", "/v1/devices/" + tracker + "/unbind", "").statusCode()).isEqualTo(409);
  }

  private List<Binding> bindings() {
    return api.road.journalled(BindingPut.class).stream().map(BindingPut::binding).toList();
  }

  private HttpResponse<byte[]> begin(
      @Nullable String driver, @Nullable String from, @Nullable String to) {
    return send("POST", "/v1/vehicles/" + vehicle + "/shifts", body(driver, from, to));
  }

  private HttpResponse<byte[]> change(
      String shift, @Nullable String driver, @Nullable String from, @Nullable String to) {
    return send("PUT", "/v1/shifts/" + shift, body(driver, from, to));
  }

  private static String body(@Nullable String driver, @Nullable String from, @Nullable String to) {
    return "{\"driver\":\""
        + driver
        + "\",\"from\":"
        + (from == null ? "null" : "\"" + from + "\"")
        + ",\"to\":"
        + (to == null ? "null" : "\"" + to + "\"")
        + "}";
  }

  private HttpResponse<byte[]> send(String method, String path, String body) {
    return api.sendAs(people.dispatcher.token(), method, path, body);
  }

  private static String id(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
    return json(answer).path("id").asText();
  }
}
