package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Template;
import kz.relog.api.spi.PermissionPurpose;
import kz.relog.api.spi.RoadChange.PermissionChanged;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.spi.RoadGate.Action;
import kz.relog.api.store.AcceptanceRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A policy that changes what people agreed to needs their consent anew. */
class PolicyChangeIT extends CompanyScene {
  private static final Duration NOTICE = Duration.ofDays(30);

  String first;

  @BeforeEach
  void setUp() {
    first = PermissionsIT.policy(api);
    // Nobody who was never shown the first version has to be told of the second.
    long ref = api.store.documents().all().get(0).documentRef();
    api.store
        .documents()
        .accept(
            people.companyRef(), people.driver.ref(), new AcceptanceRow(ref, "", 0, "ru", 1, 1));
    TestPeople.ok(grant("live-view", first), 200);
    TestPeople.ok(grant("plan-fact", first), 200);
    TestPeople.ok(grant("marketing", first), 200);
  }

  @Test
  void consentToTheOldTextEndsOnTheRoadWhenTheNewOneComesIntoForce() throws Exception {
    String second = publish("2", "[\"live-view\",\"marketing\"]");
    api.clock.advance(NOTICE.minusMillis(1));
    assertThat(api.server.keeping().lapses().look()).isZero();
    assertThat(states()).containsExactly("granted", "granted", "granted");

    api.clock.advance(Duration.ofMillis(1));
    api.server.keeping().lapses().look();

    Eventually.isTrue(() -> withdrawals().size() == 1);
    assertThat(withdrawals().get(0).purposes()).isEqualTo(RoadGate.LIVE_VIEW);
    assertThat(states())
        .as("plan-fact did not change")
        .containsExactly("granted", "withdrawn", "withdrawn");
    assertThat(told(Template.PERMISSION_LAPSED)).hasSize(2);
    assertThat(text(mine("GET", "/v1/me/receipts", ""))).contains("withdrawn");
    TestPeople.ok(grant("live-view", second), 200);
    assertThat(api.server.keeping().lapses().look()).as("what was carried out is done").isZero();
    assertThat(states()).containsExactly("granted", "granted", "withdrawn");
  }

  @Test
  void whoAgreesToTheAnnouncedTextKeepsThePermissionWithoutABreak() throws Exception {
    String second = publish("2", "[\"live-view\"]");
    TestPeople.ok(grant("live-view", second), 200);
    api.clock.advance(NOTICE);

    api.server.keeping().lapses().look();

    assertThat(withdrawals()).isEmpty();
    assertThat(states()).containsExactly("granted", "granted", "granted");
    assertThat(told(Template.PERMISSION_LAPSED)).isEmpty();
    assertThat(current("live-view").path("document").asText()).isEqualTo(second);
  }

  @Test
  void nobodyBeginsWithATextThatIsNotInForceYetOrNotAnyMore() {
    String second = publish("2", "[\"live-view\"]");
    HttpResponse<byte[]> early = grant("customer-view", second);
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(text(early)).contains(first);
    api.clock.advance(NOTICE);
    HttpResponse<byte[]> late = grant("customer-view", first);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(json(late).path("type").asText()).endsWith("document-superseded");
    assertThat(text(late)).contains(second);
  }

  @Test
  void anotherWordingEndsNothing() throws Exception {
    publish("2", "[]");
    api.clock.advance(NOTICE);
    assertThat(api.server.keeping().lapses().look()).isZero();
    assertThat(states()).containsOnly("granted");
  }

  @Test
  void aServerThatWasOffCarriesItOutWhenItStarts() {
    publish("2", "[\"plan-fact\"]");
    api.close();
    api = new RunningApi(dir);
    api.clock.advance(NOTICE);
    Eventually.isTrue(
        () -> {
          try {
            api.server.keeping().lapses().look();
          } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
          }
          return withdrawals().stream().anyMatch(one -> one.purposes() == RoadGate.PLAN_FACT);
        });
    assertThat(
            api.store
                .permissions()
                .current(people.companyRef(), people.driver.ref(), PermissionPurpose.LIVE_VIEW))
        .isPresent();
  }

  private String publish(String version, String material) {
    String body =
        "{\"kind\":\"privacy-policy\",\"version\":\""
            + version
            + "\",\"texts\":{\"ru\":{\"title\":\"Политика\",\"text\":\"Текст "
            + version
            + "\"}},\"effectiveFrom\":\""
            + api.clock.instant().plus(NOTICE)
            + "\",\"material\":"
            + material
            + "}";
    return TestPeople.ok(api.sendAs(api.operatorToken, "POST", "/v1/documents", body), 201)
        .path("bindingHash")
        .asText();
  }

  private HttpResponse<byte[]> grant(String purpose, String document) {
    String body = "{\"state\":\"granted\",\"document\":\"" + document + "\"}";
    return mine("PUT", "/v1/me/permissions/" + purpose, body);
  }

  private HttpResponse<byte[]> mine(String method, String path, String body) {
    return api.sendAs(people.driver.token(), method, path, body);
  }

  private JsonNode current(String purpose) {
    for (JsonNode one : json(mine("GET", "/v1/me/permissions", "")).path("items")) {
      if (one.path("purpose").asText().equals(purpose)) {
        return one;
      }
    }
    throw new AssertionError("no switch " + purpose);
  }

  private List<String> states() {
    return List.of("plan-fact", "live-view", "marketing").stream()
        .map(purpose -> current(purpose).path("state").asText())
        .toList();
  }

  private List<PermissionChanged> withdrawals() {
    return api.road.journalled(PermissionChanged.class).stream()
        .filter(one -> one.action() == Action.WITHDRAW)
        .toList();
  }

  private List<Notice> told(Template template) {
    return api.notices.stream()
        .filter(one -> one.template() == template && one.personRef() == people.driver.ref())
        .filter(one -> one.address().equals(Optional.empty()))
        .toList();
  }
}
