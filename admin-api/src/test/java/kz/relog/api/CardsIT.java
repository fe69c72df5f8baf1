package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No text of any kind may hold what could be the number of a payment card. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CardsIT {
  private static final String CARD = "4111 1111-1111.1111";

  @TempDir static Path dir;
  RunningApi api;
  AccessWorld world;

  @BeforeAll
  void start() {
    api = new RunningApi(dir);
    world = new AccessWorld(api);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  static Stream<Arguments> texts() {
    String join =
        "{\"name\":\"Altyn\",\"bin\":\"990140000384\",\"country\":\"KZ\",\"timeZone\":"
            + "\"Asia/Almaty\",\"firstName\":\"A\",\"lastName\":\"S\",\"email\":\"c@d.example\","
            + "\"phone\":\"+77011234567\",\"password\":\"seven quiet camels\"}";
    String law =
        "{\"recipient\":\"Court\",\"address\":\"Abay 1\",\"reference\":\"7\",\"basis\":"
            + "\"court-order\",\"categories\":[\"track\"],\"from\":\"2026-03-01T00:00:00Z\","
            + "\"to\":\"2026-03-02T00:00:00Z\",\"subject\":\"DRIVER\"}";
    String document =
        "{\"kind\":\"user-agreement\",\"version\":\"9\",\"texts\":{\"ru\":{\"title\":\"T\","
            + "\"text\":\"Long\"}}}";
    return Stream.of(
        of("DISPATCHER", "POST", "/v1/devices", "{\"name\":\"C\",\"synthetic\":true}", "C"),
        of(
            "DISPATCHER",
            "POST",
            "/v1/devices:batch",
            "{\"count\":1,\"namePrefix\":\"C\",\"synthetic\":true}",
            "C"),
        of("OWNER", "POST", "/v1/vehicles", "{\"name\":\"C\"}", "C"),
        of("OWNER", "POST", "/v1/vehicles", "{\"name\":\"V\",\"plate\":\"C\"}", "C"),
        of("NOBODY", "POST", "/v1/companies", join, "Altyn"),
        of("NOBODY", "POST", "/v1/companies", join, "\"A\""),
        of("NOBODY", "POST", "/v1/companies", join, "c@d"),
        of("DRIVER", "PATCH", "/v1/me", "{\"lastName\":\"C\"}", "C"),
        of("DRIVER", "POST", "/v1/me/questions", "{\"text\":\"C\"}", "C"),
        of("OWNER", "POST", "/v1/questions/QUESTION/answer", "{\"text\":\"C\"}", "C"),
        of("OWNER", "POST", "/v1/people/DRIVER/end", "{\"reason\":\"C\"}", "C"),
        of("OWNER", "POST", "/v1/holds", "{\"reason\":\"C\",\"reviewOn\":\"2026-06-01\"}", "C"),
        of("OWNER", "POST", "/v1/disclosures/requests", law, "Court"),
        of("OWNER", "POST", "/v1/disclosures/requests", law, "Abay"),
        of("OWNER", "POST", "/v1/disclosures/requests", law, "\"7\""),
        of("OWNER", "POST", "/v1/api-tokens", "{\"name\":\"C\",\"scopes\":[\"tracks\"]}", "C"),
        of(
            "OWNER",
            "POST",
            "/v1/people/DRIVER/permissions",
            "{\"purpose\":\"plan-fact\",\"basis\":\"contract\",\"told\":\"2f3c5a7190be4d61\","
                + "\"assessment\":{\"date\":\"2026-03-01\",\"text\":\"C\"}}",
            "\"C\""),
        of("OPERATOR", "POST", "/v1/documents", document, "\"T\""),
        of("OPERATOR", "POST", "/v1/documents", document, "Long"),
        of("OPERATOR", "POST", "/v1/campaigns", "{\"subject\":\"C\",\"text\":\"T\"}", "C"),
        of(
            "OPERATOR",
            "POST",
            "/v1/business-transfers",
            "{\"recipient\":\"C\",\"at\":\"2026-06-01T00:00:00Z\"}",
            "C"),
        of("DISPATCHER", "POST", "/v1/plans", Plans.almaty("p-1", "Cust"), "Cust"),
        of("DISPATCHER", "POST", "/v1/plans", Plans.almaty("p-1", "Cust"), "p-1"),
        of("DISPATCHER", "POST", "/v1/plans", Plans.almaty("p-1", "Cust"), "\"c-118\""));
  }

  private static Arguments of(String who, String method, String path, String body, String part) {
    String with = part.contains("\"") ? "\"" + CARD + "\"" : CARD;
    return Arguments.of(who, method, path, body.replace(part, with));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aCardNumberIsRefusedWherePeopleWrite(String who, String method, String path, String body) {
    HttpResponse<byte[]> refused =
        api.sendAs(
            token(who),
            method,
            filled(path),
            body.replace("\"DRIVER\"", "\"" + world.person() + "\""));
    assertThat(refused.statusCode()).as(text(refused)).isEqualTo(422);
    assertThat(json(refused).path("errors").findValuesAsText("allowed").toString())
        .containsAnyOf("payment card", "one address");
    assertThat(text(refused)).as("nor is it quoted").doesNotContain("1111");
  }

  @Test
  void aTableOfStopsIsHeldToTheSame() throws Exception {
    String csv = "id,name,lat,lon\n1,Pay with 4111111111111111,43.2389,76.8897\n";
    HttpResponse<byte[]> refused =
        api.send(
            "POST",
            "/v1/plans?planId=p-2",
            csv,
            "content-type",
            "text/csv",
            "authorization",
            "Bearer " + token("DISPATCHER"));
    assertThat(refused.statusCode()).as(text(refused)).isEqualTo(422);
    assertThat(text(refused)).contains("payment card").doesNotContain("4111");
    assertThat(Files.readString(dir.resolve("admin.db"), StandardCharsets.ISO_8859_1))
        .doesNotContain("4111111111111111", CARD);
  }

  private String token(String who) {
    return switch (who) {
      case "OWNER" -> world.ours.owner.token();
      case "DISPATCHER" -> world.ours.dispatcher.token();
      case "DRIVER" -> world.ours.driver.token();
      case "OPERATOR" -> api.operatorToken;
      default -> "";
    };
  }

  private String filled(String path) {
    return path.contains("QUESTION")
        ? path.replace("QUESTION", world.freshQuestion())
        : path.replace("DRIVER", world.person());
  }
}
