package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import kz.relog.app.client.AdminClient;
import kz.relog.device.DeviceClient;
import kz.relog.device.OfferResult;
import kz.relog.device.ServerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plan and fact where time is not kind: restarts, plans that come late, facts that come later. */
class PlanFactOverTimeIT {
  private static final int FIXES = 197;

  /** More facts than the engine retains of a vehicle. */
  private static final int MANY = 101_000;

  @TempDir private Path data;

  private final Ride ride = new Ride(System.currentTimeMillis() / 1000 * 1000 - 600_000, FIXES);

  private static List<String> ids(JsonNode events) {
    return events.path("items").findValuesAsText("id");
  }

  private static void send(DeviceClient device, Ride ride, int from, int to)
      throws InterruptedException {
    for (int i = from; i < to; i++) {
      int place = Math.min(i, ride.fixes() - 1);
      OfferResult result =
          device.offerWaiting(
              10_000,
              ride.timeMs(i),
              ride.latE7(place),
              Ride.LON_E7,
              i < ride.fixes() ? ride.speedDmps(place) : 0,
              0,
              5);
      assertThat(result).isEqualTo(OfferResult.ACCEPTED);
    }
    device.flush();
    assertThat(device.awaitSettled(60_000)).isTrue();
  }

  @Test
  void a_reader_of_events_goes_on_after_a_restart_without_repeats() throws Exception {
    AdminClient.NewDevice device;
    String plan;
    String cursor;
    List<String> before;
    try (TestServer server = new TestServer(data)) {
      device = server.admin().createDevice("van");
      plan = server.admin().createPlan(PlanExample.north(ride));
      server.admin().assign(plan, device.id());
      try (DeviceClient client = server.device(device.identity(), ServerAddress.Carriage.TCP, 10)) {
        send(client, ride, 0, FIXES * 3 / 4);
      }
      JsonNode events =
          Await.until(
              () -> server.admin().get("/v1/events"),
              found -> ids(found).contains(plan + "-departed-1-0"));
      before = ids(events);
      cursor = events.path("next").asText();
    }
    try (TestServer server = new TestServer(data)) {
      try (DeviceClient client = server.device(device.identity(), ServerAddress.Carriage.TCP, 10)) {
        send(client, ride, FIXES * 3 / 4, FIXES + 120);
      }
      JsonNode after =
          Await.until(
              () -> server.admin().get("/v1/events?after=" + cursor),
              found -> ids(found).contains(plan + "-arrived-2-0"));
      assertThat(ids(after)).doesNotContainAnyElementsOf(before);
      assertThat(ids(server.admin().get("/v1/events"))).startsWith(before.toArray(String[]::new));
      JsonNode live = server.admin().get("/v1/live");
      assertThat(live.path("events").findValuesAsText("id")).containsAll(before);
    }
  }

  @Test
  void a_plan_that_comes_after_its_drive_is_compared_with_the_archive() throws Exception {
    try (TestServer server = new TestServer(data)) {
      AdminClient.NewDevice device = server.admin().createDevice("van");
      try (DeviceClient client = server.device(device.identity(), ServerAddress.Carriage.TCP, 10)) {
        send(client, ride, 0, FIXES + 120);
      }
      String plan = server.admin().createPlan(PlanExample.north(ride));
      server.admin().assign(plan, device.id());
      JsonNode fact =
          Await.until(
              () -> server.admin().get("/v1/plans/" + plan + "/plan-fact"),
              found -> found.at("/stops/1/arrived").isTextual());
      assertThat(fact.at("/stops/0/state").asText()).isEqualTo("departed");
    }
  }

  @Test
  void facts_beyond_the_engine_s_memory_give_what_sorted_facts_give() throws Exception {
    Ride old = new Ride(System.currentTimeMillis() / 1000 * 1000 - MANY * 1000L - 60_000, FIXES);
    try (TestServer server = new TestServer(data)) {
      AdminClient.NewDevice device = server.admin().createDevice("van");
      // It still lives: a plan closes a day after its end.
      ObjectNode lasting = (ObjectNode) PlanExample.north(old);
      lasting.put("endTime", Instant.now().toString());
      String plan = server.admin().createPlan(lasting);
      server.admin().assign(plan, device.id());
      int late = FIXES / 4;
      try (DeviceClient client =
          server.device(device.identity(), ServerAddress.Carriage.TCP, 500)) {
        send(client, old, 0, late);
        send(client, old, late + FIXES / 2, MANY);
        assertThat(server.server().awaitFeed(60_000)).isTrue();
        long before = recomputes(server);
        send(client, old, late, late + FIXES / 2);
        Await.until(() -> recomputes(server), now -> now > before);
      }
      JsonNode sorted = server.admin().get("/v1/plans/" + plan + "/report");
      List<String> arrived = times(sorted.at("/plans/0/stops"), "arrived");
      assertThat(Instant.parse(arrived.get(0)))
          .as("the facts that came late tell when it came to a stand")
          .isBetween(Instant.ofEpochMilli(old.timeMs(60)), Instant.ofEpochMilli(old.timeMs(75)));
      JsonNode fact =
          Await.until(
              () -> server.admin().get("/v1/plans/" + plan + "/plan-fact"),
              found -> times(found.path("stops"), "arrived").equals(arrived));
      assertThat(times(fact.path("stops"), "departed"))
          .isEqualTo(times(sorted.at("/plans/0/stops"), "departed"));
      assertThat(fact.path("drivenM").asDouble())
          .isEqualTo(sorted.at("/plans/0/totals/drivenM").asDouble());
      assertThat(ids(server.admin().get("/v1/events?plan=" + plan)))
          .contains(plan + "-arrived-1-0", plan + "-departed-1-0", plan + "-arrived-2-0");
    }
  }

  @Test
  void a_drive_is_reported_as_json_table_and_page() throws Exception {
    try (TestServer server = new TestServer(data)) {
      AdminClient.NewDevice device = server.admin().createDevice("van <7>");
      String plan = server.admin().createPlan(PlanExample.north(ride));
      server.admin().assign(plan, device.id());
      try (DeviceClient client = server.device(device.identity(), ServerAddress.Carriage.TCP, 10)) {
        send(client, ride, 0, FIXES + 120);
      }
      JsonNode report = server.admin().get("/v1/plans/" + plan + "/report");
      assertThat(report.at("/totals/served").asInt()).isEqualTo(2);
      assertThat(report.at("/totals/drivenM").asDouble()).isBetween(1_200.0, 1_500.0);
      assertThat(server.admin().getText("/v1/plans/" + plan + "/report?format=csv"))
          .contains("stop,north,van <7>,1,a,Half way")
          .contains("\r\ntotal,");
      assertThat(server.admin().getText("/v1/plans/" + plan + "/report?format=html"))
          .contains("<svg class=\"map\"", "van &lt;7&gt;")
          .doesNotContain("van <7>");
      String day = report.path("from").asText().substring(0, 10);
      JsonNode ofDay = server.admin().get("/v1/devices/" + device.id() + "/report?day=" + day);
      assertThat(ofDay.at("/plans/0/planId").asText()).isEqualTo("north");
      assertThat(ofDay.at("/totals")).isEqualTo(report.at("/totals"));
    }
  }

  /** What the metrics say of plans judged anew from the archive. */
  private static long recomputes(TestServer server) {
    return new AdminClient(server.server().httpUri(), server.token())
        .getText("/metrics")
        .lines()
        .filter(line -> line.startsWith("relog_plan_recomputes_total "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  /** Times as moments: the report writes them with the offset of the company's zone. */
  private static List<String> times(JsonNode stops, String field) {
    List<String> times = new ArrayList<>();
    for (JsonNode stop : stops) {
      times.add(
          stop.path(field).isTextual()
              ? OffsetDateTime.parse(stop.path(field).asText()).toInstant().toString()
              : "none");
    }
    return times;
  }
}
