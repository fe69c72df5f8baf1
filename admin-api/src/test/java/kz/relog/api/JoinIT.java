package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import kz.relog.api.notice.Template;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How people come into companies. */
class JoinIT {
  @TempDir Path dir;
  RunningApi api;

  @BeforeEach
  void start() {
    api = new RunningApi(dir);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private int verify(String token, String more) {
    String body = "{\"token\":\"" + token + "\"" + more + "}";
    return api.sendAs("", "POST", "/v1/email-verifications", body).statusCode();
  }

  private HttpResponse<byte[]> accept(String bearer, String token, String more) {
    String body = "{\"token\":\"" + token + "\"" + more + "}";
    return api.sendAs(bearer, "POST", "/v1/invitations:accept", body);
  }

  private JsonNode me(String token) {
    return TestPeople.ok(api.sendAs(token, "GET", "/v1/me", ""), 200);
  }

  @Test
  void anOwnerRegistersVerifiesLogsInAndSeesThemselves() {
    TestPeople.register(api, "a@one.example", "Altyn Freight");
    String login = "{\"email\":\"A@one.example\",\"password\":\"seven quiet camels\"}";
    assertThat(api.sendAs("", "POST", "/v1/sessions", login).statusCode()).isEqualTo(401);
    TestPeople.verify(api, "a@one.example");
    JsonNode session = TestPeople.ok(api.sendAs("", "POST", "/v1/sessions", login), 201);
    JsonNode me = me(session.path("token").asText());
    assertThat(me.at("/person/role").asText()).isEqualTo("owner");
    assertThat(me.at("/person/phone").asText()).isEqualTo("+77011234567");
    assertThat(me.at("/company/name").asText()).isEqualTo("Altyn Freight");
    assertThat(me.at("/person/standing").asText()).isEqualTo("full");
  }

  @Test
  void aVerificationTokenIsGoodOnceAndForADay() {
    TestPeople.register(api, "a@one.example", "One");
    String token = api.mailed(Template.ACCOUNT_VERIFY, "a@one.example");
    assertThat(verify("x" + token, "")).isEqualTo(404);
    assertThat(verify(token, "")).isEqualTo(200);
    assertThat(verify(token, "")).isEqualTo(404);
    TestPeople.register(api, "b@one.example", "Two");
    api.clock.advance(Duration.ofHours(24));
    assertThat(verify(api.mailed(Template.ACCOUNT_VERIFY, "b@one.example"), "")).isEqualTo(404);
    api.sendAs("", "POST", "/v1/email-verifications:resend", "{\"email\":\"b@one.example\"}");
    assertThat(verify(api.mailed(Template.ACCOUNT_VERIFY, "b@one.example"), "")).isEqualTo(200);
  }

  @Test
  void aMailSentAgainLetsTheTokenBeforeDie() {
    TestPeople.register(api, "a@one.example", "One");
    String first = api.mailed(Template.ACCOUNT_VERIFY, "a@one.example");
    HttpResponse<byte[]> known =
        api.sendAs("", "POST", "/v1/email-verifications:resend", "{\"email\":\"a@one.example\"}");
    HttpResponse<byte[]> unknown =
        api.sendAs("", "POST", "/v1/email-verifications:resend", "{\"email\":\"z@one.example\"}");
    assertThat(known.body()).isEqualTo(unknown.body());
    assertThat(api.notices).hasSize(2);
    assertThat(verify(first, "")).isEqualTo(404);
    assertThat(verify(api.mailed(Template.ACCOUNT_VERIFY, "a@one.example"), "")).isEqualTo(200);
  }

  @Test
  void aRegistrationUnderAKnownAddressIsAnsweredAlikeAndNeedsItsLogin() {
    TestPeople people = new TestPeople(api);
    String email = people.owner.email();
    String strangers =
        TestPeople.registration(email, "Second")
            .replace("seven quiet camels", "a strangers own pass");
    HttpResponse<byte[]> known = api.sendAs("", "POST", "/v1/companies", strangers);
    HttpResponse<byte[]> unknown =
        api.sendAs("", "POST", "/v1/companies", TestPeople.registration("n@one.example", "N"));
    assertThat(known.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(202);
    assertThat(known.body()).isEqualTo(unknown.body());
    String token = api.mailed(Template.ACCOUNT_EXISTS, email);
    assertThat(verify(token, "")).isEqualTo(403);
    assertThat(verify(token, ",\"password\":\"a strangers own pass\"")).isEqualTo(403);
    assertThat(
            api.sendAs(
                    people.driver.token(),
                    "POST",
                    "/v1/email-verifications",
                    "{\"token\":\"" + token + "\"}")
                .statusCode())
        .isEqualTo(403);
    assertThat(verify(token, ",\"password\":\"" + TestPeople.PASSWORD + "\"")).isEqualTo(200);
    String login = "{\"email\":\"" + email + "\",\"password\":\"" + TestPeople.PASSWORD + "\"";
    HttpResponse<byte[]> which = api.sendAs("", "POST", "/v1/sessions", login + "}");
    assertThat(which.statusCode()).isEqualTo(422);
    assertThat(RunningApi.text(which)).contains("/company", people.company());
    String named = login + ",\"company\":\"" + people.company() + "\"}";
    assertThat(api.sendAs("", "POST", "/v1/sessions", named).statusCode()).isEqualTo(201);
  }

  @Test
  void everyRoleComesInAndIsWhatItWasInvitedAs() {
    TestPeople people = new TestPeople(api);
    for (TestPeople.Person one :
        java.util.List.of(people.owner, people.dispatcher, people.driver, people.auditor)) {
      JsonNode me = me(one.token());
      assertThat(me.at("/person/role").asText()).isEqualTo(one.role());
      assertThat(me.at("/person/id").asText()).isEqualTo(one.id());
      assertThat(me.at("/company/id").asText()).isEqualTo(people.company());
    }
  }

  @Test
  void nobodyAcceptsForSomeoneElse() {
    TestPeople people = new TestPeople(api);
    JsonNode invited = people.invite("driver", "d2@one.example");
    assertThat(invited.path("state").asText()).isEqualTo("pending");
    assertThat(invited.path("standing").asText()).isEqualTo("pending");
    String token = api.mailed(Template.PEOPLE_INVITE, "d2@one.example");
    for (String bearer :
        new String[] {people.owner.token(), people.driver.token(), api.operatorToken}) {
      assertThat(accept(bearer, token, "").statusCode()).isEqualTo(403);
    }
    assertThat(accept("", token, "").statusCode()).isEqualTo(201);
    assertThat(accept("", token, "").statusCode()).isEqualTo(404);
  }

  @Test
  void lookingAtAnInvitationDoesNotUseItUp() {
    TestPeople people = new TestPeople(api);
    people.invite("dispatcher", "d2@one.example");
    String token = api.mailed(Template.PEOPLE_INVITE, "d2@one.example");
    for (int i = 0; i < 3; i++) {
      JsonNode shown =
          TestPeople.ok(
              api.sendAs("", "POST", "/v1/invitations:show", "{\"token\":\"" + token + "\"}"), 200);
      assertThat(shown.path("role").asText()).isEqualTo("dispatcher");
      assertThat(shown.path("hasLogin").asBoolean()).isFalse();
    }
    assertThat(accept("", token, "").statusCode())
        .as("a dispatcher needs a password")
        .isEqualTo(422);
    assertThat(accept("", token, ",\"password\":\"nine slow tractors\"").statusCode())
        .isEqualTo(201);
  }

  @Test
  void anInvitationIsGoodForAWeekAndReplacedByTheNextAndCanBeWithdrawn() {
    TestPeople people = new TestPeople(api);
    JsonNode first = people.invite("driver", "d2@one.example");
    String firstToken = api.mailed(Template.PEOPLE_INVITE, "d2@one.example");
    JsonNode second = people.invite("driver", "d2@one.example");
    assertThat(second.path("id")).isEqualTo(first.path("id"));
    assertThat(accept("", firstToken, "").statusCode()).isEqualTo(404);
    api.clock.advance(Duration.ofDays(7));
    assertThat(accept("", api.mailed(Template.PEOPLE_INVITE, "d2@one.example"), "").statusCode())
        .isEqualTo(404);
    String owner =
        TestPeople.logIn(api, people.owner.email(), TestPeople.PASSWORD).path("token").asText();
    String again = TestPeople.invitation("driver", "d2@one.example");
    TestPeople.ok(api.sendAs(owner, "POST", "/v1/invitations", again), 201);
    String path = "/v1/invitations/" + first.path("id").asText();
    assertThat(api.sendAs(owner, "DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(api.sendAs(owner, "DELETE", path, "").statusCode()).isEqualTo(404);
    assertThat(accept("", api.mailed(Template.PEOPLE_INVITE, "d2@one.example"), "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void dispatchersInviteDriversAndDispatchersOnlyAndDriversNobody() {
    TestPeople people = new TestPeople(api);
    String[][] tries = {
      {"driver", "201"}, {"dispatcher", "201"}, {"owner", "403"}, {"auditor", "403"}
    };
    for (String[] one : tries) {
      String body = TestPeople.invitation(one[0], one[0] + "2@one.example");
      assertThat(
              api.sendAs(people.dispatcher.token(), "POST", "/v1/invitations", body).statusCode())
          .as(one[0])
          .isEqualTo(Integer.parseInt(one[1]));
    }
    String body = TestPeople.invitation("driver", "d9@one.example");
    assertThat(api.sendAs(people.driver.token(), "POST", "/v1/invitations", body).statusCode())
        .isEqualTo(403);
    String member = TestPeople.invitation("driver", people.driver.email());
    assertThat(api.sendAs(people.owner.token(), "POST", "/v1/invitations", member).statusCode())
        .isEqualTo(409);
  }

  @Test
  void onePersonInTwoCompaniesIsTwoPeople() {
    TestPeople one = new TestPeople(api);
    TestPeople two = new TestPeople(api);
    two.invite("driver", one.driver.email());
    String token = api.mailed(Template.PEOPLE_INVITE, one.driver.email());
    JsonNode joined = TestPeople.ok(accept(one.driver.token(), token, ""), 201);
    assertThat(joined.path("person").asText()).isNotEqualTo(one.driver.id());
    assertThat(joined.path("company").asText()).isEqualTo(two.company());
    assertThat(me(one.driver.token()).at("/company/id").asText()).isEqualTo(one.company());
  }
}
