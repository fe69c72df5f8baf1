package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.ref;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.PlanFactView.StopFact;
import kz.relog.api.spi.PlanFactView.StopState;
import kz.relog.api.spi.PlanFactView.WindowState;
import kz.relog.api.spi.PlanReplay.Fact;
import kz.relog.api.spi.PlanReplay.Replayed;
import kz.relog.api.spi.VehicleState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsIT {
  private static final long T = 1772438400000L;

  @TempDir Path dir;
  RunningApi api;
  String device;
  String plan;

  @BeforeEach
  void start() {
    api = new RunningApi(dir, ZoneId.of("Asia/Almaty"));
    device = api.newDevice("Van <7>");
    plan =
        json(api.post("/v1/plans?device=" + device, Plans.almaty("r", "Customer 118")))
            .path("id")
            .asText();
    StopFact depot =
        new StopFact(
            1,
            StopState.DEPARTED,
            0,
            T,
            T - 60_000,
            T + 60_000,
            0,
            60,
            T,
            T,
            WindowState.ON_TIME,
            false);
    StopFact customer =
        new StopFact(
            2,
            StopState.DEPARTED,
            T + 2_400_000,
            0,
            T + 3_000_000,
            T + 3_300_000,
            0,
            600,
            0,
            T + 2_700_000,
            WindowState.LATE,
            false);
    PlanFactView view =
        new PlanFactView(
            ref(plan),
            ref(device),
            1,
            1,
            T,
            T + 3_300_000,
            VehicleState.FINISHED,
            6400,
            6400,
            6400,
            6543.21,
            0,
            0,
            1,
            600,
            0,
            List.of(),
            List.of(depot, customer));
    List<Fact> drive =
        List.of(
            new Fact(T, 432389490, 768897090, true),
            new Fact(T + 3_300_000, 432389000, 769452000, true));
    api.road.replays.put(ref(plan), new Replayed(view, List.of(), drive));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aPlanIsReportedInTheCompanysTime() {
    JsonNode report = json(api.get("/v1/plans/" + plan + "/report"));
    assertThat(report.path("timeZone").asText()).isEqualTo("Asia/Almaty");
    assertThat(report.at("/totals/late").asInt()).isEqualTo(1);
    assertThat(report.at("/plans/0/vehicle").asText()).isEqualTo("Van <7>");
    JsonNode stop = report.at("/plans/0/stops/1");
    assertThat(stop.path("name").asText()).isEqualTo("Customer 118");
    assertThat(stop.path("arrived").asText()).isEqualTo("2026-03-02T13:50:00+05:00");
    assertThat(stop.path("stoodSeconds").asInt()).isEqualTo(300);
  }

  @Test
  void aVehiclesDayHoldsThePlansThatTouchIt() {
    String path = "/v1/devices/" + device + "/report";
    JsonNode day = json(api.get(path + "?day=2026-03-02"));
    assertThat(day.at("/totals/plans").asInt()).isEqualTo(1);
    assertThat(day.path("from").asText()).isEqualTo("2026-03-02T00:00:00+05:00");
    assertThat(json(api.get(path + "?day=2026-03-03")).path("plans")).isEmpty();
    assertThat(json(api.get(path))).isEqualTo(day);
  }

  @Test
  void aReportComesInTheFormAskedFor() {
    String path = "/v1/plans/" + plan + "/report";
    HttpResponse<byte[]> page = api.get(path, "accept", "text/html");
    assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(text(page)).contains("Van &lt;7&gt;").doesNotContain("Van <7>");
    assertThat(page.headers().firstValue("content-security-policy").orElse(""))
        .containsPattern("style-src 'self' 'sha256-[A-Za-z0-9+/]+='");
    HttpResponse<byte[]> table = api.get(path + "?format=csv", "accept", "text/html");
    assertThat(table.headers().firstValue("content-disposition").orElse("")).contains(plan);
    assertThat(text(table)).startsWith("row,plan_id,vehicle,").contains(",late,");
    assertThat(api.get(path + "?format=pdf").statusCode()).isEqualTo(422);
    assertThat(api.get(path, "accept", "image/png").statusCode()).isEqualTo(406);
    assertThat(api.get("/v1/devices/" + device + "/report?format=html&day=2026-03-02").statusCode())
        .isEqualTo(200);
  }

  @Test
  void aDriversDayHoldsThePlansOfTheDevicesThatWereTheirs() {
    TestPeople people = new TestPeople(api);
    String vehicle = asOwner(people, "/v1/vehicles", "{\"name\":\"Van 7\"}");
    String tracker = asOwner(people, "/v1/devices", "{\"vehicle\":\"" + vehicle + "\"}");
    String driven = asOwner(people, "/v1/plans?device=" + tracker, Plans.almaty("d", "Customer"));
    StopFact open =
        new StopFact(1, StopState.PENDING, 0, T, T, T, 0, 0, 0, 0, WindowState.UNKNOWN, false);
    api.road.replays.put(
        ref(driven), new Replayed(viewOf(driven, tracker, open), List.of(), List.of()));
    String shift = "{\"driver\":\"" + people.driver.id() + "\",\"to\":\"2026-03-02T18:00:00Z\"}";
    asOwner(people, "/v1/vehicles/" + vehicle + "/shifts", shift);
    api.clock.advance(Duration.ofMinutes(30));

    JsonNode day = get(people, "/v1/people/" + people.driver.id() + "/report?day=2026-03-02", 200);
    assertThat(day.at("/scope/kind").asText()).isEqualTo("driver");
    assertThat(day.at("/scope/id").asText()).isEqualTo(people.driver.id());
    assertThat(day.at("/plans/0/plan").asText()).isEqualTo(driven);
    assertThat(day.at("/totals/plans").asInt()).isEqualTo(1);
    JsonNode other =
        get(people, "/v1/people/" + people.dispatcher.id() + "/report?day=2026-03-02", 200);
    assertThat(other.path("plans")).isEmpty();
    get(people, "/v1/people/0000000000000001/report", 404);
    JsonNode company = get(people, "/v1/company/report?day=2026-03-02", 200);
    assertThat(company.at("/scope/kind").asText()).isEqualTo("company");
    assertThat(company.path("plans").findValuesAsText("plan")).containsExactly(driven);
    assertThat(get(people, "/v1/company/report?day=2026-03-09", 200).path("plans")).isEmpty();
    assertThat(
            text(
                api.sendAs(
                    people.owner.token(),
                    "GET",
                    "/v1/people/" + people.driver.id() + "/report?day=2026-03-02&format=html",
                    "")))
        .contains("Driver " + people.driver.id())
        .contains("<svg");
  }

  private JsonNode get(TestPeople people, String path, int status) {
    HttpResponse<byte[]> answer = api.sendAs(people.owner.token(), "GET", path, "");
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    return json(answer);
  }

  private String asOwner(TestPeople people, String path, String body) {
    HttpResponse<byte[]> answer = api.sendAs(people.owner.token(), "POST", path, body);
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
    return json(answer).path("id").asText();
  }

  private static PlanFactView viewOf(String plan, String device, StopFact first) {
    StopFact second =
        new StopFact(2, first.state(), 0, T, T, T, 0, 0, 0, 0, WindowState.UNKNOWN, false);
    return new PlanFactView(
        ref(plan),
        ref(device),
        1,
        1,
        T,
        T,
        VehicleState.NOT_STARTED,
        0,
        0,
        6400,
        0,
        0,
        0,
        1,
        0,
        0,
        List.of(),
        List.of(first, second));
  }

  @Test
  void whatIsNotThereHasNoReport() {
    assertThat(api.get("/v1/plans/0000000000000001/report").statusCode()).isEqualTo(404);
    assertThat(api.get("/v1/devices/0000000000000001/report").statusCode()).isEqualTo(404);
    api.put("/v1/plans/" + plan + "/device", "{\"device\":null}");
    assertThat(text(api.get("/v1/plans/" + plan + "/report"))).contains("No device has this plan");
  }
}
