package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kz.relog.api.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the customer's link shows, and above all what it does not. */
class ShareIT {
  @TempDir Path dir;
  RunningApi api;
  ShareDrive drive;

  @BeforeEach
  void start() {
    api = new RunningApi(dir);
    drive = new ShareDrive(api);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private String links(String stop) {
    return "/v1/plans/" + drive.plan + "/stops/" + stop + "/share-links";
  }

  private JsonNode made(String body) {
    return TestPeople.ok(api.post(links("c-3"), body), 201);
  }

  private String token() {
    return tokenOf(made("{}"));
  }

  private static String tokenOf(JsonNode link) {
    String url = link.path("url").asText();
    assertThat(url).contains("/track#").doesNotContain("?");
    return url.substring(url.indexOf('#') + 1);
  }

  private HttpResponse<byte[]> look(String token) {
    return api.sendAs("", "POST", "/v1/share:view", "{\"token\":\"" + token + "\"}");
  }

  private JsonNode shown(String token) {
    return TestPeople.ok(look(token), 200);
  }

  @Test
  void untilTheStopBeforeIsLeftThereIsAWindowOfTimeAndNoPoint() {
    String token = token();
    assertThat(shown(token).path("state").asText()).isEqualTo("expected");
    drive.start().seenAt(432_000_000, 769_000_000);
    List<JsonNode> before = new ArrayList<>();
    before.add(shown(token));
    drive.arrive(1);
    before.add(shown(token));
    drive.depart(1).seenAt(432_100_000, 769_100_000);
    before.add(shown(token));
    drive.arrive(2).seenAt(432_200_000, 769_200_000);
    before.add(shown(token));
    for (JsonNode one : before) {
      assertThat(one.path("state").asText()).isEqualTo("expected");
      assertThat(one.path("position").isNull()).as(one.toString()).isTrue();
      assertThat(one.at("/eta/from").asText()).isEqualTo("2026-03-02T08:50:00Z");
      assertThat(one.at("/eta/to").asText()).isEqualTo("2026-03-02T09:10:00Z");
    }
    drive.depart(2).seenAt(432_300_000, 769_300_000);
    JsonNode after = shown(token);
    assertThat(after.path("state").asText()).isEqualTo("approaching");
    assertThat(after.at("/position/lat").asDouble()).isEqualTo(43.23);
    assertThat(after.path("askAgainMs").asInt()).isLessThan(1000);
  }

  @Test
  void onlyTheLastPositionIsShownAndNothingElseOfTheDrive() {
    String token = token();
    StringBuilder said = new StringBuilder();
    drive.start().arrive(1).depart(1).arrive(2).depart(2);
    for (int i = 0; i < 5; i++) {
      drive.seenAt(432_310_000 + i * 10_000, 769_310_000 + i * 10_000);
      api.clock.advance(Duration.ofSeconds(1));
      String answer = RunningApi.text(look(token));
      assertThat(answer).contains("43.23" + (i + 1));
      for (int earlier = 0; earlier < i; earlier++) {
        assertThat(answer).as("never a trail").doesNotContain("43.23" + (earlier + 1));
      }
      said.append(answer);
    }
    assertThat(said.toString())
        .doesNotContain("Canary", "canary", "Van 7", "c-1", "c-3", drive.device, drive.plan, "137")
        .doesNotContain(Long.toHexString(ShareDrive.SUBJECT));
  }

  @Test
  void aPositionFromBeforeTheStopWasLeftOrOfAnotherDriveOrOldIsNotShown() {
    String token = token();
    drive.start().arrive(1).depart(1).arrive(2).seenAt(432_200_000, 769_200_000).depart(2);
    assertThat(shown(token).path("position").isNull()).isTrue();
    drive.seenAt(432_300_000, 769_300_000, api.clock.millis(), 0x99);
    assertThat(shown(token).path("position").isNull()).isTrue();
    drive.seenAt(432_300_000, 769_300_000);
    assertThat(shown(token).path("position").isNull()).isFalse();
    api.clock.advance(Duration.ofMinutes(6));
    assertThat(shown(token).path("position").isNull()).isTrue();
  }

  @Test
  void whoeverIsServedOutOfTurnIsNotShown() {
    String token = token();
    drive.start().arrive(1).depart(1).arrive(2).depart(2).arrive(4).seenAt(432_400_000, 1);
    assertThat(shown(token).path("position").isNull()).isTrue();
    drive.depart(4).seenAt(432_410_000, 1);
    assertThat(shown(token).path("position").isNull()).isTrue();
  }

  @Test
  void aPlanOfAnotherVersionIsNotTakenForThisOne() {
    String token = token();
    drive.start().arrive(1).depart(1).arrive(2).depart(2).seenAt(432_300_000, 1).outdated();
    JsonNode shown = shown(token);
    assertThat(shown.path("state").asText()).isEqualTo("unavailable");
    assertThat(shown.path("position").isNull()).isTrue();
  }

  @Test
  void withoutThePersonsPermissionNothingIsShownAndNotWhy() {
    String token = token();
    drive.start().arrive(1).depart(1).arrive(2).depart(2).seenAt(432_300_000, 769_300_000);
    assertThat(shown(token).path("state").asText()).isEqualTo("approaching");
    drive.unseen();
    JsonNode gone = shown(token);
    assertThat(gone.path("state").asText()).isEqualTo("unavailable");
    assertThat(gone.path("position").isNull()).isTrue();
    assertThat(gone.path("eta").isNull()).isTrue();
    drive.seenAt(432_300_000, 769_300_000);
    assertThat(shown(token).path("state").asText()).isEqualTo("approaching");
  }

  @Test
  void afterTheArrivalItSaysSoAndHalfAnHourAfterTheDepartureNothing() {
    String token = token();
    drive.start().arrive(1).depart(1).arrive(2).depart(2).arrive(3).seenAt(432_300_000, 1);
    JsonNode arrived = shown(token);
    assertThat(arrived.path("state").asText()).isEqualTo("arrived");
    assertThat(arrived.path("position").isNull()).isTrue();
    drive.depart(3).seenAt(432_350_000, 1);
    assertThat(shown(token).path("state").asText()).isEqualTo("arrived");
    assertThat(shown(token).path("position").isNull()).isTrue();
    api.clock.advance(Duration.ofMinutes(31));
    assertThat(look(token).statusCode()).isEqualTo(410);
    assertThat(api.store.shares().list(RunningApi.COMPANY, RunningApi.ref(drive.plan), 3, 0, 9))
        .allSatisfy(row -> assertThat(row.endedMs()).isPositive());
  }

  @Test
  void theFirstStopSeesTheVehicleOnlyWhenItIsNear() {
    String first = tokenOf(TestPeople.ok(api.post(links("1"), "{}"), 201));
    drive.start().seenAt(432_300_000, 769_300_000);
    assertThat(shown(first).path("state").asText()).isEqualTo("approaching");
    String third = token();
    assertThat(shown(third).path("state").asText()).isEqualTo("expected");
    drive.miss(1).miss(2);
    assertThat(shown(third).path("state").asText()).as("an hour away").isEqualTo("expected");
    api.clock.advance(Duration.ofMinutes(35));
    drive.seenAt(432_300_000, 769_300_000);
    assertThat(shown(third).path("state").asText()).isEqualTo("approaching");
  }

  @Test
  void aRevokedOrExpiredLinkIsGoneAndAnUnknownOneWasNever() {
    JsonNode link = made("{}");
    String token = tokenOf(link);
    String short2 = tokenOf(made("{\"expiresAt\":\"2026-03-02T08:30:00Z\"}"));
    assertThat(look(token).statusCode()).isEqualTo(200);
    String path = "/v1/share-links/" + link.path("id").asText();
    assertThat(api.send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(look(token).statusCode()).isEqualTo(410);
    api.clock.advance(Duration.ofMinutes(30));
    assertThat(look(short2).statusCode()).isEqualTo(410);
    String changed = token.substring(0, token.length() - 1) + (token.endsWith("A") ? "B" : "A");
    List<String> answers = new ArrayList<>();
    for (String guess :
        List.of(changed, "x", "relog_c_", drive.plan, token.toLowerCase(Locale.ROOT))) {
      HttpResponse<byte[]> answer = look(guess);
      assertThat(answer.statusCode()).isEqualTo(404);
      answers.add(RunningApi.text(answer));
    }
    assertThat(answers).containsOnly(answers.get(0));
  }

  @Test
  void whoGuessesTokensHasToWait() {
    String token = token();
    int status = 404;
    for (int i = 0; status == 404 && i < 200; i++) {
      status = look("guess-" + i).statusCode();
    }
    assertThat(status).isEqualTo(429);
    api.clock.advance(Duration.ofMinutes(15));
    assertThat(look(token).statusCode()).isEqualTo(200);
  }

  @Test
  void aLinkLivesForTwoDaysAtMost() {
    String late = "{\"expiresAt\":\"2026-03-04T08:00:01Z\"}";
    for (String body : List.of(late, late.replace("04T08", "02T07"), late.replace("Z", ""))) {
      assertThat(api.post(links("c-3"), body).statusCode()).as(body).isEqualTo(422);
    }
    assertThat(made("{}").path("expiresAt").asText()).isEqualTo("2026-03-04T08:00:00Z");
    assertThat(api.post(links("c-3"), "{\"language\":\"de\"}").statusCode()).isEqualTo(422);
    assertThat(api.post(links("c-9"), "{}").statusCode()).isEqualTo(404);
    assertThat(look(token()).headers().firstValue("cache-control")).contains("no-store");
  }

  @Test
  void aForeignCompanyFindsNeitherPlanNorLink() {
    String foreign = api.as(Role.OWNER, RunningApi.FOREIGN);
    String link = made("{}").path("id").asText();
    assertThat(api.sendAs(foreign, "POST", links("c-3"), "{}").statusCode()).isEqualTo(404);
    assertThat(api.sendAs(foreign, "GET", links("c-3"), "").statusCode()).isEqualTo(404);
    assertThat(api.sendAs(foreign, "DELETE", "/v1/share-links/" + link, "").statusCode())
        .isEqualTo(404);
    JsonNode mine = TestPeople.ok(api.get(links("c-3")), 200);
    assertThat(mine.at("/items/0/state").asText()).isEqualTo("alive");
  }

  @Test
  void everyOpeningIsCountedAndALookThatGoesOnIsNot() {
    String token = token();
    String mark = shown(token).path("mark").asText();
    for (int i = 0; i < 5; i++) {
      api.clock.advance(Duration.ofSeconds(30));
      String body = "{\"token\":\"" + token + "\",\"mark\":\"" + mark + "\"}";
      TestPeople.ok(api.sendAs("", "POST", "/v1/share:view", body), 200);
    }
    shown(token);
    JsonNode link = TestPeople.ok(api.get(links("3")), 200).at("/items/0");
    assertThat(link.path("openings").asInt()).isEqualTo(2);
    assertThat(link.path("firstViewAt").asText()).isEqualTo("2026-03-02T08:00:00Z");
    assertThat(link.path("lastViewAt").asText()).isEqualTo("2026-03-02T08:02:30Z");
  }

  @Test
  void theVehiclesNameIsShownOnlyWhereTheCompanyChoseSo() {
    String token = token();
    assertThat(shown(token).path("vehicle").isNull()).isTrue();
    String owner = api.as(Role.OWNER, RunningApi.COMPANY);
    TestPeople.ok(
        api.sendAs(owner, "PUT", "/v1/company/sharing", "{\"showVehicleName\":true}"), 200);
    assertThat(shown(token).path("vehicle").asText()).isEqualTo("Van 7");
    assertThat(
            TestPeople.ok(api.get("/v1/company/sharing"), 200).path("showVehicleName").asBoolean())
        .isTrue();
  }

  @Test
  void theRecordsHoldNoTokenAndNoWord() throws IOException {
    String token = token();
    shown(token);
    String file =
        new String(Files.readAllBytes(dir.resolve("admin.db")), StandardCharsets.ISO_8859_1);
    assertThat(file).doesNotContain(token, token.substring(8), "Canary Customer");
  }
}
