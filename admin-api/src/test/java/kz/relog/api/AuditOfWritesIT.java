package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeSet;
import kz.relog.api.notice.Template;
import org.junit.jupiter.api.Test;

/** Who did what: each operation that writes leaves a row in the audit, or has a reason not to. */
class AuditOfWritesIT extends ErasureScene {
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.INSTANCE;

  /** What leaves no row, and why. */
  private static final Map<String, String> WITHOUT_A_ROW =
      Map.of(
          "POST /v1/companies", "nothing is there until the address is verified, which is recorded",
          "POST /v1/email-verifications:resend", "a mail again",
          "POST /v1/me/email", "nothing changes until the address is verified, which is recorded",
          "POST /v1/invitations:show", "reads what the token's holder was sent",
          "POST /v1/me/notices/{id}/read", "one's own list",
          "POST /v1/me/exports/{id}/download-links", "the read of the package is recorded",
          "POST /v1/opt-out", "recorded when there is something to end: DispatchIT",
          "POST /v1/companies/{id}/take-over", "needs a folder from before companies: CompaniesIT");

  private final TreeSet<String> done = new TreeSet<>();
  private String vehicle = "";
  private String plan = "";

  @Test
  void everyWriteLeavesARow() {
    drives();
    devices();
    plans();
    permissions();
    papers();
    logins();
    disclosures();
    leavings();
    TreeSet<String> writes = new TreeSet<>(DOCUMENT.operations());
    writes.removeIf(operation -> operation.startsWith("GET "));
    writes.removeAll(WITHOUT_A_ROW.keySet());
    assertThat(done).isEqualTo(writes);
  }

  private void drives() {
    vehicle = id(owner("POST /v1/vehicles", "", "{\"name\":\"Van\"}"));
    owner("PUT /v1/vehicles/{id}", vehicle, "{\"name\":\"Van 2\"}");
    String early = "{\"driver\":\"DRIVER\",\"from\":\"2026-03-02T07:00:00Z\"}";
    String shift = id(owner("POST /v1/vehicles/{id}/shifts", vehicle, early));
    owner("PUT /v1/shifts/{id}", shift, early.replace("07:00", "07:30"));
    owner("POST /v1/shifts/{id}/corrections", shift, "{\"driver\":null}");
    String other = id(owner("POST /v1/vehicles", "", "{\"name\":\"Van 3\"}"));
    String running = id(owner("POST /v1/vehicles/{id}/shifts", other, early));
    owner("POST /v1/shifts/{id}/end", running, "");
    String ahead = early.replace("03-02", "03-09");
    owner("DELETE /v1/shifts/{id}", id(owner("POST /v1/vehicles/{id}/shifts", other, ahead)), "");
    owner("POST /v1/vehicles/{id}/retire", other, "");
    owner("PATCH /v1/company", "", "{\"timeZone\":\"Asia/Aqtau\"}");
    String hours = "{\"zone\":null,\"week\":{\"mon\":[\"08:00-18:00\"]},\"days\":{}}";
    owner("PUT /v1/company/tracking-hours", "", hours);
    owner("PUT /v1/people/{id}/tracking-hours", people.driver.id(), hours);
  }

  private void devices() {
    String device = id(owner("POST /v1/devices", "", "{\"synthetic\":true}"));
    owner("POST /v1/devices:batch", "", "{\"count\":1,\"synthetic\":true}");
    String tracker = id(owner("POST /v1/devices", "", "{\"vehicle\":\"" + vehicle + "\"}"));
    owner("POST /v1/devices/{id}/unbind", tracker, "");
    owner("POST /v1/devices/{id}/revoke", device, "");
    JsonNode code = owner("POST /v1/enrolments", "", "{\"driver\":\"DRIVER\"}");
    String redeem = "{\"code\":\"" + code.path("code").asText() + "\"}";
    String phone = id(as("", "POST /v1/enrolments:redeem", "", redeem));
    owner("POST /v1/devices/{id}/rotate-key", phone, "");
  }

  private void plans() {
    plan = id(owner("POST /v1/plans", "", Plans.almaty("p", "C")));
    owner("PUT /v1/plans/{id}", plan, Plans.almaty("p", "D"));
    owner("PATCH /v1/plans/{id}", plan, "{\"endTime\":\"2026-03-02T10:30:00Z\"}");
    String van = id(owner("POST /v1/devices", "", "{\"synthetic\":true}"));
    owner("PUT /v1/plans/{id}/device", plan, "{\"device\":\"" + van + "\"}");
    JsonNode link = owner("POST /v1/plans/{id}/stops/{stop}/share-links", plan, "{}");
    String token = link.path("url").asText().replaceAll(".*#", "");
    as("", "POST /v1/share:view", "", "{\"token\":\"" + token + "\"}");
    owner("DELETE /v1/share-links/{id}", id(link), "");
    owner("PUT /v1/company/sharing", "", "{\"showVehicleName\":true}");
    owner("POST /v1/plans/{id}/stops/{stop}/erasures", plan, "");
  }

  private void permissions() {
    String driver = people.driver.id();
    String policy = "";
    for (JsonNode one :
        TestPeople.ok(api.sendAs("", "GET", "/v1/documents", ""), 200).path("items")) {
      String hash = one.at("/texts/0/hash").asText();
      String accept =
          "{\"document\":\"%s\",\"hash\":\"%s\"}".formatted(one.path("id").asText(), hash);
      driver("POST /v1/me/acceptances", "", accept);
      policy = one.path("kind").asText().equals("privacy-policy") ? hash : policy;
    }
    String grant = "{\"state\":\"granted\",\"document\":\"" + policy + "\"}";
    driver("PUT /v1/me/permissions/{purpose}", "", grant);
    driver("POST /v1/me/private-trip", "", "{\"state\":\"on\"}");
    String told =
        "{\"at\":\"2026-03-01T08:00:00Z\",\"how\":\"in-person\",\"document\":\"" + policy + "\"}";
    String record = id(owner("POST /v1/people/{id}/told", driver, told));
    owner(
        "POST /v1/people/{id}/permissions",
        driver,
        "{\"purpose\":\"live-view\",\"basis\":\"contract\",\"told\":\""
            + record
            + "\",\"assessment\":{\"date\":\"2026-03-02\",\"text\":\"Needed.\"}}");
    owner("DELETE /v1/people/{id}/permissions/{purpose}", driver, "");
  }

  private void papers() {
    String question = id(driver("POST /v1/me/questions", "", "{\"text\":\"Who sees me?\"}"));
    owner("POST /v1/questions/{id}/answer", question, "{\"text\":\"We do.\"}");
    operator("POST /v1/campaigns", "{\"subject\":\"News\",\"text\":\"None.\"}");
    operator("POST /v1/retention:confirm-clock", "");
    operator(
        "POST /v1/business-transfers",
        "{\"recipient\":\"Tulpar\",\"at\":\"2026-04-15T00:00:00Z\"}");
    operator(
        "POST /v1/documents",
        "{\"kind\":\"user-agreement\",\"version\":\"9\","
            + "\"texts\":{\"ru\":{\"title\":\"T\",\"text\":\"T.\"}}}");
    String hold = "{\"reason\":\"Claim 7\",\"reviewOn\":\"2026-06-01\"}";
    owner("DELETE /v1/holds/{id}", id(owner("POST /v1/holds", "", hold)), "");
    String token = "{\"name\":\"t\",\"scopes\":[\"tracks\"],\"days\":1}";
    owner("DELETE /v1/api-tokens/{id}", id(owner("POST /v1/api-tokens", "", token)), "");
    driver("PATCH /v1/me", "", "{\"lastName\":\"Omarova\"}");
  }

  private void logins() {
    String email = people.auditor.email();
    String login = "{\"email\":\"" + email + "\",\"password\":\"" + TestPeople.PASSWORD + "\"}";
    JsonNode first = as("", "POST /v1/sessions", "", login);
    String token = first.path("token").asText();
    JsonNode second = as("", "POST /v1/sessions", "", login);
    as(token, "DELETE /v1/sessions/{id}", second.path("session").asText(), "");
    String password =
        "{\"current\":\"" + TestPeople.PASSWORD + "\",\"password\":\"nine slow tractors\"}";
    as(token, "PUT /v1/me/password", "", password);
    as(token, "DELETE /v1/sessions/current", "", "");
    as("", "POST /v1/password-resets", "", "{\"email\":\"" + email + "\"}");
    String reset =
        "{\"token\":\"%s\",\"password\":\"%s\"}"
            .formatted(api.mailed(Template.ACCOUNT_RESET, email), TestPeople.PASSWORD);
    as("", "POST /v1/password-resets:confirm", "", reset);
    as(
        TestPeople.logIn(api, email, TestPeople.PASSWORD).path("token").asText(),
        "DELETE /v1/sessions",
        "",
        "");
    String address = "new@owner.example";
    TestPeople.register(api, address, "Tulpar");
    String verify = "{\"token\":\"" + api.mailed(Template.ACCOUNT_VERIFY, address) + "\"}";
    as("", "POST /v1/email-verifications", "", verify);
  }

  private void disclosures() {
    String wish =
        "{\"recipient\":\"Court\",\"reference\":\"7\",\"basis\":\"court-order\","
            + "\"categories\":[\"track\"],\"from\":\"2026-03-01T00:00:00Z\","
            + "\"to\":\"2026-03-02T00:00:00Z\",\"subject\":\"DRIVER\"}";
    String released = id(owner("POST /v1/disclosures/requests", "", wish));
    String auditor =
        TestPeople.logIn(api, people.auditor.email(), TestPeople.PASSWORD).path("token").asText();
    as(auditor, "POST /v1/disclosures/requests/{id}/release", released, "");
    owner("POST /v1/disclosures/requests/{id}/package", released, "");
    String refused = id(owner("POST /v1/disclosures/requests", "", wish));
    as(auditor, "POST /v1/disclosures/requests/{id}/refusal", refused, "{\"reason\":\"No.\"}");
    String export = id(driver("POST /v1/me/exports", "", ""));
    Eventually.isTrue(
        () ->
            TestPeople.ok(asDriver("GET", "/v1/me/exports/" + export, ""), 200)
                .path("state")
                .asText()
                .equals("ready"));
    String link =
        TestPeople.ok(asDriver("POST", "/v1/me/exports/" + export + "/download-links", ""), 201)
            .path("token")
            .asText();
    as("", "POST /v1/exports:download", "", "{\"token\":\"" + link + "\"}");
    owner("POST /v1/people/{id}/exports", people.driver.id(), "{\"way\":\"letter\"}");
  }

  private void leavings() {
    String address = people.address("guest");
    String invite = TestPeople.invitation("dispatcher", address);
    owner("DELETE /v1/invitations/{id}", id(owner("POST /v1/invitations", "", invite)), "");
    owner("POST /v1/invitations", "", invite);
    String accept =
        "{\"token\":\"%s\",\"password\":\"%s\"}"
            .formatted(api.mailed(Template.PEOPLE_INVITE, address), TestPeople.PASSWORD);
    JsonNode guest = as("", "POST /v1/invitations:accept", "", accept);
    owner("PUT /v1/people/{id}/role", guest.path("person").asText(), "{\"role\":\"auditor\"}");
    owner("POST /v1/people/{id}/end", guest.path("person").asText(), "{\"reason\":\"Done.\"}");
    String own =
        id(
            driver(
                "POST /v1/me/erasures", "", "{\"withWindow\":true,\"categories\":[\"messages\"]}"));
    driver("POST /v1/me/erasures/{id}/cancel", own, "");
    String asked = "{\"reason\":\"The contract ended.\"}";
    String erasure = id(owner("POST /v1/people/{id}/erasures", people.driver.id(), asked));
    owner("POST /v1/erasures/{id}/cancel", erasure, "");
    as(people.dispatcher.token(), "POST /v1/me/leave", "", "");
  }

  private JsonNode owner(String operation, String id, String body) {
    return as(people.owner.token(), operation, id, body);
  }

  private JsonNode driver(String operation, String id, String body) {
    return as(people.driver.token(), operation, id, body);
  }

  private JsonNode operator(String operation, String body) {
    return as(api.operatorToken, operation, "", body);
  }

  /** Carries an operation out, which must leave a row, at once or when it is done. */
  private JsonNode as(String token, String operation, String id, String body) {
    int space = operation.indexOf(' ');
    String path =
        operation
            .substring(space + 1)
            .replace("{stop}", "1")
            .replace("{purpose}", operation.startsWith("PUT") ? "plan-fact" : "live-view")
            .replace("{id}", id);
    String bearer = token.isEmpty() ? "" : "Bearer " + token;
    long before = count("audit");
    HttpResponse<byte[]> answer =
        api.send(
            operation.substring(0, space),
            path,
            body.replace("DRIVER", people.driver.id()),
            "authorization",
            bearer,
            "if-match",
            operation.startsWith("PATCH /v1/plans") ? "\"2\"" : "*");
    assertThat(answer.statusCode())
        .as(operation + " " + RunningApi.text(answer))
        .isBetween(200, 299);
    Eventually.isTrue(() -> count("audit") > before);
    done.add(operation);
    boolean isJson =
        answer.headers().firstValue("content-type").orElse("").startsWith("application/json");
    return isJson ? RunningApi.json(answer) : MissingNode.getInstance();
  }

  private static String id(JsonNode made) {
    return made.path("id").asText();
  }
}
