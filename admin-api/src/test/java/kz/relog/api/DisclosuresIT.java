package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import kz.relog.api.disclosure.DisclosureRecipients;
import kz.relog.api.notice.Template;
import org.junit.jupiter.api.Test;

/** Nothing leaves the company without a row, and nothing for the law by one person alone. */
class DisclosuresIT extends CompanyScene {
  private static final String REQUESTS = "/v1/disclosures/requests";

  private String body() {
    return "{\"recipient\":\"Canary Court\",\"address\":\"canary@court.example\","
        + "\"reference\":\"Canary 7517\",\"basis\":\"court-order\",\"categories\":[\"track\"],"
        + "\"subject\":\""
        + people.driver.id()
        + "\",\"from\":\"2026-03-01T00:00:00Z\",\"to\":\"2026-03-02T00:00:00Z\"}";
  }

  private String entered() {
    return TestPeople.ok(api.sendAs(people.owner.token(), "POST", REQUESTS, body()), 201)
        .path("id")
        .asText();
  }

  private HttpResponse<byte[]> post(TestPeople.Person by, String id, String what, String body) {
    return api.sendAs(by.token(), "POST", REQUESTS + "/" + id + "/" + what, body);
  }

  private JsonNode register(TestPeople.Person by, String path) {
    return TestPeople.ok(api.sendAs(by.token(), "GET", path, ""), 200).path("items");
  }

  @Test
  void aSinglePersonCannotRelease() {
    String id = entered();
    assertThat(post(people.owner, id, "package", "").statusCode()).isEqualTo(409);
    assertThat(post(people.owner, id, "release", "").statusCode()).isEqualTo(409);
    assertThat(post(people.owner, id, "package", "").statusCode()).isEqualTo(409);
    assertThat(register(people.owner, "/v1/disclosures")).isEmpty();
    JsonNode released = TestPeople.ok(post(people.auditor, id, "release", ""), 200);
    assertThat(released.path("state").asText()).isEqualTo("released");
    assertThat(released.path("decidedBy").asText()).isEqualTo(people.auditor.id());
  }

  @Test
  void aReleasedPackageIsHandedOverOnceAndIsInTheRegisterOfThePersonToo() {
    String id = entered();
    TestPeople.ok(post(people.auditor, id, "release", ""), 200);
    HttpResponse<byte[]> taken = post(people.owner, id, "package", "");
    assertThat(taken.statusCode()).as(RunningApi.text(taken)).isEqualTo(200);
    assertThat(RunningApi.text(taken)).contains("FeatureCollection");
    assertThat(post(people.owner, id, "package", "").statusCode()).isEqualTo(409);
    for (TestPeople.Person who : List.of(people.owner, people.auditor)) {
      JsonNode row = register(who, "/v1/disclosures").path(0);
      assertThat(row.path("recipient").asText()).isEqualTo("Canary Court");
      assertThat(row.path("basis").asText()).isEqualTo("court-order");
      assertThat(row.path("subject").asText()).isEqualTo(people.driver.id());
    }
    assertThat(register(people.driver, "/v1/me/disclosures")).hasSize(1);
    assertThat(register(people.dispatcher, "/v1/me/disclosures")).isEmpty();
    assertThat(
            DisclosureRecipients.in(api.store.disclosures())
                .toTell(people.driver.ref())
                .get(0)
                .address())
        .contains("canary@court.example");
  }

  @Test
  void aRefusalHasItsReasonAndIsFinal() {
    String id = entered();
    JsonNode refused =
        TestPeople.ok(
            post(people.auditor, id, "refusal", "{\"reason\":\"names nobody of ours\"}"), 200);
    assertThat(refused.path("reason").asText()).isEqualTo("names nobody of ours");
    assertThat(post(people.auditor, id, "release", "").statusCode()).isEqualTo(409);
  }

  @Test
  void aForeignCompanyFindsNoRequestAndNoPerson() {
    String id = entered();
    TestPeople others = new TestPeople(api);
    assertThat(post(others.auditor, id, "release", "").statusCode()).isEqualTo(404);
    assertThat(api.sendAs(others.owner.token(), "POST", REQUESTS, body()).statusCode())
        .isEqualTo(422);
    assertThat(register(others.owner, "/v1/disclosures")).isEmpty();
  }

  @Test
  void everyLinkThatWasLookedAtIsOneRowOfTheRegister() {
    ShareDrive drive = new ShareDrive(api);
    String links = "/v1/plans/" + drive.plan + "/stops/c-3/share-links";
    String url = TestPeople.ok(api.post(links, "{}"), 201).path("url").asText();
    String look = "{\"token\":\"" + url.substring(url.indexOf('#') + 1) + "\"}";
    drive.start().seenAt(432_300_000, 769_300_000);
    for (int i = 0; i < 3; i++) {
      TestPeople.ok(api.sendAs("", "POST", "/v1/share:view", look), 200);
      api.clock.advance(Duration.ofMinutes(1));
    }
    String owner = api.as(kz.relog.api.access.Role.OWNER, RunningApi.COMPANY);
    JsonNode rows =
        TestPeople.ok(api.sendAs(owner, "GET", "/v1/disclosures", ""), 200).path("items");
    assertThat(rows).hasSize(1);
    assertThat(rows.at("/0/times").asInt()).isEqualTo(3);
    assertThat(rows.at("/0/firstAt").asText()).isEqualTo("2026-03-02T08:00:00Z");
    assertThat(rows.at("/0/lastAt").asText()).isEqualTo("2026-03-02T08:02:00Z");
    assertThat(rows.at("/0/recipient").asText()).isEqualTo("customer at stop");
    assertThat(DisclosureRecipients.in(api.store.disclosures()).toTell(ShareDrive.SUBJECT))
        .hasSize(1);
    api.store.shares().endShowing(ShareDrive.SUBJECT, api.clock.millis());
    assertThat(api.sendAs("", "POST", "/v1/share:view", look).statusCode()).isEqualTo(410);
  }

  @Test
  void whatAMachineReadsIsInTheRegisterOfThoseWhoDroveThen() {
    String phone = phone(people.driver);
    TestPeople.Person second = people.join("driver", people.address("second"));
    phone(second);
    String token = machine();
    api.clock.advance(Duration.ofMinutes(10));
    for (int i = 0; i < 3; i++) {
      TestPeople.ok(
          api.sendAs(token, "GET", "/v1/devices/" + phone + "/track?purpose=plan-fact", ""), 200);
    }
    JsonNode rows = register(people.owner, "/v1/disclosures");
    assertThat(rows).hasSize(1);
    assertThat(rows.at("/0/kind").asText()).isEqualTo("machine-export");
    assertThat(rows.at("/0/subject").asText()).isEqualTo(people.driver.id());
    assertThat(rows.at("/0/recipient").asText()).isEqualTo("Canary warehouse");
    assertThat(rows.at("/0/purpose").asText()).isEqualTo("plan-fact");
    assertThat(rows.at("/0/categories/0").asText()).isEqualTo("track");
    assertThat(register(people.driver, "/v1/me/disclosures")).hasSize(1);
    assertThat(register(second, "/v1/me/disclosures")).as("nothing of theirs was read").isEmpty();

    TestPeople.ok(api.sendAs(token, "GET", "/v1/live", ""), 200);
    assertThat(register(people.driver, "/v1/me/disclosures").at("/0/categories").toString())
        .isEqualTo("[\"track\",\"last-position\"]");
    assertThat(register(second, "/v1/me/disclosures")).hasSize(1);

    String before = "?purpose=plan-fact&from=2026-03-01T00:00:00Z&to=2026-03-01T10:00:00Z";
    TestPeople.Person third = people.join("driver", people.address("third"));
    String later = phone(third);
    TestPeople.ok(api.sendAs(token, "GET", "/v1/devices/" + later + "/track" + before, ""), 200);
    assertThat(register(third, "/v1/me/disclosures")).as("had no phone then").isEmpty();
    String person = people.owner.token();
    TestPeople.ok(
        api.sendAs(person, "GET", "/v1/devices/" + later + "/track?purpose=plan-fact", ""), 200);
    assertThat(register(third, "/v1/me/disclosures")).as("it stayed in the company").isEmpty();
  }

  private String phone(TestPeople.Person driver) {
    String body = "{\"driver\":\"" + driver.id() + "\"}";
    return TestPeople.ok(api.sendAs(people.owner.token(), "POST", "/v1/devices", body), 201)
        .path("id")
        .asText();
  }

  private String machine() {
    String body = "{\"name\":\"Canary warehouse\",\"scopes\":[\"tracks\"],\"days\":1}";
    return TestPeople.ok(api.sendAs(people.owner.token(), "POST", "/v1/api-tokens", body), 201)
        .path("token")
        .asText();
  }

  @Test
  void aTransferOfTheBusinessIsToldToEverybodyThirtyDaysBefore() {
    String early = "{\"recipient\":\"Tulpar\",\"at\":\"2026-03-31T08:00:00Z\"}";
    String path = "/v1/business-transfers";
    assertThat(api.sendAs(api.operatorToken, "POST", path, early).statusCode()).isEqualTo(422);
    assertThat(api.notices).noneMatch(one -> one.template() == Template.TRANSFER_ANNOUNCED);
    String right = early.replace("2026-03-31", "2026-04-01");
    JsonNode told = TestPeople.ok(api.sendAs(api.operatorToken, "POST", path, right), 201);
    assertThat(told.path("told").asInt()).isEqualTo(4);
    assertThat(api.notices.stream().filter(n -> n.template() == Template.TRANSFER_ANNOUNCED))
        .hasSize(4);
  }

  @Test
  void theRecordsHoldNoWordOfARequestInClear() throws IOException {
    String id = entered();
    post(people.auditor, id, "refusal", "{\"reason\":\"Canary reason\"}");
    String file =
        new String(Files.readAllBytes(dir.resolve("admin.db")), StandardCharsets.ISO_8859_1);
    assertThat(file).doesNotContain("Canary", "court.example");
  }
}
