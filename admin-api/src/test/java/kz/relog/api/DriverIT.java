package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.ref;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a driver sees of the own tracking. */
class DriverIT extends CompanyScene {
  private static final long T = RunningApi.NOW.toEpochMilli();

  String policy;

  @BeforeEach
  void setUp() {
    policy = PermissionsIT.policy(api);
  }

  @Test
  void trackingTellsWhetherItIsOnByWhomForWhatAndWhyNot() {
    assertThat(why()).isEqualTo("not-permitted");
    permit("granted\",\"document\":\"" + policy);
    assertThat(why()).isEqualTo("no-device");
    phone();
    JsonNode on = json(mine("GET", "/v1/me/tracking", ""));
    assertThat(on.path("state").asText()).isEqualTo("on");
    assertThat(on.path("why").isNull()).isTrue();
    assertThat(on.path("company").asText()).startsWith("Altyn Freight");
    assertThat(on.path("purposes").get(0).asText()).isEqualTo("plan-fact");
    mine("POST", "/v1/me/private-trip", "{\"state\":\"on\"}");
    assertThat(why()).isEqualTo("private-trip");
    mine("POST", "/v1/me/private-trip", "{\"state\":\"off\"}");
    assertThat(why()).isEqualTo("null");
  }

  @Test
  void hoursAreThoseOfTheCompanysZoneOverMidnightToo() {
    permit("granted\",\"document\":\"" + policy);
    phone();
    // It is Monday, 13:00 in Almaty.
    hours("{\"zone\":\"Asia/Almaty\",\"week\":{\"mon\":[\"08:00-13:00\",\"14:00-18:00\"]}}");
    assertThat(why()).isEqualTo("outside-hours");
    hours("{\"zone\":\"Asia/Almaty\",\"week\":{\"mon\":[\"08:00-13:01\"]}}");
    assertThat(why()).isEqualTo("null");
    hours("{\"zone\":\"Asia/Almaty\",\"week\":{\"sun\":[\"22:00-13:01\"]}}");
    assertThat(why()).isEqualTo("null");
    hours("{\"week\":{\"mon\":[\"00:00-24:00\"]},\"days\":{\"2026-03-02\":[]}}");
    assertThat(why()).isEqualTo("outside-hours");
  }

  @Test
  void theOwnTrackIsThePhonesAndTheTrackersWhileItWasTheDrivers() {
    String phone = phone();
    String vehicle =
        json(dispatch("POST", "/v1/vehicles", "{\"name\":\"Van 7\"}")).path("id").asText();
    String tracker =
        json(dispatch("POST", "/v1/devices", "{\"vehicle\":\"" + vehicle + "\"}"))
            .path("id")
            .asText();
    JsonNode shift =
        json(
            dispatch(
                "POST",
                "/v1/vehicles/" + vehicle + "/shifts",
                "{\"driver\":\"" + people.driver.id() + "\",\"to\":\"2026-03-02T08:10:00Z\"}"));
    assertThat(shift.path("id").asText()).hasSize(16);
    api.road.tracks.put(ref(phone), List.of(new MemoryRoad.Fix(T + 60_000, 1, 2, 0, 0, 5)));
    api.road.tracks.put(
        ref(tracker),
        List.of(
            new MemoryRoad.Fix(T - 1, 3, 4, 0, 0, 5),
            new MemoryRoad.Fix(T + 120_000, 5, 6, 0, 0, 5),
            new MemoryRoad.Fix(T + 600_000, 7, 8, 0, 0, 5)));
    api.clock.advance(Duration.ofMinutes(30));
    assertThat(json(mine("GET", "/v1/me/track", "")).path("features")).hasSize(2);
    assertThat(text(mine("GET", "/v1/me/track?format=csv", "")).lines()).hasSize(3);
    assertThat(json(mine("GET", "/v1/me/track?from=2026-03-02T08:02:00Z", "")).path("features"))
        .hasSize(1);
    JsonNode others =
        json(api.sendAs(people.dispatcher.token(), "GET", "/v1/me/track", "")).path("features");
    assertThat(others).isEmpty();
  }

  @Test
  void ownDataNeedsNoPermission() {
    assertThat(mine("GET", "/v1/me/track", "").statusCode()).isEqualTo(200);
    assertThat(mine("GET", "/v1/me/plans", "").statusCode()).isEqualTo(200);
    assertThat(mine("GET", "/v1/me/tracking", "").statusCode()).isEqualTo(200);
  }

  @Test
  void onesOwnDevicesAndWhatOneWasToldAreOnesToSee() {
    String phone = phone();
    String told =
        "{\"at\":\"2026-03-02T07:00:00Z\",\"how\":\"in-person\",\"document\":\"" + policy + "\"}";
    dispatch("POST", "/v1/people/" + people.driver.id() + "/told", told);
    JsonNode devices = json(mine("GET", "/v1/me/devices", "")).path("items");
    assertThat(devices).hasSize(1);
    assertThat(devices.at("/0/device").asText()).isEqualTo(phone);
    assertThat(devices.at("/0/until").isNull()).isTrue();
    assertThat(json(mine("GET", "/v1/me/told", "")).at("/items/0/how").asText())
        .isEqualTo("in-person");
    String other = people.dispatcher.token();
    assertThat(json(api.sendAs(other, "GET", "/v1/me/devices", "")).path("items")).isEmpty();
    assertThat(json(api.sendAs(other, "GET", "/v1/me/told", "")).path("items")).isEmpty();
  }

  @Test
  void everyWordOfTheConsoleIsInEveryLanguage() {
    List<String> english = keysOf("/js/words-en.js");
    assertThat(english).hasSizeGreaterThan(90);
    assertThat(keysOf("/js/words-ru.js")).isEqualTo(english);
    assertThat(keysOf("/js/words-kk.js")).isEqualTo(english);
  }

  @Test
  void thePageComesFromThisServerInThreeLanguages() {
    HttpResponse<byte[]> page = api.get("/driver/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(text(page)).contains("js/main.js").doesNotContain("http://", "https://");
    assertThat(api.get("/driver").statusCode()).isIn(200, 302, 307);
    for (String language : List.of("en", "ru", "kk")) {
      String words = text(api.get("/driver/js/words-" + language + ".js"));
      assertThat(words).contains("private-trip", "transfer-abroad");
    }
  }

  @Test
  void everyWordOfThePageIsInEveryLanguage() {
    List<String> english = keys("en");
    assertThat(english).hasSizeGreaterThan(40);
    assertThat(keys("ru")).isEqualTo(english);
    assertThat(keys("kk")).isEqualTo(english);
  }

  private List<String> keys(String language) {
    return keysOf("/driver/js/words-" + language + ".js");
  }

  private List<String> keysOf(String path) {
    return text(api.get(path))
        .lines()
        .filter(line -> line.matches(" {2,4}['a-zA-Z_0-9-]+: .*"))
        .map(line -> line.substring(0, line.indexOf(':')))
        .toList();
  }

  private String phone() {
    return json(dispatch("POST", "/v1/devices", "{\"driver\":\"" + people.driver.id() + "\"}"))
        .path("id")
        .asText();
  }

  private void hours(String body) {
    assertThat(
            api.sendAs(people.owner.token(), "PUT", "/v1/company/tracking-hours", body)
                .statusCode())
        .isEqualTo(200);
  }

  private void permit(String state) {
    assertThat(
            mine("PUT", "/v1/me/permissions/plan-fact", "{\"state\":\"" + state + "\"}")
                .statusCode())
        .isEqualTo(200);
  }

  private String why() {
    return json(mine("GET", "/v1/me/tracking", "")).path("why").asText();
  }

  private HttpResponse<byte[]> mine(String method, String path, String body) {
    return api.sendAs(people.driver.token(), method, path, body);
  }

  private HttpResponse<byte[]> dispatch(String method, String path, String body) {
    return api.sendAs(people.dispatcher.token(), method, path, body);
  }
}
