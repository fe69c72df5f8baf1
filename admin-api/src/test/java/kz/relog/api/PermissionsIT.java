package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.ref;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.access.Standing;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Template;
import kz.relog.api.spi.RoadChange.HoursPut;
import kz.relog.api.spi.RoadChange.PermissionChanged;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.spi.RoadGate.Action;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PermissionsIT extends CompanyScene {
  private static final String OLD = "0".repeat(64);

  String policy;

  @BeforeEach
  void setUp() {
    policy = policy(api);
  }

  @Test
  void everyPurposeIsASwitchThatIsOffAtFirst() {
    JsonNode items = json(mine("GET", "/v1/me/permissions", "")).path("items");
    assertThat(items.findValuesAsText("purpose"))
        .containsExactly(
            "plan-fact",
            "live-view",
            "customer-view",
            "camera-gallery",
            "marketing",
            "transfer-abroad");
    assertThat(items.findValuesAsText("state")).containsOnly("withdrawn");
    assertThat(api.road.journal).isEmpty();
  }

  @Test
  void aGrantIsOnTheRoadBehindTheHoursAndHasEvidenceAndAReceipt() {
    HttpResponse<byte[]> granted = grant("plan-fact");
    assertThat(granted.statusCode()).as(text(granted)).isEqualTo(200);
    assertThat(api.road.journal).hasSize(2);
    assertThat(api.road.journal.get(0)).isInstanceOf(HoursPut.class);
    assertThat(api.road.journal.get(1))
        .isEqualTo(
            new PermissionChanged(
                people.driver.ref(), Action.GRANT, RoadGate.PLAN_FACT, 0, api.clock.millis()));
    JsonNode permission = json(granted).path("permission");
    assertThat(permission.path("state").asText()).isEqualTo("granted");
    assertThat(permission.path("basis").asText()).isEqualTo("consent");
    assertThat(permission.path("document").asText()).isEqualTo(policy);
    assertThat(permission.path("since").asText()).isEqualTo("2026-03-02T08:00:00Z");
    assertThat(permission.path("receipt").asText()).hasSize(16);
    assertThat(grant("plan-fact").statusCode()).isEqualTo(200);
    assertThat(api.road.journal).as("the same again is nothing new").hasSize(2);
  }

  @Test
  void withdrawingIsOneCallTellsWhatStaysAndOffersErasure() {
    grant("live-view");
    api.clock.advance(Duration.ofMinutes(5));
    HttpResponse<byte[]> withdrawn = withdraw("live-view");
    assertThat(withdrawn.statusCode()).isEqualTo(200);
    assertThat(json(withdrawn).path("permission").path("state").asText()).isEqualTo("withdrawn");
    assertThat(json(withdrawn).path("objection").asBoolean()).isFalse();
    assertThat(json(withdrawn).path("stored").path("erase").asText()).isNotEmpty();
    JsonNode history = json(mine("GET", "/v1/me/permissions/history", "")).path("items");
    assertThat(history).hasSize(1);
    assertThat(history.get(0).path("since").asText()).isEqualTo("2026-03-02T08:00:00Z");
    assertThat(history.get(0).path("until").asText()).isEqualTo("2026-03-02T08:05:00Z");
  }

  @Test
  void historyComesInPages() {
    for (int i = 0; i < 3; i++) {
      grant("customer-view");
      api.clock.advance(Duration.ofMinutes(1));
      withdraw("customer-view");
    }
    JsonNode first = json(mine("GET", "/v1/me/permissions/history?limit=2", ""));
    assertThat(first.path("items")).hasSize(2);
    String next = first.path("next").asText();
    JsonNode rest = json(mine("GET", "/v1/me/permissions/history?limit=2&cursor=" + next, ""));
    assertThat(rest.path("items")).hasSize(1);
    assertThat(rest.path("next").isNull()).isTrue();
  }

  @Test
  void whatConcernsNoPositionNeverGoesToTheRoad() {
    for (String purpose : List.of("camera-gallery", "marketing", "transfer-abroad")) {
      assertThat(json(grant(purpose)).path("permission").path("state").asText())
          .isEqualTo("granted");
      assertThat(json(withdraw(purpose)).path("permission").path("state").asText())
          .isEqualTo("withdrawn");
    }
    assertThat(api.road.journal).isEmpty();
    assertThat(json(mine("GET", "/v1/me/permissions/history", "")).path("items")).hasSize(3);
  }

  @Test
  void aGrantNeedsTheDocumentInForceAndNoEarlierTime() {
    HttpResponse<byte[]> superseded = mine("PUT", "/v1/me/permissions/plan-fact", granted(OLD));
    assertThat(superseded.statusCode()).isEqualTo(409);
    assertThat(text(superseded)).contains(policy);
    assertThat(mine("PUT", "/v1/me/permissions/plan-fact", "{\"state\":\"granted\"}").statusCode())
        .isEqualTo(422);
    HttpResponse<byte[]> backdated =
        mine(
            "PUT",
            "/v1/me/permissions/plan-fact",
            "{\"state\":\"granted\",\"document\":\""
                + policy
                + "\",\"from\":\"2026-03-01T00:00:00Z\"}");
    assertThat(backdated.statusCode()).isEqualTo(422);
    assertThat(json(backdated).path("errors").get(0).path("field").asText()).isEqualTo("from");
    assertThat(mine("PUT", "/v1/me/permissions/flying", granted(policy)).statusCode())
        .isEqualTo(404);
    assertThat(api.road.journal).isEmpty();
  }

  @Test
  void nobodyGrantsForAnother() {
    String machine =
        api.as(
            new Caller(
                Role.OWNER, people.companyRef(), 0, 1, Standing.FULL, EnumSet.allOf(Scope.class)));
    String body = granted(policy);
    assertThat(api.sendAs(machine, "PUT", "/v1/me/permissions/plan-fact", body).statusCode())
        .isEqualTo(403);
    assertThat(
            api.sendAs(api.operatorToken, "PUT", "/v1/me/permissions/plan-fact", body).statusCode())
        .isEqualTo(403);
    api.sendAs(people.owner.token(), "PUT", "/v1/me/permissions/marketing", body);
    JsonNode driver = json(mine("GET", "/v1/me/permissions", "")).path("items");
    assertThat(driver.findValuesAsText("state")).containsOnly("withdrawn");
  }

  @Test
  void whoLostTheStandingStillWithdrawsAndDoesNotGrant() {
    grant("plan-fact");
    String due =
        api.as(
            new Caller(
                Role.DRIVER,
                people.companyRef(),
                people.driver.ref(),
                7,
                Standing.DOCUMENTS_DUE,
                EnumSet.allOf(Scope.class)));
    assertThat(api.sendAs(due, "PUT", "/v1/me/permissions/live-view", granted(policy)).statusCode())
        .isEqualTo(403);
    assertThat(
            api.sendAs(due, "PUT", "/v1/me/permissions/plan-fact", "{\"state\":\"withdrawn\"}")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aWithdrawalGoesToTheRoadEvenWhenNothingShowsAGrant() {
    withdraw("plan-fact");
    assertThat(api.road.journalled(PermissionChanged.class))
        .extracting(PermissionChanged::action)
        .containsExactly(Action.WITHDRAW);
  }

  @Test
  void anotherBasisAnObjectionAndItsEndAreTold() {
    String path = "/v1/people/" + people.driver.id() + "/permissions";
    TestPeople.ok(owner("POST", path, otherBasis(told())), 201);
    withdraw("plan-fact");
    TestPeople.ok(owner("DELETE", path + "/plan-fact", ""), 200);
    assertThat(
            api.notices.stream()
                .filter(one -> one.personRef() == people.driver.ref())
                .map(Notice::template))
        .containsSubsequence(
            Template.PERMISSION_BASIS, Template.PERMISSION_OBJECTION, Template.PERMISSION_CHANGED);
    Notice basis =
        api.notices.stream()
            .filter(one -> one.template() == Template.PERMISSION_BASIS)
            .findFirst()
            .orElseThrow();
    assertThat(basis.values()).containsEntry("basis", "contract").doesNotContainKey("text");
  }

  @Test
  void aFullRoadLeavesNoEvidence() {
    api.road.full = true;
    assertThat(grant("plan-fact").statusCode()).isEqualTo(503);
    api.road.full = false;
    assertThat(json(mine("GET", "/v1/me/permissions/history", "")).path("items")).isEmpty();
    JsonNode first = json(mine("GET", "/v1/me/permissions", "")).path("items").get(0);
    assertThat(first.path("state").asText()).isEqualTo("withdrawn");
  }

  @Test
  void aWithdrawalOnTheDeviceIsSeenWithItsDevice() throws Exception {
    grant("plan-fact");
    api.road
        .withdrawOnDevice(people.driver.ref(), RoadGate.PLAN_FACT, 0x77)
        .toCompletableFuture()
        .get();
    api.clock.advance(Duration.ofMinutes(1));
    grant("live-view");
    JsonNode history = json(mine("GET", "/v1/me/permissions/history", "")).path("items");
    assertThat(history.get(0).path("endedOnDevice").asText()).isEqualTo("0000000000000077");
  }

  @Test
  void aPrivateTripPausesEverythingAndOnlyTheDriverEndsIt() {
    grant("plan-fact");
    HttpResponse<byte[]> on = mine("POST", "/v1/me/private-trip", "{\"state\":\"on\"}");
    assertThat(json(on).path("state").asText()).isEqualTo("on");
    assertThat(json(mine("GET", "/v1/me/permissions", "")).path("privateTrip").asText())
        .isEqualTo("on");
    api.sendAs(people.owner.token(), "POST", "/v1/me/private-trip", "{\"state\":\"off\"}");
    assertThat(json(mine("GET", "/v1/me/private-trip", "")).path("state").asText())
        .as("the owner ended an own one, if anything")
        .isEqualTo("on");
    mine("POST", "/v1/me/private-trip", "{\"state\":\"off\"}");
    assertThat(json(mine("GET", "/v1/me/private-trip", "")).path("state").asText())
        .isEqualTo("off");
    assertThat(api.road.journalled(PermissionChanged.class))
        .filteredOn(change -> change.subjectRef() == people.driver.ref())
        .extracting(PermissionChanged::action)
        .containsExactly(Action.GRANT, Action.PAUSE, Action.RESUME);
  }

  @Test
  void whoLeavesIsTrackedNoMoreBeforeTheMembershipEnds() {
    grant("plan-fact");
    grant("marketing");
    String path = "/v1/people/" + people.driver.id() + "/end";
    HttpResponse<byte[]> ended = owner("POST", path, "{\"reason\":\"Left the company\"}");
    assertThat(ended.statusCode()).as(text(ended)).isLessThan(300);
    PermissionChanged last =
        api.road.journalled(PermissionChanged.class).stream()
            .reduce((older, newer) -> newer)
            .orElseThrow();
    assertThat(last.action()).isEqualTo(Action.WITHDRAW);
    assertThat(last.purposes()).isEqualTo(RoadGate.EVERY_PURPOSE);
    assertThat(api.store.permissions().current(people.companyRef(), people.driver.ref())).isEmpty();
  }

  @Test
  void anotherBasisNeedsAnAssessmentAndTheToldRecord() {
    String path = "/v1/people/" + people.driver.id() + "/permissions";
    assertThat(owner("POST", path, otherBasis("2f3c5a7190be4d61")).statusCode()).isEqualTo(409);
    assertThat(
            owner("POST", path, "{\"purpose\":\"plan-fact\",\"basis\":\"contract\"}").statusCode())
        .isEqualTo(422);
    assertThat(
            owner("POST", path, otherBasis("2f3c5a7190be4d61").replace("contract", "consent"))
                .statusCode())
        .isEqualTo(422);
    String told = told();
    HttpResponse<byte[]> permitted = owner("POST", path, otherBasis(told));
    assertThat(permitted.statusCode()).as(text(permitted)).isEqualTo(201);
    JsonNode first = json(mine("GET", "/v1/me/permissions", "")).path("items").get(0);
    assertThat(first.path("state").asText()).isEqualTo("granted");
    assertThat(first.path("basis").asText()).isEqualTo("contract");
    String receipt = "/v1/me/receipts/" + first.path("receipt").asText();
    assertThat(text(mine("GET", receipt, "")))
        .contains("\"event_state\":\"informed\"", "\"lawful_basis\":\"contract\"")
        .doesNotContain("\"consent\"");
    assertThat(api.sendAs(people.dispatcher.token(), "POST", path, otherBasis(told)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void anObjectionStopsLiveAndCustomerViewAtOnceAndIsAnsweredByALaterAssessmentOnly() {
    String path = "/v1/people/" + people.driver.id() + "/permissions";
    String told = told();
    String assessed = otherBasis(told).replace("2026-03-02", "2026-03-01");
    owner("POST", path, assessed);
    owner("POST", path, assessed.replace("plan-fact", "live-view"));
    HttpResponse<byte[]> objected = withdraw("plan-fact");
    assertThat(json(objected).path("objection").asBoolean()).isTrue();
    JsonNode items = json(mine("GET", "/v1/me/permissions", "")).path("items");
    assertThat(items.get(0).path("state").asText()).isEqualTo("granted");
    assertThat(items.get(1).path("state").asText()).isEqualTo("withdrawn");
    assertThat(owner("POST", path, assessed).statusCode()).isEqualTo(409);
    assertThat(owner("POST", path, otherBasis(told)).statusCode()).isEqualTo(201);
    assertThat(owner("DELETE", path + "/plan-fact", "").statusCode()).isEqualTo(200);
    assertThat(owner("DELETE", path + "/plan-fact", "").statusCode()).isEqualTo(404);
  }

  @Test
  void consentIsNotReplacedByAnotherBasisAndTheOwnerDoesNotEndIt() {
    grant("plan-fact");
    String path = "/v1/people/" + people.driver.id() + "/permissions";
    assertThat(owner("POST", path, otherBasis(told())).statusCode()).isEqualTo(409);
    assertThat(owner("DELETE", path + "/plan-fact", "").statusCode()).isEqualTo(404);
  }

  @Test
  void whoWasNotToldIsListed() {
    JsonNode before = json(owner("GET", "/v1/people:not-told", "")).path("people");
    assertThat(before).hasSize(1);
    assertThat(before.get(0).asText()).isEqualTo(people.driver.id());
    told();
    assertThat(json(owner("GET", "/v1/people:not-told", "")).path("people")).isEmpty();
    assertThat(json(owner("GET", "/v1/people/" + people.driver.id() + "/told", "")).path("items"))
        .hasSize(1);
    String path = "/v1/people/" + people.driver.id() + "/told";
    String future = toldBody().replace("2026-03-02T07", "2026-03-02T09");
    assertThat(owner("POST", path, future).statusCode()).isEqualTo(422);
    TestPeople others = new TestPeople(api);
    assertThat(api.sendAs(others.owner.token(), "POST", path, toldBody()).statusCode())
        .isEqualTo(404);
    assertThat(ref(others.company())).isNotEqualTo(people.companyRef());
  }

  /** The hash of the privacy policy in force, as anybody reads it. */
  static String policy(RunningApi api) {
    for (JsonNode document : json(api.sendAs("", "GET", "/v1/documents", "")).path("items")) {
      if (document.path("kind").asText().equals("privacy-policy")) {
        return document.path("bindingHash").asText();
      }
    }
    throw new AssertionError("no privacy policy");
  }

  private String told() {
    String path = "/v1/people/" + people.driver.id() + "/told";
    return json(owner("POST", path, toldBody())).path("id").asText();
  }

  private String toldBody() {
    return "{\"at\":\"2026-03-02T07:00:00Z\",\"how\":\"in-person\",\"document\":\""
        + policy
        + "\"}";
  }

  private static String otherBasis(String told) {
    return "{\"purpose\":\"plan-fact\",\"basis\":\"contract\",\"assessment\":{\"date\":"
        + "\"2026-03-02\",\"text\":\"The contract needs it.\"},\"told\":\""
        + told
        + "\"}";
  }

  private static String granted(String document) {
    return "{\"state\":\"granted\",\"document\":\"" + document + "\"}";
  }

  private HttpResponse<byte[]> grant(String purpose) {
    return mine("PUT", "/v1/me/permissions/" + purpose, granted(policy));
  }

  private HttpResponse<byte[]> withdraw(String purpose) {
    return mine("PUT", "/v1/me/permissions/" + purpose, "{\"state\":\"withdrawn\"}");
  }

  private HttpResponse<byte[]> mine(String method, String path, String body) {
    return api.sendAs(people.driver.token(), method, path, body);
  }

  private HttpResponse<byte[]> owner(String method, String path, String body) {
    return api.sendAs(people.owner.token(), method, path, body);
  }
}
