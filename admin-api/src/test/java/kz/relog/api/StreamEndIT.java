package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An open stream ends when its reader may not have it any more, and not for anybody else. */
@Timeout(60)
class StreamEndIT extends CompanyScene {
  private EventStream open(String path, String token) {
    EventStream stream = new EventStream(api, path, "", "Bearer " + token);
    assertThat(stream.answer.statusCode()).isEqualTo(200);
    return stream;
  }

  /** The others' stream goes on: its next sign of life comes. */
  private static void assertGoesOn(EventStream stream) {
    assertThat(stream.nextOrHeartbeat().event()).isNotEqualTo("end");
    assertThat(stream.nextOrHeartbeat().event()).isNotEqualTo("end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/live", "/v1/events/stream"})
  void ofWhoIsErased(String path) throws IOException {
    try (EventStream gone = open(path, people.dispatcher.token());
        EventStream stays = open(path, people.owner.token())) {
      TestPeople.ok(
          api.sendAs(
              people.owner.token(),
              "POST",
              "/v1/people/" + people.dispatcher.id() + "/erasures",
              "{\"reason\":\"left\"}"),
          202);
      assertThat(gone.next("end").event()).isEqualTo("end");
      assertGoesOn(stays);
    }
  }

  @Test
  void ofWhoErasesThemself() throws IOException {
    try (EventStream gone = open("/v1/live", people.dispatcher.token())) {
      TestPeople.ok(api.sendAs(people.dispatcher.token(), "POST", "/v1/me/erasures", "{}"), 202);
      assertThat(gone.next("end").event()).isEqualTo("end");
    }
  }

  @Test
  void ofWhoLogsOut() throws IOException {
    try (EventStream gone = open("/v1/live", people.dispatcher.token());
        EventStream stays = open("/v1/live", people.owner.token())) {
      assertThat(
              api.sendAs(people.dispatcher.token(), "DELETE", "/v1/sessions/current", "")
                  .statusCode())
          .isEqualTo(204);
      assertThat(gone.next("end").event()).isEqualTo("end");
      assertGoesOn(stays);
    }
  }

  @Test
  void ofAMachineWhoseTokenIsTakenBack() throws IOException {
    var made =
        TestPeople.ok(
            api.sendAs(
                people.owner.token(),
                "POST",
                "/v1/api-tokens",
                "{\"name\":\"board\",\"scopes\":[\"tracks\"],\"days\":9}"),
            201);
    try (EventStream gone = open("/v1/live", made.path("token").asText())) {
      assertThat(
              api.sendAs(
                      people.owner.token(),
                      "DELETE",
                      "/v1/api-tokens/" + made.path("id").asText(),
                      "")
                  .statusCode())
          .isEqualTo(204);
      assertThat(gone.next("end").event()).isEqualTo("end");
    }
  }

  /** One who reads on although nobody may must not keep the place of others. */
  @Test
  void andItsPlaceIsFree() throws IOException {
    try (EventStream gone = open("/v1/live", people.dispatcher.token())) {
      Eventually.isTrue(() -> api.metrics().contains("relog_live_streams 1.0"));
      api.sendAs(people.dispatcher.token(), "DELETE", "/v1/sessions/current", "");
      assertThat(List.of(gone.next("end").event())).containsExactly("end");
      Eventually.isTrue(() -> api.metrics().contains("relog_live_streams 0.0"));
    }
  }
}
