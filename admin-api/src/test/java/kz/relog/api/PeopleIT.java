package kz.relog.api;

import static kz.relog.api.TestPeople.PASSWORD;
import static kz.relog.api.TestPeople.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import kz.relog.api.notice.Template;
import kz.relog.api.spi.RoadGate;
import org.junit.jupiter.api.Test;

/** The people of a company: seen, rectified, given roles, ended. */
class PeopleIT extends CompanyScene {
  private HttpResponse<byte[]> call(TestPeople.Person as, String method, String path, String body) {
    return api.sendAs(as.token(), method, path, body);
  }

  private int status(TestPeople.Person as, String method, String path, String body) {
    return call(as, method, path, body).statusCode();
  }

  @Test
  void ownerAndDispatcherSeeThePeopleOfTheirCompanyPageByPage() {
    TestPeople others = new TestPeople(api);
    JsonNode first = ok(call(people.dispatcher, "GET", "/v1/people?limit=3", ""), 200);
    assertThat(first.path("items")).hasSize(3);
    String next = "/v1/people?limit=3&cursor=" + first.path("next").asText();
    JsonNode second = ok(call(people.owner, "GET", next, ""), 200);
    assertThat(second.path("items")).hasSize(1);
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(first.toString() + second).doesNotContain(others.driver.id());
    assertThat(status(people.driver, "GET", "/v1/people", "")).isEqualTo(403);
    assertThat(status(people.auditor, "GET", "/v1/people", "")).isEqualTo(403);
    String path = "/v1/people/" + people.driver.id();
    assertThat(status(people.dispatcher, "GET", path, "")).isEqualTo(200);
    assertThat(status(others.owner, "GET", path, "")).isEqualTo(404);
    assertThat(status(others.owner, "POST", path + "/end", "{\"reason\":\"x\"}")).isEqualTo(404);
    assertThat(status(others.owner, "PUT", path + "/role", "{\"role\":\"auditor\"}"))
        .isEqualTo(404);
  }

  @Test
  void aPersonRectifiesTheirProfileAndAloneSeesWhatItSaid() {
    HttpResponse<byte[]> before = call(people.driver, "GET", "/v1/me", "");
    String tag = before.headers().firstValue("etag").orElseThrow();
    String change = "{\"lastName\":\"Omarova\",\"phone\":\"+7 (705) 765-43-21\"}";
    HttpResponse<byte[]> after =
        api.send(
            "PATCH",
            "/v1/me",
            change,
            "authorization",
            "Bearer " + people.driver.token(),
            "if-match",
            tag);
    assertThat(ok(after, 200).at("/person/lastName").asText()).isEqualTo("Omarova");
    assertThat(RunningApi.json(after).at("/person/phone").asText()).isEqualTo("+77057654321");
    HttpResponse<byte[]> late =
        api.send(
            "PATCH",
            "/v1/me",
            "{\"lastName\":\"Other\"}",
            "authorization",
            "Bearer " + people.driver.token(),
            "if-match",
            tag);
    assertThat(late.statusCode()).isEqualTo(412);
    JsonNode seen = ok(call(people.owner, "GET", "/v1/people/" + people.driver.id(), ""), 200);
    assertThat(seen.toString()).contains("Omarova").doesNotContain("Omarov\"");
    JsonNode history = ok(call(people.driver, "GET", "/v1/me/history", ""), 200).path("items");
    assertThat(history).hasSize(2);
    assertThat(history.toString()).contains("\"lastName\"", "\"Omarov\"");
    assertThat(ok(call(people.owner, "GET", "/v1/me/history", ""), 200).path("items")).isEmpty();
  }

  @Test
  void aNewAddressCountsOnceItIsVerified() {
    String email = "new@one.example";
    String body = "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}";
    assertThat(status(people.owner, "POST", "/v1/me/email", body.replace(PASSWORD, "wrong")))
        .isEqualTo(403);
    assertThat(status(people.owner, "POST", "/v1/me/email", body)).isEqualTo(202);
    TestPeople.logIn(api, people.owner.email(), PASSWORD);
    TestPeople.verify(api, email);
    TestPeople.logIn(api, email, PASSWORD);
    String old = "{\"email\":\"" + people.owner.email() + "\",\"password\":\"" + PASSWORD + "\"}";
    assertThat(api.sendAs("", "POST", "/v1/sessions", old).statusCode()).isEqualTo(401);
    assertThat(RunningApi.text(call(people.owner, "GET", "/v1/me/history", "")))
        .contains(people.owner.email());
    assertThat(
            api.notices.stream()
                .filter(one -> one.template() == Template.ACCOUNT_EMAIL)
                .map(one -> one.address().orElse("")))
        .as("who loses the login is told, at the address that loses it")
        .containsExactly(people.owner.email());
    String taken = body.replace(email, people.driver.email());
    assertThat(status(people.owner, "POST", "/v1/me/email", taken)).isEqualTo(202);
    assertThat(
            api.notices.stream()
                .filter(one -> one.address().equals(java.util.Optional.of(people.driver.email())))
                .filter(one -> one.template() == Template.ACCOUNT_VERIFY))
        .isEmpty();
  }

  @Test
  void theLastOwnerCannotGoAndNeitherBeEndedNorMadeLess() {
    String path = "/v1/people/" + people.owner.id();
    assertThat(status(people.owner, "POST", "/v1/me/leave", "")).isEqualTo(409);
    assertThat(status(people.owner, "POST", path + "/end", "{\"reason\":\"x\"}")).isEqualTo(409);
    assertThat(status(people.owner, "PUT", path + "/role", "{\"role\":\"driver\"}")).isEqualTo(409);
    String other = "/v1/people/" + people.dispatcher.id() + "/role";
    assertThat(status(people.owner, "PUT", other, "{\"role\":\"owner\"}")).isEqualTo(200);
    assertThat(status(people.dispatcher, "GET", "/v1/me", "")).as("the old session").isEqualTo(401);
    assertThat(status(people.owner, "POST", "/v1/me/leave", "")).isEqualTo(204);
    assertThat(status(people.owner, "GET", "/v1/me", "")).isEqualTo(401);
  }

  @Test
  void anEndedMembershipEndsItsSessionsAndThePersonIsTold() {
    String path = "/v1/people/" + people.driver.id() + "/end";
    String reason = "{\"reason\":\"The contract ended\"}";
    String dispatchers = "/v1/people/" + people.auditor.id() + "/end";
    assertThat(status(people.dispatcher, "POST", dispatchers, reason)).isEqualTo(403);
    assertThat(status(people.driver, "POST", path, reason)).isEqualTo(403);
    JsonNode ended = ok(call(people.dispatcher, "POST", path, reason), 200);
    assertThat(ended.path("state").asText()).isEqualTo("ended");
    assertThat(status(people.driver, "GET", "/v1/me", "")).isEqualTo(401);
    assertThat(status(people.dispatcher, "POST", path, reason)).isEqualTo(404);
    String login =
        "{\"email\":\"" + people.driver.email() + "\",\"password\":\"" + PASSWORD + "\"}";
    assertThat(ok(api.sendAs("", "POST", "/v1/sessions", login), 201).path("standing").asText())
        .isEqualTo("ended");
    assertThat(api.notices.stream().map(one -> one.template())).contains(Template.PEOPLE_ENDED);
    people.invite("driver", people.driver.email());
    String accept =
        "{\"token\":\""
            + api.mailed(Template.PEOPLE_INVITE, people.driver.email())
            + "\",\"password\":\""
            + PASSWORD
            + "\"}";
    JsonNode again = ok(api.sendAs("", "POST", "/v1/invitations:accept", accept), 201);
    assertThat(again.path("person").asText())
        .as("another subject")
        .isNotEqualTo(people.driver.id());
  }

  @Test
  void whoLeftReachesTheirOwnDataForThirtyDaysAndNothingElse() {
    assertThat(status(people.driver, "POST", "/v1/me/leave", "")).isEqualTo(204);
    String token = TestPeople.logIn(api, people.driver.email(), PASSWORD).path("token").asText();
    JsonNode me = ok(api.sendAs(token, "GET", "/v1/me", ""), 200);
    assertThat(me.at("/person/state").asText()).isEqualTo("ended");
    assertThat(me.at("/person/firstName").asText()).isEqualTo("Daulet");
    ok(api.sendAs(token, "GET", "/v1/me/track", ""), 200);
    JsonNode asked = ok(api.sendAs(token, "POST", "/v1/me/exports", ""), 202);
    String own = "/v1/me/exports/" + asked.path("id").asText();
    ok(api.sendAs(token, "GET", own, ""), 200);
    String policy = PermissionsIT.policy(api);
    String grant = "{\"state\":\"granted\",\"document\":\"" + policy + "\"}";
    for (String[] refused :
        new String[][] {
          {"PUT", "/v1/me/permissions/plan-fact", grant},
          {"PATCH", "/v1/me", "{\"firstName\":\"Other\"}"},
          {"GET", "/v1/devices", ""},
          {"GET", "/v1/me/plans", ""}
        }) {
      assertThat(api.sendAs(token, refused[0], refused[1], refused[2]).statusCode())
          .as(refused[1])
          .isEqualTo(403);
    }
    api.clock.advance(Duration.ofDays(30));
    assertThat(api.sendAs(token, "GET", "/v1/me", "").statusCode()).isEqualTo(401);
    String login =
        "{\"email\":\"" + people.driver.email() + "\",\"password\":\"" + PASSWORD + "\"}";
    assertThat(api.sendAs("", "POST", "/v1/sessions", login).statusCode()).isEqualTo(403);
  }

  @Test
  void whoEndsIsTrackedNoLonger() {
    long company = people.companyRef();
    long driver = people.driver.ref();
    api.road.changePermission(driver, RoadGate.Action.GRANT, RoadGate.EVERY_PURPOSE);
    Eventually.isTrue(() -> api.store.permissions().current(company, driver).size() == 3);
    String path = "/v1/people/" + people.driver.id() + "/end";
    assertThat(status(people.owner, "POST", path, "{\"reason\":\"The contract ended\"}"))
        .isEqualTo(200);
    assertThat(api.store.permissions().current(company, driver)).isEmpty();
  }

  @Test
  void aMachinesTokenDoesWhatItsScopesSayUntilItIsOver() {
    String body = "{\"name\":\"Warehouse\",\"scopes\":[\"fleet_read\"],\"days\":30}";
    assertThat(status(people.dispatcher, "POST", "/v1/api-tokens", body)).isEqualTo(403);
    JsonNode made = ok(call(people.owner, "POST", "/v1/api-tokens", body), 201);
    String token = made.path("token").asText();
    assertThat(api.sendAs(token, "GET", "/v1/devices", "").statusCode()).isEqualTo(200);
    assertThat(api.sendAs(token, "POST", "/v1/devices", "{}").statusCode()).isEqualTo(403);
    assertThat(api.sendAs(token, "GET", "/v1/people", "").statusCode()).isEqualTo(403);
    assertThat(api.sendAs(token, "GET", "/v1/me", "").statusCode()).isEqualTo(403);
    JsonNode items = ok(call(people.owner, "GET", "/v1/api-tokens", ""), 200).path("items");
    assertThat(items.toString()).contains("Warehouse").doesNotContain(token);
    assertThat(items.get(0).path("usedAt").asText()).isEqualTo("2026-03-02T08:00:00Z");
    TestPeople others = new TestPeople(api);
    String path = "/v1/api-tokens/" + made.path("id").asText();
    assertThat(status(others.owner, "DELETE", path, "")).isEqualTo(404);
    assertThat(status(people.owner, "DELETE", path, "")).isEqualTo(204);
    assertThat(api.sendAs(token, "GET", "/v1/devices", "").statusCode()).isEqualTo(401);
    String second =
        ok(call(people.owner, "POST", "/v1/api-tokens", body), 201).path("token").asText();
    api.clock.advance(Duration.ofDays(30));
    assertThat(api.sendAs(second, "GET", "/v1/devices", "").statusCode()).isEqualTo(401);
    String people2 = body.replace("fleet_read", "people");
    assertThat(status(people.owner, "POST", "/v1/api-tokens", people2)).isEqualTo(401);
  }
}
