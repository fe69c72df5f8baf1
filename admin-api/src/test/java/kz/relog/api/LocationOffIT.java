package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kz.relog.api.spi.RoadGate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever is not recorded now is shown with "off", and nobody else is told why. */
class LocationOffIT extends CompanyScene {
  String phone;

  @BeforeEach
  void setUp() {
    phone =
        TestPeople.ok(
                send("POST", "/v1/devices", "{\"driver\":\"" + people.driver.id() + "\"}"), 201)
            .path("id")
            .asText();
  }

  @Test
  void whyItIsOffMakesNoDifferenceToOthers() {
    String never = seen();
    change(RoadGate.Action.GRANT, RoadGate.EVERY_PURPOSE);
    assertThat(seen()).contains("\"location\":\"on\"").doesNotContain("\"location\":\"off\"");
    change(RoadGate.Action.PAUSE, RoadGate.EVERY_PURPOSE);
    String trip = seen();
    change(RoadGate.Action.RESUME, RoadGate.EVERY_PURPOSE);
    change(RoadGate.Action.WITHDRAW, RoadGate.EVERY_PURPOSE);
    String withdrawn = seen();
    assertThat(List.of(trip, withdrawn)).allSatisfy(one -> assertThat(one).isEqualTo(never));
    assertThat(never)
        .contains("\"location\":\"off\"")
        .doesNotContain("private", "withdraw", "pause", "hours");
  }

  @Test
  void whoIsRecordedForPlansAloneIsNotSeenLive() {
    change(RoadGate.Action.GRANT, RoadGate.PLAN_FACT);
    assertThat(json(send("GET", "/v1/devices/" + phone, "")).path("location").asText())
        .isEqualTo("off");
    assertThat(json(send("GET", "/v1/people/" + people.driver.id(), "")).path("location").asText())
        .isEqualTo("on");
    assertThat(
            json(send("GET", "/v1/people/" + people.dispatcher.id(), "")).path("location").isNull())
        .isTrue();
  }

  /** What the dispatcher sees of the driver and the phone, times of change aside. */
  private String seen() {
    List<JsonNode> views = new ArrayList<>();
    Stream.of("/v1/people/" + people.driver.id(), "/v1/devices/" + phone)
        .forEach(path -> views.add(json(send("GET", path, ""))));
    json(send("GET", "/v1/devices", "")).path("items").forEach(views::add);
    json(send("GET", "/v1/people", ""))
        .path("items")
        .forEach(
            one -> {
              if (one.path("id").asText().equals(people.driver.id())) {
                views.add(one);
              }
            });
    return views.toString();
  }

  private void change(RoadGate.Action action, int purposes) {
    long person = people.driver.ref();
    long seq = api.road.changePermission(person, action, purposes).toCompletableFuture().join();
    Eventually.isTrue(() -> api.store.projector().appliedSeq() >= seq);
  }

  private HttpResponse<byte[]> send(String method, String path, String body) {
    HttpResponse<byte[]> answer = api.sendAs(people.dispatcher.token(), method, path, body);
    assertThat(answer.statusCode()).as(text(answer)).isLessThan(300);
    return answer;
  }
}
