package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.ref;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import kz.relog.api.spi.PlanEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EventsIT {
  private static final long T = 1772438400000L;

  @TempDir Path dir;

  private static PlanEvent event(int number, long device, long plan) {
    return new PlanEvent(
        "e" + number, 9, false, PlanEvent.Type.ARRIVED, T + number, device, plan, 2, 2);
  }

  @Test
  void pagesJoinAndTheCursorHoldsOverARestart() {
    String next;
    try (RunningApi api = new RunningApi(dir)) {
      api.ownPlan(9);
      api.ownPlan(10);
      JsonNode empty = json(api.get("/v1/events"));
      assertThat(empty.path("items")).isEmpty();
      api.tell(List.of(event(1, 7, 9), event(2, 7, 9), event(3, 8, 10)));
      JsonNode first = json(api.get("/v1/events?limit=2&after=" + empty.path("next").asText()));
      assertThat(first.path("items").findValuesAsText("id")).containsExactly("e1", "e2");
      assertThat(first.path("more").asBoolean()).isTrue();
      next = first.path("next").asText();
    }
    try (RunningApi api = new RunningApi(dir)) {
      JsonNode second = json(api.get("/v1/events?after=" + next));
      assertThat(second.path("items").findValuesAsText("id")).containsExactly("e3");
      assertThat(second.path("more").asBoolean()).isFalse();
      api.tell(List.of(event(4, 7, 9)));
      JsonNode third = json(api.get("/v1/events?after=" + second.path("next").asText()));
      assertThat(third.path("items").findValuesAsText("id")).containsExactly("e4");
      assertThat(json(api.get("/v1/events?after=latest")).path("items")).isEmpty();
      assertThat(json(api.get("/v1/events?after=0badcafe-2")).path("items")).hasSize(4);
    }
  }

  @Test
  void eventsAreFilteredAndNameTheStopOfThePlanAsItIsNow() {
    try (RunningApi api = new RunningApi(dir)) {
      api.ownPlan(10);
      String plan = api.newPlan(Plans.almaty("r", "Customer 118"));
      api.tell(List.of(event(1, 7, ref(plan)), event(2, 8, 10)));
      String change = "{\"stops\":[{\"seq\":2},{\"seq\":1}]}";
      api.send("PATCH", "/v1/plans/" + plan, change, "if-match", "\"1\"");
      JsonNode ofPlan = json(api.get("/v1/events?plan=" + plan));
      assertThat(ofPlan.path("items")).hasSize(1);
      assertThat(ofPlan.path("items").get(0).path("stop").asInt()).isEqualTo(1);
      assertThat(ofPlan.path("items").get(0).path("stopName").asText()).isEqualTo("Customer 118");
      assertThat(json(api.get("/v1/events?device=0000000000000008")).path("items")).hasSize(1);
      String next = ofPlan.path("next").asText();
      assertThat(json(api.get("/v1/events?plan=" + plan + "&after=" + next)).path("items"))
          .isEmpty();
    }
  }

  @Test
  void aCursorWhoseEventsWereDeletedIsToldSo() {
    try (RunningApi api = new RunningApi(dir)) {
      api.ownPlan(9);
      api.tell(List.of(event(1, 7, 9), event(2, 7, 9)));
      String cursor = json(api.get("/v1/events?limit=1")).path("next").asText();
      api.store.events().forgetBefore(Long.MAX_VALUE);
      assertThat(api.get("/v1/events?after=" + cursor).statusCode()).isEqualTo(410);
      assertThat(
              api.get("/v1/events/stream?after=" + cursor, "accept", "text/event-stream")
                  .statusCode())
          .isEqualTo(410);
      assertThat(json(api.get("/v1/events")).path("items")).isEmpty();
      api.tell(List.of(event(3, 7, 9)));
      assertThat(json(api.get("/v1/events")).path("items").get(0).path("cursor").asText())
          .endsWith("-3");
    }
  }

  @Test
  void aStreamGoesOnWhereItWasCutAlsoAfterARestart() throws IOException {
    String cursor;
    try (RunningApi api = new RunningApi(dir)) {
      api.ownPlan(9);
      api.tell(List.of(event(1, 7, 9)));
      try (EventStream stream = new EventStream(api, "/v1/events/stream", "")) {
        assertThat(stream.nextOrHeartbeat().event()).isEqualTo(":");
        api.tell(List.of(event(2, 7, 9)));
        EventStream.Message told = stream.next("event");
        OpenApiDocument.INSTANCE.assertValid(
            OpenApiDocument.INSTANCE.schema("Event"), told.json(), "event");
        assertThat(told.json().path("id").asText()).isEqualTo("e2");
        assertThat(told.json().path("cursor").asText()).isEqualTo(told.id());
        cursor = told.id();
      }
      api.tell(List.of(event(3, 7, 9)));
    }
    try (RunningApi api = new RunningApi(dir)) {
      api.tell(List.of(event(4, 7, 9), event(5, 8, 9)));
      try (EventStream stream =
          new EventStream(api, "/v1/events/stream?device=0000000000000007", cursor)) {
        assertThat(stream.next("event").json().path("id").asText()).isEqualTo("e3");
        assertThat(stream.next("event").json().path("id").asText()).isEqualTo("e4");
        api.tell(List.of(event(6, 8, 9), event(7, 7, 9)));
        assertThat(stream.next("event").json().path("id").asText()).isEqualTo("e7");
      }
      try (EventStream stream = new EventStream(api, "/v1/events/stream?after=0-0", "")) {
        for (int i = 1; i <= 7; i++) {
          assertThat(stream.next("event").json().path("id").asText()).isEqualTo("e" + i);
        }
      }
    }
  }

  @Test
  void theLiveViewKnowsTheLastEventsAfterARestart() {
    try (RunningApi api = new RunningApi(dir)) {
      api.ownPlan(9);
      api.tell(List.of(event(1, 7, 9), event(2, 7, 9)));
    }
    try (RunningApi api = new RunningApi(dir)) {
      assertThat(text(api.get("/v1/live"))).contains("\"e1\"", "\"e2\"");
    }
  }
}
