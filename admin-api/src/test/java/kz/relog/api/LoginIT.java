package kz.relog.api;

import static kz.relog.api.TestPeople.PASSWORD;
import static kz.relog.api.TestPeople.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import kz.relog.api.account.AccountSettings;
import kz.relog.api.account.HashCost;
import kz.relog.api.notice.Template;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging in, staying in, getting out; passwords. */
class LoginIT {
  private static final AccountSettings STRICT =
      new AccountSettings(new HashCost(64, 1, 1), 2, 100, Duration.ofSeconds(10), 3, 10, 3);

  @TempDir Path dir;
  RunningApi api;
  TestPeople people;

  @BeforeEach
  void start() {
    api = new RunningApi(dir, ZoneOffset.UTC, STRICT);
    people = new TestPeople(api);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private HttpResponse<byte[]> tryLogin(String email, String password) {
    String body = "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    return api.sendAs("", "POST", "/v1/sessions", body);
  }

  private int me(String token) {
    return api.sendAs(token, "GET", "/v1/me", "").statusCode();
  }

  @Test
  void anUnknownAddressIsAnsweredLikeAWrongPasswordAndTakesAsManyHashes() {
    long before = api.server.accounts().desk().computed();
    HttpResponse<byte[]> wrong = tryLogin(people.owner.email(), "not my password");
    long forWrong = api.server.accounts().desk().computed() - before;
    HttpResponse<byte[]> unknown = tryLogin("nobody@one.example", "not my password");
    long forUnknown = api.server.accounts().desk().computed() - before - forWrong;
    assertThat(wrong.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo(unknown.body());
    assertThat(forWrong).isEqualTo(forUnknown).isEqualTo(1);
  }

  @Test
  void wrongPasswordsMakeAnAccountWaitLongerEachTimeAndARightOneForgetsThem() {
    String email = people.driver.email();
    for (int i = 0; i < 3; i++) {
      assertThat(tryLogin(email, "wrong " + i).statusCode()).isEqualTo(401);
    }
    long before = api.server.accounts().desk().computed();
    long waitedBefore = 0;
    for (int i = 0; i < 4; i++) {
      tryLogin(email, "wrong again");
      HttpResponse<byte[]> refused = tryLogin(email, PASSWORD);
      assertThat(refused.statusCode()).isEqualTo(429);
      long wait = Long.parseLong(refused.headers().firstValue("retry-after").orElseThrow());
      assertThat(wait).isGreaterThan(waitedBefore);
      waitedBefore = wait;
      api.clock.advance(Duration.ofSeconds(wait));
    }
    assertThat(api.server.accounts().desk().computed() - before)
        .as("no hash while it waits")
        .isEqualTo(4);
    assertThat(tryLogin(email, PASSWORD).statusCode()).isEqualTo(201);
    assertThat(tryLogin(email, "wrong").statusCode()).isEqualTo(401);
  }

  @Test
  void anAddressOfTheNetworkThatGuessesManyAccountsHasToWait() {
    for (int i = 0; i < 11; i++) {
      tryLogin("guess" + i + "@one.example", "wrong");
    }
    assertThat(tryLogin("guess99@one.example", "wrong").statusCode()).isEqualTo(429);
  }

  @Test
  void mailsAskedForAreThrottledAlikeForKnownAndUnknownAddresses() {
    // The registration's own mail is forgotten by then.
    api.clock.advance(Duration.ofHours(2));
    for (String email : List.of(people.owner.email(), "nobody@one.example")) {
      String body = "{\"email\":\"" + email + "\"}";
      for (int i = 0; i < 4; i++) {
        assertThat(api.sendAs("", "POST", "/v1/password-resets", body).statusCode()).isEqualTo(202);
      }
      assertThat(api.sendAs("", "POST", "/v1/password-resets", body).statusCode()).isEqualTo(429);
    }
  }

  @Test
  void aSessionEndsWhenUnusedAndADriversLastsLonger() {
    api.clock.advance(Duration.ofHours(11));
    assertThat(me(people.owner.token())).isEqualTo(200);
    api.clock.advance(Duration.ofHours(11));
    assertThat(me(people.owner.token())).isEqualTo(200);
    assertThat(me(people.dispatcher.token())).isEqualTo(401);
    api.clock.advance(Duration.ofDays(88));
    assertThat(me(people.driver.token())).isEqualTo(200);
    assertThat(me(people.owner.token())).isEqualTo(401);
    for (int i = 0; i < 4; i++) {
      api.clock.advance(Duration.ofDays(80));
      if (i < 3) {
        assertThat(me(people.driver.token())).isEqualTo(i < 3 ? 200 : 401);
      }
    }
    assertThat(me(people.driver.token())).as("a year is over").isEqualTo(401);
  }

  @Test
  void sessionsAreListedEndedOneByOneAndEverywhere() {
    String first = people.owner.token();
    String second =
        ok(
                api.send(
                    "POST",
                    "/v1/sessions",
                    "{\"email\":\""
                        + people.owner.email()
                        + "\",\"password\":\""
                        + PASSWORD
                        + "\"}",
                    "authorization",
                    "",
                    "user-agent",
                    "Mozilla/5.0 (X11) Gecko/20100101 Firefox/149.0"),
                201)
            .path("token")
            .asText();
    JsonNode items = ok(api.sendAs(second, "GET", "/v1/sessions", ""), 200).path("items");
    assertThat(items).hasSize(2);
    assertThat(items.toString()).contains("127.0.0.0/24", "\"Firefox\"").doesNotContain("149");
    JsonNode other = items.get(items.get(0).path("current").asBoolean() ? 1 : 0);
    String path = "/v1/sessions/" + other.path("id").asText();
    assertThat(api.sendAs(people.driver.token(), "DELETE", path, "").statusCode()).isEqualTo(404);
    assertThat(me(first)).isEqualTo(200);
    assertThat(api.sendAs(second, "DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(me(first)).as("seen at once").isEqualTo(401);
    assertThat(api.sendAs(second, "DELETE", "/v1/sessions/current", "").statusCode())
        .isEqualTo(204);
    assertThat(me(second)).isEqualTo(401);
    String third = TestPeople.logIn(api, people.owner.email(), PASSWORD).path("token").asText();
    String fourth = TestPeople.logIn(api, people.owner.email(), PASSWORD).path("token").asText();
    assertThat(api.sendAs(third, "DELETE", "/v1/sessions", "").statusCode()).isEqualTo(204);
    assertThat(me(third)).isEqualTo(401);
    assertThat(me(fourth)).isEqualTo(401);
    assertThat(me(people.driver.token())).isEqualTo(200);
  }

  @Test
  void aNewPlaceIsTold() {
    String body = "{\"email\":\"" + people.driver.email() + "\",\"password\":\"" + PASSWORD + "\"}";
    tryLogin(people.driver.email(), PASSWORD);
    assertThat(told(Template.ACCOUNT_NEW_LOGIN)).isZero();
    api.send("POST", "/v1/sessions", body, "authorization", "", "user-agent", "Firefox/149");
    assertThat(told(Template.ACCOUNT_NEW_LOGIN)).isEqualTo(1);
  }

  private long told(Template template) {
    return api.notices.stream().filter(one -> one.template() == template).count();
  }

  private int change(String token, String current, String password) {
    String body = "{\"current\":\"" + current + "\",\"password\":\"" + password + "\"}";
    return api.sendAs(token, "PUT", "/v1/me/password", body).statusCode();
  }

  @Test
  void aChangedPasswordEndsTheOtherSessions() {
    String other = TestPeople.logIn(api, people.owner.email(), PASSWORD).path("token").asText();
    assertThat(change(people.owner.token(), "not my password", "nine slow tractors"))
        .isEqualTo(403);
    assertThat(change(people.owner.token(), PASSWORD, "1234567890")).isEqualTo(422);
    assertThat(change(people.owner.token(), PASSWORD, people.owner.email())).isEqualTo(422);
    assertThat(change(people.owner.token(), PASSWORD, "nine slow tractors")).isEqualTo(204);
    assertThat(me(people.owner.token())).isEqualTo(200);
    assertThat(me(other)).isEqualTo(401);
    assertThat(tryLogin(people.owner.email(), PASSWORD).statusCode()).isEqualTo(401);
    assertThat(tryLogin(people.owner.email(), "nine slow tractors").statusCode()).isEqualTo(201);
    assertThat(told(Template.ACCOUNT_PASSWORD)).isEqualTo(1);
  }

  private int reset(String token, String password) {
    String body = "{\"token\":\"" + token + "\",\"password\":\"" + password + "\"}";
    return api.sendAs("", "POST", "/v1/password-resets:confirm", body).statusCode();
  }

  private String askForReset(String email) {
    ok(api.sendAs("", "POST", "/v1/password-resets", "{\"email\":\"" + email + "\"}"), 202);
    return api.mailed(Template.ACCOUNT_RESET, email);
  }

  @Test
  void aResetTokenIsGoodOnceForAnHourAndEndsEverySession() {
    String email = people.owner.email();
    String first = askForReset(email);
    String second = askForReset(email);
    assertThat(reset(first, "nine slow tractors")).as("replaced").isEqualTo(404);
    api.clock.advance(Duration.ofMinutes(60));
    assertThat(reset(second, "nine slow tractors")).as("late").isEqualTo(404);
    api.clock.advance(Duration.ofMinutes(60));
    String third = askForReset(email);
    assertThat(reset(third, "password12")).isEqualTo(422);
    assertThat(reset(third, "nine slow tractors")).isEqualTo(204);
    assertThat(reset(third, "ten slow tractors")).as("used").isEqualTo(404);
    assertThat(me(people.owner.token())).isEqualTo(401);
    assertThat(tryLogin(email, "nine slow tractors").statusCode()).isEqualTo(201);
    assertThat(askForResetOfNobody()).isEqualTo(202);
  }

  private int askForResetOfNobody() {
    long before = api.notices.size();
    String body = "{\"email\":\"nobody@one.example\"}";
    int status = api.sendAs("", "POST", "/v1/password-resets", body).statusCode();
    assertThat(api.notices).hasSize((int) before);
    return status;
  }

  @Test
  void aDriverWithoutAPasswordCannotLogInUntilOneIsSetByMail() {
    people.invite("driver", "d2@one.example");
    String token = api.mailed(Template.PEOPLE_INVITE, "d2@one.example");
    JsonNode session =
        ok(api.sendAs("", "POST", "/v1/invitations:accept", "{\"token\":\"" + token + "\"}"), 201);
    assertThat(session.path("idleSeconds").asLong()).isEqualTo(Duration.ofDays(90).toSeconds());
    assertThat(tryLogin("d2@one.example", PASSWORD).statusCode()).isEqualTo(401);
    assertThat(change(session.path("token").asText(), "anything", "nine slow tractors"))
        .isEqualTo(403);
    assertThat(reset(askForReset("d2@one.example"), "nine slow tractors")).isEqualTo(204);
    assertThat(tryLogin("d2@one.example", "nine slow tractors").statusCode()).isEqualTo(201);
  }

  @Test
  void aHashOfAnotherCostIsMadeAnewAtTheNextLogin() {
    api.close();
    api =
        new RunningApi(
            dir,
            ZoneOffset.UTC,
            new AccountSettings(new HashCost(128, 2, 1), 2, 100, Duration.ofSeconds(10), 3, 10, 3));
    String email = people.owner.email();
    long before = api.server.accounts().desk().computed();
    assertThat(tryLogin(email, PASSWORD).statusCode()).isEqualTo(201);
    assertThat(api.server.accounts().desk().computed() - before).isEqualTo(2);
    assertThat(tryLogin(email, PASSWORD).statusCode()).isEqualTo(201);
    assertThat(api.server.accounts().desk().computed() - before).isEqualTo(3);
    assertThat(api.store.accounts().findByEmail(email).orElseThrow().password().orElseThrow())
        .startsWith("$argon2id$v=19$m=128,t=2,p=1$");
  }
}
