package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import kz.relog.app.client.AdminClient;
import kz.relog.device.DeviceClient;
import kz.relog.device.OfferResult;
import kz.relog.device.ServerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that change while they are driven, from the API over the journal to the plan-fact. */
class PlanChangesOverRoadIT {
  private static final int FIXES = 197;
  private static final int HALF = 150;

  @TempDir private Path data;

  private final AtomicLong aheadMs = new AtomicLong();
  private final Ride ride =
      new Ride(System.currentTimeMillis() / 1000 * 1000 - HALF * 1000L, FIXES);

  /** The system's clock, moved ahead by the test. */
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return Instant.ofEpochMilli(System.currentTimeMillis() + aheadMs.get());
        }
      };

  private TestServer start() {
    return new TestServer(data, clock, Map.of());
  }

  private void drive(TestServer server, AdminClient.NewDevice device, int from, int to)
      throws IOException, InterruptedException {
    try (DeviceClient client = clientOf(server, device)) {
      drive(client, from, to);
    }
  }

  private static DeviceClient clientOf(TestServer server, AdminClient.NewDevice device)
      throws IOException {
    return server.device(device.identity(), ServerAddress.Carriage.TCP, 10);
  }

  /** Sends facts of the ride; after its end the vehicle stands. */
  private void drive(DeviceClient client, int from, int to) throws InterruptedException {
    for (int i = from; i < to; i++) {
      int place = Math.min(i, FIXES - 1);
      OfferResult result =
          client.offerWaiting(
              10_000,
              ride.timeMs(i),
              ride.latE7(place),
              Ride.LON_E7,
              i < FIXES ? ride.speedDmps(place) : 0,
              0,
              5);
      assertThat(result).isEqualTo(OfferResult.ACCEPTED);
    }
    client.flush();
    assertThat(client.awaitSettled(60_000)).isTrue();
  }

  private static JsonNode planFact(TestServer server, String plan) {
    return server.admin().get("/v1/plans/" + plan + "/plan-fact");
  }

  private static String states(JsonNode fact) {
    return String.join(" ", fact.path("stops").findValuesAsText("state"));
  }

  private static void change(TestServer server, String plan, int version, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.server().httpUri().resolve("/v1/plans/" + plan))
            .header("Authorization", "Bearer " + server.admin().token())
            .header("Content-Type", "application/json")
            .header("If-Match", "\"" + version + "\"")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void a_plan_handed_to_another_vehicle_keeps_what_the_first_one_served() throws Exception {
    String plan;
    JsonNode before;
    try (TestServer server = start()) {
      AdminClient.NewDevice first = server.admin().createDevice("first");
      AdminClient.NewDevice second = server.admin().createDevice("second");
      plan = server.admin().createPlan(PlanExample.north(ride));
      server.admin().assign(plan, first.id());
      drive(server, first, 0, HALF);
      Await.until(() -> states(planFact(server, plan)), "departed pending"::equals);

      server.admin().assign(plan, second.id());
      aheadMs.addAndGet(Duration.ofMinutes(10).toMillis());
      drive(server, second, HALF + 10, FIXES + 120);

      before =
          Await.until(() -> planFact(server, plan), now -> states(now).startsWith("departed a"));
      assertThat(states(before)).isEqualTo("departed arrived");
      assertThat(before.path("device").asText()).isEqualTo(second.id());
      List<String> told =
          server.admin().get("/v1/events?plan=" + plan).path("items").findValuesAsText("id");
      assertThat(told)
          .contains(plan + "-arrived-1-0", plan + "-departed-1-0", plan + "-arrived-2-0");
    }
    try (TestServer server = start()) {
      JsonNode after =
          Await.until(() -> planFact(server, plan), now -> states(now).equals("departed arrived"));
      assertThat(after.path("stops")).isEqualTo(before.path("stops"));
      assertThat(after.path("drivenM")).isEqualTo(before.path("drivenM"));
    }
  }

  @Test
  void stops_are_added_reordered_and_removed_while_it_is_driven() throws Exception {
    try (TestServer server = start()) {
      AdminClient.NewDevice device = server.admin().createDevice("van");
      DeviceClient client = clientOf(server, device);
      String plan = server.admin().createPlan(PlanExample.north(ride));
      server.admin().assign(plan, device.id());
      drive(client, 0, HALF);
      Await.until(() -> states(planFact(server, plan)), "departed pending"::equals);

      String behind = position(20);
      change(
          server,
          plan,
          2,
          "{\"stops\":[{\"seq\":1},{" + behind + ",\"name\":\"New\"},{\"seq\":2}]}");
      aheadMs.addAndGet(Duration.ofMinutes(10).toMillis());
      drive(client, HALF, FIXES + 120);
      client.close();
      JsonNode added =
          Await.until(() -> planFact(server, plan), now -> states(now).endsWith("arrived"));
      assertThat(states(added))
          .as("nobody stood at the new stop")
          .isEqualTo("departed missed arrived");

      change(server, plan, 3, "{\"stops\":[{\"seq\":3},{\"seq\":1}]}");
      JsonNode reordered =
          Await.until(() -> planFact(server, plan), now -> now.path("stops").size() == 2);
      assertThat(states(reordered)).isEqualTo("arrived departed");
      assertThat(reordered.at("/stops/1/arrived")).isEqualTo(added.at("/stops/0/arrived"));
      JsonNode events =
          Await.until(
              () -> server.admin().get("/v1/events?plan=" + plan),
              found -> retracted(found).contains(plan + "-missed-3-0"));
      assertThat(retracted(events)).doesNotContain(plan + "-arrived-1-0", plan + "-arrived-2-0");
    }
  }

  @Test
  void a_vehicle_with_two_plans_serves_both() throws Exception {
    try (TestServer server = start()) {
      AdminClient.NewDevice device = server.admin().createDevice("van");
      String plan = server.admin().createPlan(PlanExample.north(ride));
      ObjectNode second = (ObjectNode) PlanExample.north(ride);
      second.put("planId", "north again");
      String other = server.admin().createPlan(second);
      server.admin().assign(plan, device.id());
      server.admin().assign(other, device.id());
      aheadMs.addAndGet(Duration.ofMinutes(10).toMillis());
      drive(server, device, 0, FIXES + 120);

      JsonNode one =
          Await.until(() -> planFact(server, plan), now -> states(now).equals("departed arrived"));
      JsonNode two =
          Await.until(() -> planFact(server, other), now -> states(now).equals("departed arrived"));
      assertThat(one.path("stops")).isEqualTo(two.path("stops"));
    }
  }

  private static List<String> retracted(JsonNode events) {
    return java.util.stream.StreamSupport.stream(events.path("items").spliterator(), false)
        .filter(event -> event.path("retracted").asBoolean())
        .map(event -> event.path("id").asText())
        .toList();
  }

  private String position(int index) {
    return String.format(
        java.util.Locale.ROOT,
        "\"lat\":%.6f,\"lon\":%.6f",
        ride.latE7(index) / 1e7,
        Ride.LON_E7 / 1e7);
  }
}
