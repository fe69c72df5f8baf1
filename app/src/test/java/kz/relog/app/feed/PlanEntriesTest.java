package kz.relog.app.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import kz.relog.api.plan.PlanGeoJson;
import kz.relog.api.plan.PlanPath;
import kz.relog.api.plan.PlanReading;
import kz.relog.api.plan.PlanRecord;
import kz.relog.api.spi.RoadPlan;
import kz.relog.api.spi.RoadStop;
import kz.relog.route.Plan;
import org.junit.jupiter.api.Test;

class PlanEntriesTest {
  private static final int ROUNDS = 2_000;

  private static String point(Random random, double spread) {
    double lat = 43 + (random.nextDouble() - 0.5) * spread;
    double lon = 76 + (random.nextDouble() - 0.5) * spread;
    return random.nextInt(8) == 0 ? "[76.0,43.0]" : "[" + lon + "," + lat + "]";
  }

  private static String time(Random random) {
    return random.nextInt(3) == 0
        ? "null"
        : "\"2026-03-02T%02d:%02d:00Z\"".formatted(random.nextInt(24), random.nextInt(60));
  }

  /** Documents of which some are plans and others are just not. */
  private static String document(Random random) {
    double[] spreads = {1e-6, 1e-4, 0.1, 1.5, 8, 12};
    double spread = spreads[random.nextInt(spreads.length)];
    StringBuilder features = new StringBuilder();
    if (random.nextBoolean()) {
      features.append("{\"type\":\"Feature\",\"properties\":{\"kind\":\"path\"},\"geometry\":{");
      features.append("\"type\":\"LineString\",\"coordinates\":[").append(point(random, spread));
      for (int i = random.nextInt(4); i >= 0; i--) {
        features.append(',').append(point(random, spread));
      }
      features.append("]}},");
    }
    int stops = 1 + random.nextInt(4);
    for (int seq = 1; seq <= stops; seq++) {
      features
          .append("{\"type\":\"Feature\",\"properties\":{\"kind\":\"stop\",\"seq\":" + seq)
          .append(",\"arrive\":" + time(random) + ",\"windowFrom\":" + time(random))
          .append(",\"windowTo\":" + time(random) + "},\"geometry\":{\"type\":\"Point\",")
          .append("\"coordinates\":" + point(random, spread) + "}}")
          .append(seq < stops ? "," : "");
    }
    return "{\"type\":\"FeatureCollection\",\"planId\":\"p\",\"startTime\":"
        + time(random)
        + ",\"features\":["
        + features
        + "]}";
  }

  private static RoadPlan road(PlanRecord plan) {
    List<RoadStop> stops =
        plan.stops().stream()
            .map(
                stop ->
                    new RoadStop(
                        stop.seq(),
                        stop.latE7(),
                        stop.lonE7(),
                        stop.arriveMs(),
                        stop.departMs(),
                        stop.serviceSeconds(),
                        stop.radiusMetres(),
                        stop.windowFromMs(),
                        stop.windowToMs()))
            .toList();
    return new RoadPlan(1, 2, 1, plan.startMs(), plan.endMs(), plan.path(), stops);
  }

  @Test
  void what_the_api_takes_the_engine_takes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int taken = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String json = document(random);
      PlanReading reading = PlanGeoJson.read(json.getBytes(StandardCharsets.UTF_8));
      if (reading instanceof PlanReading.Accepted accepted) {
        Plan plan = PlanEntries.toEnginePlan(PlanEntries.toEntry(road(accepted.plan())), 0);
        assertThat(plan.stops())
            .as("seed %d: %s", seed, json)
            .hasSameSizeAs(accepted.plan().stops());
        taken++;
      }
    }
    assertThat(taken).as("seed %d", seed).isGreaterThan(ROUNDS / 20);
  }

  @Test
  void windows_come_back_from_the_journal_as_they_were() {
    RoadStop stop = new RoadStop(1, 430_000_000, 760_000_000, 0, 0, 60, 50, 1_000_000, 2_000_000);
    RoadPlan plan = new RoadPlan(9, 7, 3, 0, 0, PlanPath.NONE, List.of(stop));
    assertThat(PlanEntries.toRoadPlan(PlanEntries.toEntry(plan))).isEqualTo(plan);
    Plan engine = PlanEntries.toEnginePlan(PlanEntries.toEntry(plan), 0);
    assertThat(engine.startMs()).isEqualTo(1_000_000);
    assertThat(engine.endMs()).isEqualTo(2_000_000);
  }
}
