package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneId;
import kz.relog.api.spi.RoadChange.HoursPut;
import org.junit.jupiter.api.Test;

/** The owner gives the company another name and time zone, and both count from then on. */
class OwnCompanyIT extends CompanyScene {
  private static final String PATH = "/v1/company";
  private static final String DAY = "/v1/company/report?day=2026-03-02";

  private HttpResponse<byte[]> owner(String method, String path, String body) {
    return api.sendAs(people.owner.token(), method, path, body);
  }

  private JsonNode company() {
    return TestPeople.ok(api.sendAs(people.auditor.token(), "GET", PATH, ""), 200);
  }

  private long changes() {
    JsonNode rows =
        TestPeople.ok(owner("GET", "/v1/audit?action=company-changed", ""), 200).path("items");
    rows.forEach(row -> assertThat(row.path("person").asText()).isEqualTo(people.owner.id()));
    return rows.size();
  }

  @Test
  void theNameIsChangedAndNothingElse() throws Exception {
    JsonNode before = company();
    assertThat(before.path("bin").asText()).hasSize(12);
    JsonNode after = TestPeople.ok(owner("PATCH", PATH, "{\"name\":\"Canary Cargo\"}"), 200);
    assertThat(after.path("name").asText()).isEqualTo("Canary Cargo");
    for (String field : new String[] {"id", "bin", "country", "timeZone"}) {
      assertThat(after.path(field)).as(field).isEqualTo(before.path(field));
    }
    assertThat(company()).isEqualTo(after);
    JsonNode me = TestPeople.ok(api.sendAs(people.driver.token(), "GET", "/v1/me", ""), 200);
    assertThat(me.at("/company/name").asText()).isEqualTo("Canary Cargo");
    assertThat(Files.readString(dir.resolve("admin.db"), StandardCharsets.ISO_8859_1))
        .as("sealed")
        .doesNotContain("Canary Cargo");
  }

  @Test
  void reportsAreInTheNewZoneFromThenOn() {
    JsonNode before = TestPeople.ok(owner("GET", DAY, ""), 200);
    assertThat(before.path("timeZone").asText()).isEqualTo("Asia/Almaty");
    TestPeople.ok(owner("PATCH", PATH, "{\"timeZone\":\"Europe/Lisbon\"}"), 200);
    JsonNode after = TestPeople.ok(owner("GET", DAY, ""), 200);
    assertThat(after.path("timeZone").asText()).isEqualTo("Europe/Lisbon");
    assertThat(after.path("from").asText()).isEqualTo("2026-03-02T00:00:00Z");
    assertThat(before.path("from").asText()).isNotEqualTo("2026-03-02T00:00:00Z");
  }

  @Test
  void trackingHoursWithoutAZoneOfTheirOwnFollow() {
    String week = "{\"zone\":%s,\"week\":{\"mon\":[\"08:00-18:00\"]},\"days\":{}}";
    TestPeople.ok(owner("PUT", "/v1/company/tracking-hours", week.formatted("null")), 200);
    TestPeople.Person other = people.join("driver", people.address("other"));
    String own = "/v1/people/" + other.id() + "/tracking-hours";
    TestPeople.ok(owner("PUT", own, week.formatted("\"Asia/Tokyo\"")), 200);
    api.road.journal.clear();
    api.road.full = true;
    JsonNode behind = TestPeople.ok(owner("PATCH", PATH, "{\"timeZone\":\"Asia/Aqtau\"}"), 202);
    assertThat(behind.path("timeZone").asText()).isEqualTo("Asia/Aqtau");
    assertThat(behind.path("driversBehind").asInt()).isEqualTo(1);
    api.road.full = false;
    JsonNode again = TestPeople.ok(owner("PATCH", PATH, "{\"timeZone\":\"Asia/Aqtau\"}"), 200);
    assertThat(again.path("driversBehind").asInt()).isZero();
    assertThat(api.road.journalled(HoursPut.class))
        .singleElement()
        .satisfies(
            put -> {
              assertThat(put.subjectRef()).isEqualTo(people.driver.ref());
              assertThat(put.hours().zone()).isEqualTo(ZoneId.of("Asia/Aqtau"));
            });
    assertThat(changes()).as("the second changed nothing").isEqualTo(1);
  }

  @Test
  void whatIsWrongIsNamedAndChangesNothing() {
    JsonNode before = company();
    for (String zone : new String[] {"Asia/Atlantis", "+05:00", "GMT+5", "asia/almaty", ""}) {
      HttpResponse<byte[]> refused = owner("PATCH", PATH, "{\"timeZone\":\"" + zone + "\"}");
      assertThat(refused.statusCode()).as(zone).isEqualTo(422);
      assertThat(json(refused).at("/errors/0/pointer").asText()).as(zone).isEqualTo("/timeZone");
    }
    assertThat(text(owner("PATCH", PATH, "{\"timeZone\":\"Asia/Atlantis\"}"))).contains("IANA");
    HttpResponse<byte[]> nameless = owner("PATCH", PATH, "{\"name\":\" \"}");
    assertThat(json(nameless).at("/errors/0/pointer").asText()).isEqualTo("/name");
    assertThat(owner("PATCH", PATH, "{\"bin\":\"990140000384\"}").statusCode()).isEqualTo(422);
    assertThat(owner("PATCH", PATH, "{}").statusCode()).isEqualTo(200);
    assertThat(company()).isEqualTo(before);
    assertThat(changes()).isZero();
  }

  @Test
  void oneCompanysChangeIsNoOthers() {
    TestPeople others = new TestPeople(api);
    JsonNode theirs = TestPeople.ok(api.sendAs(others.owner.token(), "GET", PATH, ""), 200);
    TestPeople.ok(owner("PATCH", PATH, "{\"name\":\"Tulpar\",\"timeZone\":\"Asia/Aqtau\"}"), 200);
    assertThat(TestPeople.ok(api.sendAs(others.owner.token(), "GET", PATH, ""), 200))
        .isEqualTo(theirs);
    assertThat(changes()).isEqualTo(1);
  }
}
