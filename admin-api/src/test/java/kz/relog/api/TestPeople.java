package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import kz.relog.api.notice.Template;
import kz.relog.api.store.DisclosureRow;

/**
 * A company with one person of each role, who came in as people do: registered, invited, accepted.
 */
final class TestPeople {
  static final String PASSWORD = "seven quiet camels";
  private static final AtomicInteger COMPANIES = new AtomicInteger();

  /** A person with a session. */
  record Person(String id, String company, String role, String email, String token) {
    long ref() {
      return RunningApi.ref(id);
    }
  }

  private final RunningApi api;
  private final int number = COMPANIES.incrementAndGet();
  final Person owner;
  final Person dispatcher;
  final Person driver;
  final Person auditor;

  /** Makes the company and its people in a running server. */
  TestPeople(RunningApi api) {
    this.api = api;
    String email = address("owner");
    register(api, email, "Altyn Freight " + number);
    verify(api, email);
    owner = person(email, logIn(api, email, PASSWORD));
    dispatcher = join("dispatcher", address("dispatcher"));
    driver = join("driver", address("driver"));
    auditor = join("auditor", address("auditor"));
  }

  String company() {
    return owner.company;
  }

  long companyRef() {
    return RunningApi.ref(owner.company);
  }

  /** Says that the driver's track has gone to somebody, the last of it at a time. */
  void disclosed(DisclosureRow.Kind kind, long source, long lastMs, Optional<String> address) {
    api.store
        .disclosures()
        .note(
            companyRef(),
            new DisclosureRow(
                0,
                source << 8,
                companyRef(),
                kind,
                source,
                driver.ref(),
                "lawful-request",
                "court-order",
                List.of("track"),
                Optional.of(new DisclosureRow.Recipient("Who got it", address)),
                owner.ref(),
                lastMs,
                lastMs,
                1));
  }

  /** Has the owner invite someone, who accepts. */
  Person join(String role, String email) {
    invite(role, email);
    String body =
        "{\"token\":\""
            + api.mailed(Template.PEOPLE_INVITE, email)
            + "\",\"password\":\""
            + PASSWORD
            + "\"}";
    return person(email, ok(api.sendAs("", "POST", "/v1/invitations:accept", body), 201));
  }

  /** Has the owner invite someone, and gives the invited person. */
  JsonNode invite(String role, String email) {
    String body = invitation(role, email);
    return ok(api.sendAs(owner.token, "POST", "/v1/invitations", body), 201);
  }

  static String invitation(String role, String email) {
    return String.format(
        Locale.ROOT,
        "{\"role\":\"%s\",\"email\":\"%s\",\"firstName\":\"Daulet\",\"lastName\":\"Omarov\"}",
        role,
        email);
  }

  /** An address that no other person of any test has. */
  String address(String name) {
    return name + "@company" + number + ".example";
  }

  static void register(RunningApi api, String email, String company) {
    ok(api.sendAs("", "POST", "/v1/companies", registration(email, company)), 202);
  }

  static String registration(String email, String company) {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"bin\":\"%s\",\"country\":\"KZ\",\"timeZone\":\"Asia/Almaty\","
            + "\"firstName\":\"Aigerim\",\"lastName\":\"Sadykova\",\"email\":\"%s\","
            + "\"phone\":\"+7 701 123-45-67\",\"password\":\"%s\"}",
        company,
        "990140000384",
        email,
        PASSWORD);
  }

  static void verify(RunningApi api, String email) {
    String token = api.mailed(Template.ACCOUNT_VERIFY, email);
    ok(api.sendAs("", "POST", "/v1/email-verifications", "{\"token\":\"" + token + "\"}"), 200);
  }

  static JsonNode logIn(RunningApi api, String email, String password) {
    String body = "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    return ok(api.sendAs("", "POST", "/v1/sessions", body), 201);
  }

  private static Person person(String email, JsonNode login) {
    return new Person(
        login.path("person").asText(),
        login.path("company").asText(),
        login.path("role").asText(),
        email,
        login.path("token").asText());
  }

  static JsonNode ok(HttpResponse<byte[]> answer, int status) {
    assertThat(answer.statusCode()).as(RunningApi.text(answer)).isEqualTo(status);
    return RunningApi.json(answer);
  }
}
