package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import kz.relog.api.notice.Template;
import kz.relog.api.spi.SubjectTracks;
import kz.relog.api.store.ExportRow;
import org.junit.jupiter.api.Test;

/**
 * Erasures that wait, are taken back or are refused: each with its own answer, nothing half done.
 */
class ErasureRefusalsIT extends ErasureScene {
  @Test
  void askedTwiceTheFirstIsGivenBack() {
    String first = askByCompany();
    assertThat(askByCompany()).isEqualTo(first);
    String mine = "{\"categories\":[\"messages\"]}";
    String part = TestPeople.ok(asOwner("POST", MINE, mine), 202).path("id").asText();
    awaitState(part, "done");
    // Until now without an end: another time, another erasure.
    assertThat(TestPeople.ok(asOwner("POST", MINE, mine), 202).path("subject").asText())
        .isEqualTo(people.owner.id());
  }

  @Test
  void whoAskedTakesItBackWithinTheWindowAndNobodyElse() {
    String byCompany = askByCompany();
    assertThat(asDriver("POST", MINE + "/" + byCompany + "/cancel", "").statusCode())
        .isEqualTo(409);
    String cancel = "/v1/erasures/" + byCompany + "/cancel";
    assertThat(TestPeople.ok(asOwner("POST", cancel, ""), 200).path("state").asText())
        .isEqualTo("cancelled");
    assertThat(asDriver("GET", "/v1/me/history", "").statusCode()).isEqualTo(200);
    assertThat(asOwner("POST", cancel, "").statusCode()).as("twice").isEqualTo(409);
    String own =
        TestPeople.ok(asDriver("POST", MINE, "{\"withWindow\":true}"), 202).path("id").asText();
    assertThat(asOwner("POST", "/v1/erasures/" + own + "/cancel", "").statusCode()).isEqualTo(409);
    assertThat(
            TestPeople.ok(asDriver("POST", MINE + "/" + own + "/cancel", ""), 200)
                .path("state")
                .asText())
        .isEqualTo("cancelled");
    assertThat(notices(Template.ERASURE_CANCELLED)).hasSize(2);
  }

  @Test
  void aHoldKeepsWhatADisputeNeedsTheRestGoesAndTheWholeWhenItEnds() {
    TestPeople.ok(asDriver("PATCH", "/v1/me", "{\"phone\":\"+7 702 765-43-21\"}"), 200);
    String hold = hold(people.driver.id());
    JsonNode asked = TestPeople.ok(asDriver("POST", MINE, "{}"), 202);
    assertThat(asked.path("state").asText()).isEqualTo("held");
    assertThat(asked.at("/hold/reason").asText()).isEqualTo("A claim.");
    assertThat(asked.at("/hold/owner").asText()).isEqualTo(people.owner.id());
    assertThat(asked.at("/hold/reviewAt").asText()).startsWith("2026-05-31");
    assertThat(notices(Template.ERASURE_REFUSED)).hasSize(1);
    assertThat(count("profile_change")).as("no dispute needs it").isZero();
    assertThat(count("person WHERE LENGTH(sealed) = 0")).as("who it was").isZero();
    assertThat(asOwner("GET", "/v1/people/" + people.driver.id(), "").statusCode()).isEqualTo(423);
    assertThat(asOwner("DELETE", "/v1/holds/" + hold, "").statusCode()).isEqualTo(204);
    awaitState(asked.path("id").asText(), "done");
  }

  @Test
  void aHoldRefusesAPartWithItsReasonAndNothingIsDone() {
    hold(people.driver.id());
    TestPeople.ok(asDriver("PATCH", "/v1/me", "{\"phone\":\"+7 702 765-43-21\"}"), 200);
    HttpResponse<byte[]> refused = asDriver("POST", MINE, "{\"categories\":[\"profile-history\"]}");
    assertThat(refused.statusCode()).isEqualTo(423);
    assertThat(RunningApi.json(refused).path("type").asText()).endsWith(":held");
    assertThat(RunningApi.text(refused)).contains("A claim.", people.owner.id(), "2026-06-01");
    assertThat(count("erasure_request")).isZero();
    assertThat(count("profile_change")).isEqualTo(1);
  }

  @Test
  void wrongRequestsHaveTheirOwnAnswersAndNothingIsDone() {
    String unknown = "/v1/people/2f3c5a7190be4d61/erasures";
    String reason = "{\"reason\":\"r\"}";
    assertThat(asOwner("POST", unknown, reason).statusCode()).isEqualTo(404);
    TestPeople foreign = new TestPeople(api);
    String foreigner = "/v1/people/" + foreign.driver.id() + "/erasures";
    assertThat(asOwner("POST", foreigner, reason).statusCode()).isEqualTo(404);
    String dispatcher = "/v1/people/" + people.dispatcher.id() + "/erasures";
    assertThat(asDispatcher("POST", dispatcher, reason).statusCode()).isEqualTo(409);
    String owner = "/v1/people/" + people.owner.id() + "/erasures";
    assertThat(asDispatcher("POST", owner, reason).statusCode()).isEqualTo(403);
    assertThat(asOwner("POST", MINE, "{}").statusCode()).as("the last owner").isEqualTo(409);
    String driver = "/v1/people/" + people.driver.id() + "/erasures";
    assertThat(asOwner("POST", driver, "{}").statusCode()).as("no reason").isEqualTo(422);
    for (String wrong :
        List.of(
            "{\"categories\":[]}",
            "{\"categories\":[\"all\"]}",
            "{\"from\":\"2026-03-02T09:00:00Z\"}",
            "{\"to\":\"2027-03-02T09:00:00Z\"}",
            "{\"categories\":[\"messages\"],\"from\":\"2026-03-01T09:00:00Z\"}")) {
      assertThat(asDriver("POST", MINE, wrong).statusCode()).as(wrong).isEqualTo(422);
    }
    assertThat(asDriver("POST", MINE, "{\"device\":\"2f3c5a7190be4d61\"}").statusCode())
        .isEqualTo(404);
    assertThat(count("erasure_request")).isZero();
    assertThat(count("erasure")).isZero();
  }

  @Test
  void whileAPackageIsBeingMadeItIsRefusedUnlessThePersonDoesWithout() {
    api.road.broken = true;
    api.road.stretches.put(
        people.driver.ref(),
        List.of(new SubjectTracks.Stretch(1, 0, RunningApi.NOW.toEpochMilli())));
    api.store
        .exports()
        .add(
            new ExportRow(
                0,
                0xe1,
                people.companyRef(),
                people.driver.ref(),
                people.driver.ref(),
                ExportRow.Way.ONLINE,
                RunningApi.NOW.toEpochMilli(),
                RunningApi.NOW.plus(Duration.ofDays(30)).toEpochMilli(),
                ExportRow.State.RUNNING,
                0,
                0,
                0,
                0,
                0,
                0,
                0));
    HttpResponse<byte[]> refused = asDriver("POST", MINE, "{}");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(RunningApi.json(refused).path("type").asText()).endsWith(":export-under-way");
    assertThat(count("erasure_request")).isZero();
    String id =
        TestPeople.ok(asDriver("POST", MINE, "{\"withoutPackage\":true}"), 202).path("id").asText();
    awaitState(id, "done");
    assertThat(count("export_job WHERE ended_ms = 0")).isZero();
  }
}
