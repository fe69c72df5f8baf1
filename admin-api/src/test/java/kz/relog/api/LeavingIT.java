package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.ref;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import kz.relog.api.spi.RoadChange;
import kz.relog.api.spi.RoadGate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who leaves, or is removed, is off the road with everything that shows where they are. */
class LeavingIT extends CompanyScene {
  String phone;
  String running;
  String coming;
  String plan;

  @BeforeEach
  void setUp() {
    String driver = people.driver.id();
    phone = id(send("POST", "/v1/devices", "{\"driver\":\"" + driver + "\"}"));
    String vehicle = id(send("POST", "/v1/vehicles", "{\"name\":\"Van 7\"}"));
    id(send("POST", "/v1/devices", "{\"vehicle\":\"" + vehicle + "\"}"));
    running = id(shift(vehicle, driver, "null"));
    String other = id(send("POST", "/v1/vehicles", "{\"name\":\"Van 8\"}"));
    id(send("POST", "/v1/devices", "{\"vehicle\":\"" + other + "\"}"));
    coming = id(shift(other, driver, "\"2026-03-03T08:00:00Z\""));
    plan = id(send("POST", "/v1/plans?device=" + phone, Plans.almaty("p", "Customer")));
    id(send("POST", "/v1/plans/" + plan + "/stops/c-118/share-links", "{}"));
    api.clock.advance(Duration.ofHours(1));
    api.road.journal.clear();
  }

  @Test
  void whoIsRemovedIsOffTheRoad() {
    HttpResponse<byte[]> ended =
        send("POST", "/v1/people/" + people.driver.id() + "/end", "{\"reason\":\"left us\"}");
    assertThat(ended.statusCode()).as(text(ended)).isEqualTo(200);
    assertOffTheRoad();
  }

  @Test
  void whoLeavesIsOffTheRoad() {
    assertThat(api.sendAs(people.driver.token(), "POST", "/v1/me/leave", "").statusCode())
        .isLessThan(300);
    assertOffTheRoad();
  }

  @Test
  void whileTheRoadTakesNothingTheMembershipGoesOn() {
    api.road.full = true;
    assertThat(
            send("POST", "/v1/people/" + people.driver.id() + "/end", "{\"reason\":\"left\"}")
                .statusCode())
        .isEqualTo(503);
    api.road.full = false;
    assertThat(json(send("GET", "/v1/people/" + people.driver.id(), "")).path("state").asText())
        .isEqualTo("active");
  }

  private void assertOffTheRoad() {
    List<RoadChange> changes = api.road.journal;
    assertThat(changes.get(0))
        .as("first nothing is permitted any more")
        .isInstanceOfSatisfying(
            RoadChange.PermissionChanged.class,
            change -> {
              assertThat(change.subjectRef()).isEqualTo(people.driver.ref());
              assertThat(change.action()).isEqualTo(RoadGate.Action.WITHDRAW);
              assertThat(change.purposes()).isEqualTo(RoadGate.EVERY_PURPOSE);
            });
    assertThat(api.road.journalled(RoadChange.BindingPut.class))
        .extracting(put -> put.binding().subjectRef(), put -> put.binding().toMs() != 0)
        .as("the shift that runs ends now, the one that comes is taken back")
        .containsExactlyInAnyOrder(tuple(people.driver.ref(), true), tuple(0L, false));
    assertThat(api.road.journalled(RoadChange.DeviceRevoked.class))
        .extracting(RoadChange.DeviceRevoked::deviceRef)
        .containsExactly(ref(phone));
    assertThat(json(send("GET", "/v1/shifts/" + running, "")).path("to").asText())
        .isEqualTo("2026-03-02T09:00:00Z");
    assertThat(send("GET", "/v1/shifts/" + coming, "").statusCode()).isEqualTo(404);
    JsonNode device = json(send("GET", "/v1/devices/" + phone, ""));
    assertThat(device.path("state").asText()).isEqualTo("revoked");
    JsonNode links = json(send("GET", "/v1/plans/" + plan + "/stops/c-118/share-links", ""));
    assertThat(links.path("items").get(0).path("endedAt").asText())
        .isEqualTo("2026-03-02T09:00:00Z");
    assertThat(json(send("GET", "/v1/people/" + people.driver.id(), "")).path("state").asText())
        .isEqualTo("ended");
  }

  private HttpResponse<byte[]> shift(String vehicle, String driver, String from) {
    return send(
        "POST",
        "/v1/vehicles/" + vehicle + "/shifts",
        "{\"driver\":\"" + driver + "\",\"from\":" + from + "}");
  }

  private HttpResponse<byte[]> send(String method, String path, String body) {
    return api.sendAs(people.dispatcher.token(), method, path, body);
  }

  private static String id(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
    return json(answer).path("id").asText();
  }
}
