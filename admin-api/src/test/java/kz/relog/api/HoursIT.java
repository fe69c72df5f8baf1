package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import kz.relog.api.spi.RoadChange.HoursPut;
import kz.relog.api.spi.TrackingHours;
import kz.relog.api.spi.TrackingHours.Day;
import kz.relog.api.spi.TrackingHours.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoursIT {
  private static final String COMPANY = "/v1/company/tracking-hours";
  private static final String WEEK =
      "{\"zone\":\"Asia/Almaty\",\"week\":{\"mon\":[\"08:00-12:00\",\"13:00-18:00\"],"
          + "\"fri\":[\"22:00-06:00\"]},\"days\":{\"2026-03-09\":[]}}";

  @TempDir static Path dir;
  RunningApi api;
  TestPeople people;

  @BeforeAll
  void start() {
    api = new RunningApi(dir);
  }

  @BeforeEach
  void company() {
    people = new TestPeople(api);
    api.road.journal.clear();
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void aCompanyWithoutHoursTracksAtAnyTime() {
    HttpResponse<byte[]> answer = owner("GET", COMPANY, "");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode hours = json(answer);
    assertThat(hours.path("week").isNull()).isTrue();
    assertThat(hours.path("days")).isEmpty();
  }

  @Test
  void windowsBreaksNightsAndHolidaysGoToEachDriver() {
    String second = people.join("driver", people.address("second")).id();
    HttpResponse<byte[]> put = owner("PUT", COMPANY, WEEK);
    assertThat(put.statusCode()).as(text(put)).isEqualTo(200);
    assertThat(put.headers().firstValue("etag").orElseThrow()).startsWith("\"1-");
    assertThat(json(put).path("driversBehind").asInt()).isZero();
    TrackingHours expected =
        new TrackingHours(
            ZoneId.of("Asia/Almaty"),
            List.of(
                new Window(1, 8 * 60, 12 * 60),
                new Window(1, 13 * 60, 18 * 60),
                new Window(5, 22 * 60, 30 * 60)),
            List.of(new Day(LocalDate.of(2026, 3, 9), List.of())));
    assertThat(api.road.journalled(HoursPut.class))
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.hours()).isEqualTo(expected));
    assertThat(json(owner("GET", COMPANY, "")).path("week").path("fri").get(0).asText())
        .isEqualTo("22:00-06:00");
    JsonNode inForce = json(owner("GET", "/v1/people/" + second + "/tracking-hours", ""));
    assertThat(inForce.path("inForce").path("zone").asText()).isEqualTo("Asia/Almaty");
  }

  @Test
  void aDriversOwnHoursGoBeforeTheCompanysAndHolidaysAddUp() {
    owner("PUT", COMPANY, WEEK);
    String path = "/v1/people/" + people.driver.id() + "/tracking-hours";
    HttpResponse<byte[]> put =
        owner(
            "PUT",
            path,
            "{\"week\":{\"sat\":[\"10:00-14:00\"]},\"days\":{\"2026-03-10\":[\"09:00-10:00\"]}}");
    assertThat(put.statusCode()).as(text(put)).isEqualTo(200);
    JsonNode inForce = json(put).path("inForce");
    assertThat(inForce.path("week").path("sat").get(0).asText()).isEqualTo("10:00-14:00");
    assertThat(inForce.path("week").has("mon")).isFalse();
    assertThat(inForce.path("days").has("2026-03-09")).isTrue();
    assertThat(inForce.path("days").path("2026-03-10").get(0).asText()).isEqualTo("09:00-10:00");
  }

  @Test
  void holidaysAloneLeaveTheOtherDaysOpen() {
    owner("PUT", COMPANY, "{\"days\":{\"2026-03-09\":[]}}");
    TrackingHours hours = api.road.journalled(HoursPut.class).get(0).hours();
    assertThat(hours.week()).hasSize(7).contains(new Window(3, 0, 1440));
  }

  @Test
  void aChangedZoneIsAnotherEntryFromNowOn() {
    owner("PUT", COMPANY, WEEK);
    owner("PUT", COMPANY, WEEK.replace("Asia/Almaty", "Asia/Aqtau"));
    assertThat(api.road.journalled(HoursPut.class))
        .extracting(put -> put.hours().zone().getId())
        .containsExactly("Asia/Almaty", "Asia/Aqtau");
    owner("PUT", COMPANY, WEEK.replace("Asia/Almaty", "Asia/Aqtau"));
    assertThat(api.road.journalled(HoursPut.class)).as("the same again is nothing new").hasSize(2);
  }

  @Test
  void whoeverReadAnOlderVersionDoesNotOverwriteTheNewer() {
    owner("PUT", COMPANY, WEEK);
    HttpResponse<byte[]> late =
        api.send(
            "PUT",
            COMPANY,
            WEEK,
            "authorization",
            "Bearer " + people.owner.token(),
            "if-match",
            "\"0\"");
    assertThat(late.statusCode()).isEqualTo(412);
  }

  @Test
  void aFullRoadIsToldAndAnotherPutBringsTheRest() {
    api.road.full = true;
    try {
      HttpResponse<byte[]> put = owner("PUT", COMPANY, WEEK);
      assertThat(put.statusCode()).isEqualTo(202);
      assertThat(json(put).path("driversBehind").asInt()).isEqualTo(1);
    } finally {
      api.road.full = false;
    }
    assertThat(json(owner("PUT", COMPANY, WEEK)).path("driversBehind").asInt()).isZero();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("{\"zone\":\"Mars/Olympus\"}", "/zone"),
        Arguments.of("{\"zone\":\"+05:00\"}", "/zone"),
        Arguments.of("{\"week\":{}}", "/week"),
        Arguments.of("{\"week\":{\"mon\":[]}}", "/week"),
        Arguments.of("{\"week\":{\"monday\":[\"08:00-12:00\"]}}", "/week/monday"),
        Arguments.of("{\"week\":{\"mon\":\"08:00-12:00\"}}", "/week/mon"),
        Arguments.of("{\"week\":{\"mon\":[\"8-12\"]}}", "/week/mon/0"),
        Arguments.of("{\"week\":{\"mon\":[\"08:00-08:00\"]}}", "/week/mon/0"),
        Arguments.of("{\"week\":{\"mon\":[\"08:00-24:30\"]}}", "/week/mon/0"),
        Arguments.of("{\"week\":{\"mon\":[\"08:00-12:00\",\"11:00-13:00\"]}}", "/week/mon/1"),
        Arguments.of("{\"days\":{\"9 March\":[]}}", "/days/9 March"),
        Arguments.of("{\"days\":{\"1999-01-01\":[]}}", "/days/1999-01-01"),
        Arguments.of("{\"hours\":{}}", "/hours"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongWindowIsNamed(String body, String pointer) {
    HttpResponse<byte[]> refused = owner("PUT", COMPANY, body);
    assertThat(refused.statusCode()).as(text(refused)).isEqualTo(422);
    assertThat(json(refused).path("errors").findValuesAsText("pointer")).contains(pointer);
    assertThat(api.road.journal).isEmpty();
  }

  @Test
  void anotherCompanysDriverIsNotFound() {
    TestPeople others = new TestPeople(api);
    String path = "/v1/people/" + people.driver.id() + "/tracking-hours";
    assertThat(api.sendAs(others.owner.token(), "GET", path, "").statusCode()).isEqualTo(404);
    assertThat(api.sendAs(others.owner.token(), "PUT", path, WEEK).statusCode()).isEqualTo(404);
    assertThat(api.sendAs(people.driver.token(), "PUT", path, WEEK).statusCode()).isEqualTo(403);
  }

  private HttpResponse<byte[]> owner(String method, String path, String body) {
    return api.sendAs(people.owner.token(), method, path, body);
  }
}
