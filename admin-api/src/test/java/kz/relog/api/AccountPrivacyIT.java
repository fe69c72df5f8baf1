package kz.relog.api;

import static kz.relog.api.TestPeople.PASSWORD;
import static kz.relog.api.TestPeople.ok;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import kz.relog.api.notice.Template;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What people told stands nowhere in clear, and bad input does nothing. */
class AccountPrivacyIT {
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

  @Test
  void noFileAndNoLogLineHoldsWhatPeopleToldOrATokenOrAPassword() throws IOException {
    Logger root = (Logger) LoggerFactory.getLogger("kz.relog");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    root.addAppender(lines);
    TestPeople people = new TestPeople(api);
    String driver = people.driver.token();
    String change = "{\"lastName\":\"Canaryova\",\"phone\":\"+77059998877\"}";
    ok(api.sendAs(driver, "PATCH", "/v1/me", change), 200);
    ok(api.sendAs(driver, "PATCH", "/v1/me", change.replace("Canaryova", "Secondova")), 200);
    String token = "{\"name\":\"Warehouse canary\",\"scopes\":[\"tracks\"],\"days\":1}";
    JsonNode machine = ok(api.sendAs(people.owner.token(), "POST", "/v1/api-tokens", token), 201);
    people.invite("driver", "invited.canary@one.example");
    String end = "{\"reason\":\"Reason canary\"}";
    ok(
        api.sendAs(people.owner.token(), "POST", "/v1/people/" + people.auditor.id() + "/end", end),
        200);
    api.sendAs("", "POST", "/v1/sessions", "{\"email\":\"broken canary\",\"password\":\"x\"}");
    root.detachAppender(lines);
    List<String> canaries =
        List.of(
            "Aigerim",
            "Sadykova",
            "Omarov",
            "Canaryova",
            "Secondova",
            "77059998877",
            "77011234567",
            people.owner.email(),
            people.driver.email(),
            "invited.canary",
            "Altyn",
            "990140000384",
            "Warehouse canary",
            "Reason canary",
            "127.0.0",
            PASSWORD,
            driver.substring(8),
            machine.path("token").asText().substring(8),
            api.mailed(Template.PEOPLE_INVITE, "invited.canary@one.example"));
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertClean(file.getFileName().toString(), Files.readAllBytes(file), canaries);
      }
    }
    for (ILoggingEvent line : List.copyOf(lines.list)) {
      assertClean(
          "a log line", line.getFormattedMessage().getBytes(StandardCharsets.UTF_8), canaries);
    }
  }

  private static void assertClean(String what, byte[] bytes, List<String> canaries) {
    String raw = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    for (String canary : canaries) {
      assertThat(raw.contains(canary.toLowerCase(Locale.ROOT)))
          .as(canary + " in " + what)
          .isFalse();
    }
  }

  private HttpResponse<byte[]> register(String field, String value) {
    String whole = TestPeople.registration("a@one.example", "One");
    return api.sendAs(
        "",
        "POST",
        "/v1/companies",
        whole.replaceFirst(
            "\"" + field + "\":\"[^\"]*\"",
            Matcher.quoteReplacement("\"" + field + "\":" + value)));
  }

  @Test
  void eachWrongFieldIsNamedAndNothingIsKept() {
    String[][] wrong = {
      {"name", "\"\""},
      {"name", "\"Pay 4111 1111 1111 1111\""},
      {"name", "\"a\\r\\nBcc: b@c.kz\""},
      {"bin", "\"990140000385\""},
      {"bin", "990140000384"},
      {"country", "\"ZZ\""},
      {"country", "\"kz\""},
      {"timeZone", "\"Mars/Base\""},
      {"firstName", "\"" + "x".repeat(101) + "\""},
      {"firstName", "\"a\\u0000b\""},
      {"lastName", "null"},
      {"lastName", "[\"x\"]"},
      {"email", "\"a@b.kz\\u000abcc:c@d.kz\""},
      {"email", "\"a@b\""},
      {"phone", "\"87011234567\""},
      {"phone", "null"},
      {"password", "\"short\""},
      {"password", "\"1234567890\""},
      {"password", "\"Sadykova12\""},
      {"password", "\"" + "x1".repeat(65) + "\""}
    };
    for (String[] one : wrong) {
      HttpResponse<byte[]> refused = register(one[0], one[1]);
      assertThat(refused.statusCode()).as(one[0] + " " + one[1]).isEqualTo(422);
      assertThat(RunningApi.json(refused).at("/errors/0/field").asText()).isEqualTo(one[0]);
      assertThat(RunningApi.text(refused)).doesNotContain("4111 1111", "\"short\"");
    }
    String more =
        TestPeople.registration("a@one.example", "One")
            .replace("{\"name\"", "{\"iin\":\"1\",\"name\"");
    assertThat(RunningApi.text(api.sendAs("", "POST", "/v1/companies", more))).contains("/iin");
    assertThat(api.notices).isEmpty();
    assertThat(api.store.mailTokens().registrations("a@one.example")).isEmpty();
  }

  @Test
  void markupInANameStaysWhatItIs() {
    TestPeople people = new TestPeople(api);
    String change = "{\"firstName\":\"<script>alert(1)</script>\",\"lastName\":\"=1+1\"}";
    JsonNode me = ok(api.sendAs(people.driver.token(), "PATCH", "/v1/me", change), 200);
    assertThat(me.at("/person/firstName").asText()).isEqualTo("<script>alert(1)</script>");
  }

  @Test
  void aTokenThatIsTooLongOrOfAnotherKindIsUnknown() {
    String token = "relog_s_" + "x".repeat(200);
    assertThat(api.sendAs(token, "GET", "/v1/me", "").statusCode()).isEqualTo(401);
    assertThat(api.sendAs("relog_m_x", "GET", "/v1/me", "").statusCode()).isEqualTo(401);
    HttpResponse<byte[]> get = api.send("GET", "/v1/invitations:accept", "", "authorization", "");
    assertThat(get.statusCode()).as("a GET uses nothing up").isEqualTo(405);
  }
}
