package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.notice.Template;
import kz.relog.api.receipt.ReceiptKey;
import kz.relog.api.receipt.ReceiptVerifier;
import kz.relog.api.spi.NewDevice;
import kz.relog.api.spi.RoadChange;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.store.AuditVerifier;
import kz.relog.api.store.DisclosureRow;
import org.junit.jupiter.api.Test;

/** People have themselves erased, or are, and nothing of them is left in the records. */
class ErasuresIT extends ErasureScene {
  private static final String OTHER_TRACK =
      "/track?purpose=plan-fact&from=2026-03-02T07:00:00Z&to=2026-03-02T08:00:00Z";

  /** Leaves something of the driver wherever there is a place for it. */
  private String fillEveryPlace() {
    String driver = people.driver.id();
    TestPeople.ok(asDriver("PATCH", "/v1/me", "{\"phone\":\"+7 702 765-43-21\"}"), 200);
    TestPeople.ok(asDriver("POST", "/v1/me/questions", "{\"text\":\"Who sees me?\"}"), 201);
    String vehicle =
        TestPeople.ok(asOwner("POST", "/v1/vehicles", "{\"name\":\"Van\"}"), 201)
            .path("id")
            .asText();
    String shift = "{\"driver\":\"" + driver + "\"}";
    TestPeople.ok(asOwner("POST", "/v1/vehicles/" + vehicle + "/shifts", shift), 201);
    TestPeople.ok(asOwner("POST", "/v1/enrolments", "{\"driver\":\"" + driver + "\"}"), 201);
    String told =
        "{\"at\":\"2026-03-01T08:00:00Z\",\"how\":\"in-person\",\"document\":\""
            + "0".repeat(64)
            + "\"}";
    asOwner("POST", "/v1/people/" + driver + "/told", told);
    long ref = people.driver.ref();
    api.road.changePermission(ref, RoadGate.Action.GRANT, 7);
    api.road.changePermission(ref, RoadGate.Action.PAUSE, 7);
    return driver;
  }

  @Test
  void aPersonErasesThemselfAndNothingIsLeftButBareReferences() throws IOException {
    String driver = fillEveryPlace();
    String id = TestPeople.ok(asDriver("POST", MINE, "{}"), 202).path("id").asText();
    awaitState(id, "done");
    assertThat(erasure(id).path("certificate").asText()).endsWith(id);
    String whose = " WHERE person_ref = " + people.driver.ref();
    for (String table :
        List.of(
            "session",
            "mail_token",
            "permission",
            "pause",
            "own_permission",
            "permission_evidence",
            "objection",
            "told",
            "road_hours",
            "wanted_hours",
            "profile_change",
            "question",
            "opt_out_link",
            "activity")) {
      assertThat(count(table + whose)).as(table).isZero();
    }
    long ref = people.driver.ref();
    assertThat(count("shift WHERE driver_ref = " + ref)).isZero();
    assertThat(count("binding WHERE subject_ref = " + ref)).isZero();
    assertThat(count("enrolment WHERE driver_ref = " + ref)).isZero();
    assertThat(
            count(
                "account WHERE account_ref NOT IN (SELECT account_ref FROM person"
                    + " WHERE account_ref IS NOT NULL)"))
        .as("logins without a member")
        .isZero();
    assertThat(count("person" + whose + " AND LENGTH(sealed) = 0 AND account_ref IS NULL"))
        .as("the bare membership")
        .isEqualTo(1);
    assertThat(api.sealer.isDestroyed(ref)).isTrue();
    assertThat(asOwner("GET", "/v1/people/" + driver, "").statusCode()).isEqualTo(410);
    assertThat(asDriver("GET", "/v1/me", "").statusCode()).isEqualTo(401);
    assertThat(
            api.sendAs(
                    "",
                    "POST",
                    "/v1/sessions",
                    "{\"email\":\""
                        + people.driver.email()
                        + "\",\"password\":\""
                        + TestPeople.PASSWORD
                        + "\"}")
                .statusCode())
        .isEqualTo(401);
    assertThat(AuditVerifier.verify(dir.resolve("admin.db"), Optional.empty()).problems())
        .as("the audit still verifies")
        .isEmpty();
    assertThat(Files.readString(dir.resolve("admin.db"), StandardCharsets.ISO_8859_1))
        .doesNotContain(people.driver.email(), "765-43-21", "Who sees me");
  }

  @Test
  void theCertificateVerifiesSaysWhatRemainsAndNeedsNoLogin() {
    String id = TestPeople.ok(asDriver("POST", MINE, "{}"), 202).path("id").asText();
    awaitState(id, "done");
    HttpResponse<byte[]> answer = api.sendAs("", "GET", "/v1/erasure-certificates/" + id, "");
    String text = RunningApi.text(answer);
    String pem =
        TestPeople.ok(api.sendAs("", "GET", "/v1/receipts/key", ""), 200).path("pem").asText();
    ReceiptKey key = ReceiptKey.parse(pem);
    assertThat(ReceiptVerifier.verify(text, key, Optional.empty()).isValid()).isTrue();
    String forged = text.replace("\"whole\":true", "\"whole\":false");
    assertThat(ReceiptVerifier.verify(forged, key, Optional.empty()).problems())
        .containsExactly("altered: record.whole");
    JsonNode record = RunningApi.json(answer).path("record");
    assertThat(record.path("erasures")).as("the person's and the login's").hasSize(2);
    assertThat(record.path("remains").toString()).contains("audit", "must still verify");
    assertThat(text).doesNotContain(people.driver.email());
    assertThat(notices(Template.ERASURE_DONE))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.values()).isEqualTo(Map.of("certificate", id));
              assertThat(told.sealRef()).as("a key of its own").isNotEqualTo(people.driver.ref());
              assertThat(api.sealer.isDestroyed(told.sealRef())).isFalse();
            });
  }

  @Test
  void theKeyOfTheLastNoticeDiesWithinAWeekAlsoWhenNobodyTakesIt() {
    String id = TestPeople.ok(asDriver("POST", MINE, "{}"), 202).path("id").asText();
    awaitState(id, "done");
    long key = notices(Template.ERASURE_DONE).get(0).sealRef();
    api.clock.advance(Duration.ofDays(7));
    Eventually.isTrue(() -> api.sealer.isDestroyed(key));
    assertThat(api.store.notices().hasContent(key)).isFalse();
  }

  @Test
  void theCompanyErasesADriverWhoIsBlockedAtOnceAndTakesAPackageAlong() {
    String driver = people.driver.id();
    String id = askByCompany();
    assertThat(notices(Template.ERASURE_ANNOUNCED))
        .singleElement()
        .satisfies(
            told ->
                assertThat(told.values())
                    .containsEntry("reason", "The contract ended.")
                    .containsEntry("date", "2026-03-16"));
    assertThat(api.road.journalled(RoadChange.PermissionChanged.class))
        .as("the gate refuses")
        .anyMatch(
            change ->
                change.subjectRef() == people.driver.ref()
                    && change.action() == RoadGate.Action.WITHDRAW
                    && change.purposes() == 7);
    for (String path : List.of("", "/tracking-hours", "/told")) {
      assertThat(asOwner("GET", "/v1/people/" + driver + path, "").statusCode())
          .as(path)
          .isEqualTo(423);
    }
    assertThat(
            api.sendAs(people.auditor.token(), "GET", "/v1/people/" + driver + "/told", "")
                .statusCode())
        .as("the auditor")
        .isEqualTo(200);
    assertThat(asDriver("GET", "/v1/me/permissions", "").statusCode()).isEqualTo(423);
    assertThat(asDriver("PUT", "/v1/me/permissions/plan-fact", "{}").statusCode()).isEqualTo(423);
    assertThat(TestPeople.ok(asDriver("GET", MINE, ""), 200).at("/items/0/id").asText())
        .isEqualTo(id);
    String export = TestPeople.ok(asDriver("POST", "/v1/me/exports", ""), 202).path("id").asText();
    Eventually.isTrue(
        () ->
            TestPeople.ok(asDriver("GET", "/v1/me/exports/" + export, ""), 200)
                .path("state")
                .asText()
                .equals("ready"));
    api.clock.advance(Duration.ofDays(14).minusSeconds(1));
    assertThat(state(id)).isEqualTo("waiting");
    api.clock.advance(Duration.ofSeconds(1));
    awaitState(id, "done");
    assertThat(count("export_job WHERE data_key IS NOT NULL")).isZero();
    String owner =
        TestPeople.logIn(api, people.owner.email(), TestPeople.PASSWORD).path("token").asText();
    assertThat(api.sendAs(owner, "GET", "/v1/people/" + driver, "").statusCode()).isEqualTo(410);
  }

  @Test
  void aPartGoesAndTheRestStays() {
    TestPeople.ok(asDriver("PATCH", "/v1/me", "{\"phone\":\"+7 702 765-43-21\"}"), 200);
    TestPeople.ok(asDriver("POST", "/v1/me/questions", "{\"text\":\"Who sees me?\"}"), 201);
    String id =
        TestPeople.ok(asDriver("POST", MINE, "{\"categories\":[\"profile-history\"]}"), 202)
            .path("id")
            .asText();
    awaitState(id, "done");
    assertThat(count("profile_change")).isZero();
    assertThat(count("question")).isEqualTo(1);
    assertThat(asDriver("GET", "/v1/me/history", "").statusCode()).as("not blocked").isEqualTo(200);
    assertThat(api.sealer.isDestroyed(people.driver.ref())).isFalse();
  }

  @Test
  void noAnswerThatIsKeptForARepeatedCallOutlivesAPart() {
    String bearer = "Bearer " + people.driver.token();
    String text = "{\"text\":\"Who sees me?\"}";
    api.post("/v1/me/questions", text, "idempotency-key", "k", "authorization", bearer);
    assertThat(count("idempotent_call WHERE answer IS NOT NULL")).isEqualTo(1);
    String id =
        TestPeople.ok(asDriver("POST", MINE, "{\"categories\":[\"messages\"]}"), 202)
            .path("id")
            .asText();
    awaitState(id, "done");
    assertThat(count("question")).isZero();
    assertThat(count("idempotent_call")).isZero();
  }

  @Test
  void aRepeatedCallTellsNothingOfWhoIsBlocked() {
    String path = "/v1/people/" + people.driver.id() + "/told";
    String told =
        "{\"at\":\"2026-03-01T08:00:00Z\",\"how\":\"in-person\",\"document\":\""
            + "0".repeat(64)
            + "\"}";
    String[] again = {
      "idempotency-key", "k", "authorization", "Bearer " + people.dispatcher.token()
    };
    assertThat(api.post(path, told, again).statusCode()).isEqualTo(201);
    assertThat(api.post(path, told, again).statusCode()).isEqualTo(201);
    askByCompany();
    assertThat(api.post(path, told, again).statusCode()).isEqualTo(423);
  }

  @Test
  void whatIsBlockedOnTheRoadNobodyReadsButTheAuditor() {
    long device = 0x51;
    api.store.devices().put(people.companyRef(), Map.of(device, Optional.of("Phone")));
    api.road.createDevices(List.of(new NewDevice(device, people.driver.ref(), 0x77, new byte[32])));
    Eventually.isTrue(() -> count("device") == 1);
    String id =
        TestPeople.ok(
                asDriver("POST", MINE, "{\"categories\":[\"positions\"],\"withWindow\":true}"), 202)
            .path("id")
            .asText();
    String track = "/v1/devices/0000000000000051" + OTHER_TRACK;
    assertThat(asOwner("GET", track, "").statusCode()).isEqualTo(423);
    String complaint = track.replace("plan-fact", "audit-of-complaint");
    assertThat(asOwner("GET", complaint, "").statusCode()).isEqualTo(423);
    assertThat(api.sendAs(people.auditor.token(), "GET", complaint, "").statusCode())
        .isEqualTo(200);
    TestPeople.ok(asDriver("POST", MINE + "/" + id + "/cancel", ""), 200);
    assertThat(asOwner("GET", track, "").statusCode()).isEqualTo(200);
    String whole = TestPeople.ok(asDriver("POST", MINE, "{}"), 202).path("id").asText();
    awaitState(whole, "done");
    assertThat(asOwner("GET", track, "").statusCode()).isEqualTo(410);
    assertThat(asOwner("GET", "/v1/devices/0000000000000051", "").statusCode()).isEqualTo(200);
    assertThat(api.store.devices().names(people.companyRef())).as("its name").isEmpty();
  }

  @Test
  void aRestartInTheMiddleGoesOn() {
    api.erasures.stands = true;
    String id = TestPeople.ok(asDriver("POST", MINE, "{}"), 202).path("id").asText();
    awaitState(id, "erasing");
    api.close();
    api = new RunningApi(dir);
    api.erasures.carryOut();
    Eventually.isTrue(
        () -> api.sendAs("", "GET", "/v1/erasure-certificates/" + id, "").statusCode() == 200);
    assertThat(notices(Template.ERASURE_DONE)).hasSize(1);
  }

  @Test
  void whileTheRoadTakesNoOrderNothingIsLostAndItIsTriedAgain() {
    api.erasures.full = true;
    String id = TestPeople.ok(asDriver("POST", MINE, "{}"), 202).path("id").asText();
    assertThat(erasure(id).path("state").asText()).isEqualTo("preparing");
    api.erasures.full = false;
    awaitState(id, "done");
  }

  @Test
  void whatTheJournalSaysOfAnErasedPersonDoesNotComeBack() {
    String id = TestPeople.ok(asDriver("POST", MINE, "{}"), 202).path("id").asText();
    awaitState(id, "done");
    long ref = people.driver.ref();
    api.road.changePermission(ref, RoadGate.Action.GRANT, 7);
    api.road.changePermission(ref, RoadGate.Action.PAUSE, 7);
    api.road.putBinding(new RoadGate.Binding(0xb1, 0x51, ref, 1, 0));
    long before = api.store.projector().appliedSeq();
    api.road.changePermission(people.owner.ref(), RoadGate.Action.GRANT, 1);
    Eventually.isTrue(() -> count("permission WHERE person_ref = " + people.owner.ref()) == 1);
    assertThat(api.store.projector().appliedSeq()).isGreaterThanOrEqualTo(before);
    assertThat(count("permission WHERE person_ref = " + ref)).isZero();
    assertThat(count("pause WHERE person_ref = " + ref)).isZero();
    assertThat(count("binding WHERE subject_ref = " + ref)).isZero();
  }

  @Test
  void whoGotSomethingIsToldBeforeTheKeysGo() {
    people.disclosed(
        DisclosureRow.Kind.LAWFUL_REQUEST, 0x1a, 1, Optional.of("office@court.example"));
    people.disclosed(DisclosureRow.Kind.MACHINE_EXPORT, 0x1b, 1, Optional.empty());
    people.disclosed(DisclosureRow.Kind.SHARE_LINK, 0x1c, 1, Optional.empty());
    String id = TestPeople.ok(asDriver("POST", MINE, "{}"), 202).path("id").asText();
    awaitState(id, "done");
    assertThat(notices(Template.RECIPIENT_ERASED))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.address()).contains("office@court.example");
              assertThat(told.values()).containsEntry("request", "000000000000001a");
            });
    assertThat(notices(Template.RECIPIENT_TO_TELL))
        .as("who has no address is told by the owner")
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.personRef()).isEqualTo(people.owner.ref());
              assertThat(told.values()).containsEntry("request", "000000000000001b");
            });
  }

  @Test
  void whoGotSomethingOnALawfulRequestIsToldOfARectification() {
    people.disclosed(
        DisclosureRow.Kind.LAWFUL_REQUEST, 0x1a, 1, Optional.of("office@court.example"));
    people.disclosed(DisclosureRow.Kind.LAWFUL_REQUEST, 0x1b, 1, Optional.empty());
    people.disclosed(DisclosureRow.Kind.MACHINE_EXPORT, 0x1c, 1, Optional.empty());
    String phone = "{\"phone\":\"+7 702 765-43-21\"}";
    TestPeople.ok(asDriver("PATCH", "/v1/me", phone), 200);
    TestPeople.ok(asDriver("PATCH", "/v1/me", phone), 200);
    assertThat(notices(Template.RECIPIENT_RECTIFIED))
        .as("once: the second changed nothing")
        .singleElement()
        .satisfies(told -> assertThat(told.address()).contains("office@court.example"));
    assertThat(notices(Template.RECIPIENT_TO_CORRECT))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.personRef()).isEqualTo(people.owner.ref());
              assertThat(told.values()).isEqualTo(Map.of("request", "000000000000001b"));
            });
  }
}
