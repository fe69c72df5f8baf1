package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import kz.relog.api.receipt.ReceiptKey;
import kz.relog.api.receipt.ReceiptVerifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents from their publication to the receipt, as people meet them. */
class DocumentsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path dir;
  RunningApi api;

  @BeforeEach
  void start() {
    api = new RunningApi(dir, ZoneOffset.UTC, RunningApi.CHEAP, Optional.empty());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aNewInstallationHasBothDocumentsInThreeLanguages() {
    JsonNode items = documents();
    assertThat(items).hasSize(2);
    for (JsonNode one : items) {
      assertThat(one.path("state").asText()).isEqualTo("in-force");
      assertThat(one.path("texts")).hasSize(3);
      for (JsonNode text : one.path("texts")) {
        String path = "/v1/documents/" + id(one) + "?language=" + text.path("language").asText();
        HttpResponse<byte[]> plain = api.get(path, "accept", "text/plain");
        assertThat(ReceiptVerifier.hashOf(RunningApi.text(plain)))
            .isEqualTo(text.path("hash").asText());
        assertThat(plain.headers().firstValue("content-language"))
            .contains(text.path("language").asText());
      }
      assertThat(one.path("bindingHash").asText()).isEqualTo(hash(one, "ru"));
    }
  }

  @Test
  void untilTheDocumentsAreAcceptedOnlyReadingAskingAndLeavingIsAllowed() {
    TestPeople.register(api, "a@one.example", "One");
    TestPeople.verify(api, "a@one.example");
    String token =
        TestPeople.logIn(api, "a@one.example", TestPeople.PASSWORD).path("token").asText();
    assertThat(api.sendAs(token, "GET", "/v1/devices", "").statusCode()).isEqualTo(403);
    assertThat(api.sendAs(token, "GET", "/v1/documents", "").statusCode()).isEqualTo(200);
    assertThat(api.sendAs(token, "GET", "/v1/me", "").statusCode()).isEqualTo(200);
    String question = "{\"text\":\"How long is my location kept?\"}";
    assertThat(api.sendAs(token, "POST", "/v1/me/questions", question).statusCode()).isEqualTo(201);

    JsonNode due = TestPeople.ok(api.sendAs(token, "GET", "/v1/me/acceptances", ""), 200);
    assertThat(due.path("due")).hasSize(2);
    for (JsonNode one : due.path("due")) {
      assertThat(accept(token, id(one), hash(one, "en"))).isEqualTo(201);
      assertThat(accept(token, id(one), hash(one, "en"))).isEqualTo(200);
    }
    assertThat(api.sendAs(token, "GET", "/v1/devices", "").statusCode()).isEqualTo(200);
    JsonNode receipts = TestPeople.ok(api.sendAs(token, "GET", "/v1/me/receipts", ""), 200);
    assertThat(receipts.path("items")).hasSize(2);
  }

  @Test
  void anAlteredTextIsNotAccepted() {
    String token = api.as(kz.relog.api.access.Role.DRIVER, RunningApi.COMPANY);
    JsonNode one = documents().get(0);
    String altered = ReceiptVerifier.hashOf("another text");
    HttpResponse<byte[]> refused = acceptance(token, id(one), altered);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(RunningApi.json(refused).at("/errors/0/field").asText()).isEqualTo("hash");
  }

  @Test
  void aNewVersionBindsThirtyDaysLaterAtTheEarliestAndTheOldOneUntilThen() {
    String driver = acceptAll(api.as(kz.relog.api.access.Role.DRIVER, RunningApi.COMPANY));
    Instant now = api.clock.instant();
    HttpResponse<byte[]> early =
        publish("privacy-policy", "2", now.plus(DAY.multipliedBy(29)), "[\"live-view\"]");
    assertThat(early.statusCode()).isEqualTo(422);
    assertThat(RunningApi.json(early).at("/errors/0/pointer").asText()).isEqualTo("/effectiveFrom");

    Instant effective = now.plus(DAY.multipliedBy(30));
    JsonNode second =
        TestPeople.ok(publish("privacy-policy", "2", effective, "[\"live-view\"]"), 201);
    assertThat(second.path("state").asText()).isEqualTo("announced");
    assertThat(binding("privacy-policy")).isEqualTo("1");
    HttpResponse<byte[]> tooSoon = acceptance(driver, id(second), hash(second, "ru"));
    assertThat(tooSoon.statusCode()).isEqualTo(409);
    assertThat(RunningApi.text(tooSoon)).contains("In force is version 1");

    api.clock.advance(DAY.multipliedBy(30).minusMillis(1));
    assertThat(binding("privacy-policy")).isEqualTo("1");
    api.clock.advance(Duration.ofMillis(1));
    assertThat(binding("privacy-policy")).isEqualTo("2");
    assertThat(accept(driver, id(second), hash(second, "ru"))).isEqualTo(201);
  }

  @Test
  void aSupersededVersionIsRefusedWithWhatIsInForce() {
    JsonNode first = documents().get(0);
    String driver = acceptAll(api.as(kz.relog.api.access.Role.DRIVER, RunningApi.COMPANY));
    Instant effective = api.clock.instant().plus(DAY.multipliedBy(30));
    JsonNode second = TestPeople.ok(publish("privacy-policy", "2", effective, "[]"), 201);
    api.clock.advance(DAY.multipliedBy(31));
    HttpResponse<byte[]> refused = acceptance(driver, id(first), hash(first, "ru"));
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(RunningApi.text(refused)).contains("version 2").contains(id(second));
  }

  @Test
  void aMaterialChangeIsToBeAcceptedAnewAndAnotherWordingIsNot() {
    TestPeople.register(api, "a@one.example", "One");
    TestPeople.verify(api, "a@one.example");
    acceptAll(TestPeople.logIn(api, "a@one.example", TestPeople.PASSWORD).path("token").asText());
    Instant now = api.clock.instant();
    TestPeople.ok(publish("privacy-policy", "2", now.plus(DAY.multipliedBy(30)), "[]"), 201);
    TestPeople.ok(
        publish("user-agreement", "2", now.plus(DAY.multipliedBy(40)), "[\"service\"]"), 201);
    api.clock.advance(DAY.multipliedBy(31));
    String token = acceptAll(again());
    assertThat(api.sendAs(token, "GET", "/v1/devices", "").statusCode()).isEqualTo(200);
    api.clock.advance(DAY.multipliedBy(10));
    token = again();
    assertThat(api.sendAs(token, "GET", "/v1/devices", "").statusCode()).isEqualTo(403);
    JsonNode due = TestPeople.ok(api.sendAs(token, "GET", "/v1/me/acceptances", ""), 200);
    assertThat(due.path("due")).hasSize(1);
    assertThat(due.at("/due/0/kind").asText()).isEqualTo("user-agreement");
  }

  @Test
  void aFirstVersionOfItsKindAndAReplacementThatNobodyAcceptedBindAtOnce() {
    assertThat(
            TestPeople.ok(publish("consent-geolocation", "1", api.clock.instant(), "[]"), 201)
                .path("state")
                .asText())
        .isEqualTo("in-force");
    assertThat(
            TestPeople.ok(publish("privacy-policy", "A", null, "[]"), 201).path("state").asText())
        .isEqualTo("in-force");
    acceptAll(api.as(kz.relog.api.access.Role.DRIVER, RunningApi.COMPANY));
    JsonNode next = TestPeople.ok(publish("privacy-policy", "B", null, "[]"), 201);
    assertThat(Instant.parse(next.path("effectiveFrom").asText()))
        .isEqualTo(api.clock.instant().plus(DAY.multipliedBy(30)));
  }

  @Test
  void everyWrongFieldOfADocumentIsTold() {
    String body =
        "{\"kind\":\"poem\",\"version\":\"a b\",\"texts\":{\"en\":{\"title\":\"t\",\"text\":\"\"}},"
            + "\"material\":[\"fun\"],\"effectiveFrom\":\"tomorrow\",\"more\":1}";
    HttpResponse<byte[]> refused = send(api.operatorToken, "POST", "/v1/documents", body);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(RunningApi.json(refused).path("errors"))
        .extracting(error -> error.path("pointer").asText())
        .containsExactlyInAnyOrder(
            "/kind",
            "/version",
            "/texts/ru",
            "/texts/en/text",
            "/material",
            "/effectiveFrom",
            "/more");
    assertThat(send(api.operatorToken, "POST", "/v1/documents", "[1").statusCode()).isEqualTo(400);
  }

  @Test
  void aPublishedTextIsNeverChanged() {
    TestPeople.ok(publish("consent-geolocation", "1", api.clock.instant(), "[]"), 201);
    assertThat(
            publish(
                    "consent-geolocation",
                    "1",
                    api.clock.instant().plus(DAY.multipliedBy(60)),
                    "[]")
                .statusCode())
        .isEqualTo(409);
  }

  @Test
  void aReceiptHoldsWhatWasAgreedAndVerifies() throws Exception {
    TestPeople.register(api, "a@one.example", "Altyn Freight");
    TestPeople.verify(api, "a@one.example");
    String token = acceptAll(again());
    JsonNode list = TestPeople.ok(api.sendAs(token, "GET", "/v1/me/receipts", ""), 200);
    String path = "/v1/me/receipts/" + list.at("/items/0/id").asText();
    String receipt = RunningApi.text(api.sendAs(token, "GET", path, ""));
    JsonNode record = JSON.readTree(receipt).path("record");
    assertThat(record.at("/consent_kz/operator_name").asText()).isEqualTo("Altyn Freight");
    assertThat(record.at("/consent_kz/operator_bin").asText()).isEqualTo("990140000384");
    assertThat(record.at("/consent_kz/cross_border_transfer").isBoolean()).isTrue();
    assertThat(record.at("/consent_kz/dissemination_in_public_sources").asBoolean()).isFalse();
    assertThat(record.at("/pii_processing/purposes/0/lawful_basis").asText()).isEqualTo("consent");
    String hash = record.at("/pii_processing/privacy_notice/hash").asText();

    ReceiptKey key =
        ReceiptKey.parse(
            RunningApi.json(api.sendAs("", "GET", "/v1/receipts/key", "")).path("pem").asText());
    String text =
        RunningApi.text(
            api.get(
                "/v1/documents/"
                    + record.at("/pii_processing/privacy_notice/id").asText()
                    + "?language="
                    + record.at("/pii_processing/privacy_notice/language").asText(),
                "accept",
                "text/plain"));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(ReceiptVerifier.verify(receipt, key, Optional.of(bytes)).problems()).isEmpty();
    assertThat(ReceiptVerifier.hashOf(text)).isEqualTo(hash);

    byte[] altered = text.replace("30", "31").getBytes(StandardCharsets.UTF_8);
    assertThat(ReceiptVerifier.verify(receipt, key, Optional.of(altered)).problems())
        .singleElement()
        .asString()
        .contains("document's text differs");
    ObjectNode changed = (ObjectNode) JSON.readTree(receipt);
    ((ObjectNode) changed.at("/record/consent_kz")).put("cross_border_transfer", true);
    assertThat(ReceiptVerifier.verify(changed.toString(), key, Optional.empty()).problems())
        .containsExactly("altered: record.consent_kz");
    // The order of keys and the spaces are nobody's concern.
    String spaced = JSON.readTree(receipt).toPrettyString();
    assertThat(ReceiptVerifier.verify(spaced, key, Optional.empty()).isValid()).isTrue();
  }

  @Test
  void aQuestionIsAnsweredAndItsPersonTold() {
    TestPeople.register(api, "a@one.example", "One");
    TestPeople.verify(api, "a@one.example");
    String token = acceptAll(again());
    JsonNode asked =
        TestPeople.ok(
            api.sendAs(token, "POST", "/v1/me/questions", "{\"text\":\"Who sees me?\"}"), 201);
    String path = "/v1/questions/" + asked.path("id").asText() + "/answer";
    JsonNode answered =
        TestPeople.ok(api.sendAs(token, "POST", path, "{\"text\":\"Nobody yet.\"}"), 200);
    assertThat(answered.path("answer").asText()).isEqualTo("Nobody yet.");
    JsonNode notices =
        TestPeople.ok(api.sendAs(token, "GET", "/v1/me/notices?language=en", ""), 200);
    JsonNode notice = notices.path("items").get(0);
    assertThat(notice.path("template").asText()).isEqualTo("question.answered");
    assertThat(notice.path("text").asText()).contains("answer");
    String read = "/v1/me/notices/" + notice.path("id").asText() + "/read";
    assertThat(api.sendAs(token, "POST", read, "").statusCode()).isEqualTo(204);
    assertThat(
            TestPeople.ok(api.sendAs(token, "GET", "/v1/me/notices", ""), 200)
                .at("/items/0/readAt")
                .isNull())
        .isFalse();
  }

  @Test
  void noPersonalTextStandsInClearInAnyFile() throws Exception {
    TestPeople.register(api, "canary@one.example", "One");
    TestPeople.verify(api, "canary@one.example");
    String token =
        acceptAll(
            TestPeople.logIn(api, "canary@one.example", TestPeople.PASSWORD)
                .path("token")
                .asText());
    TestPeople.ok(
        api.sendAs(token, "POST", "/v1/me/questions", "{\"text\":\"Canary question\"}"), 201);
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes).as(file.toString()).doesNotContainIgnoringCase("canary");
      }
    }
  }

  private String again() {
    return TestPeople.logIn(api, "a@one.example", TestPeople.PASSWORD).path("token").asText();
  }

  private String acceptAll(String token) {
    JsonNode due = TestPeople.ok(api.sendAs(token, "GET", "/v1/me/acceptances", ""), 200);
    for (JsonNode one : due.path("due")) {
      assertThat(accept(token, id(one), hash(one, "ru"))).isEqualTo(201);
    }
    return token;
  }

  private int accept(String token, String document, String hash) {
    return acceptance(token, document, hash).statusCode();
  }

  private HttpResponse<byte[]> acceptance(String token, String document, String hash) {
    String body = "{\"document\":\"" + document + "\",\"hash\":\"" + hash + "\"}";
    return api.sendAs(token, "POST", "/v1/me/acceptances", body);
  }

  private HttpResponse<byte[]> publish(
      String kind, String version, @Nullable Instant effective, String material) {
    String from = effective == null ? "null" : "\"" + effective + "\"";
    String body =
        "{\"kind\":\""
            + kind
            + "\",\"version\":\""
            + version
            + "\",\"texts\":{\"ru\":{\"title\":\"Документ\",\"text\":\"Текст "
            + version
            + "\"}},\"effectiveFrom\":"
            + from
            + ",\"material\":"
            + material
            + "}";
    return send(api.operatorToken, "POST", "/v1/documents", body);
  }

  private HttpResponse<byte[]> send(String token, String method, String path, String body) {
    return api.sendAs(token, method, path, body);
  }

  private JsonNode documents() {
    return TestPeople.ok(api.sendAs("", "GET", "/v1/documents", ""), 200).path("items");
  }

  /** The version of a kind that binds now. */
  private String binding(String kind) {
    for (JsonNode one : documents()) {
      if (one.path("kind").asText().equals(kind) && one.path("state").asText().equals("in-force")) {
        return one.path("version").asText();
      }
    }
    return "";
  }

  private static String id(JsonNode document) {
    return document.path("id").asText();
  }

  private static String hash(JsonNode document, String language) {
    for (JsonNode text : document.path("texts")) {
      if (text.path("language").asText().equals(language)) {
        return text.path("hash").asText();
      }
    }
    throw new AssertionError("no text in " + language);
  }
}
