package kz.relog.api.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanGeoJsonTest {
  private static final String PATH =
      "{\"type\":\"Feature\",\"properties\":{\"kind\":\"path\"},\"geometry\":"
          + "{\"type\":\"LineString\",\"coordinates\":[[76.1,43.1],[76.1,43.1],[76.2,43.2]]}}";
  private static final String STOP_1 = stop("\"seq\":1", "[76.1,43.1]");
  private static final String STOP_2 = stop("\"seq\":2", "[76.2,43.2]");

  private static String stop(String properties, String coordinates) {
    return "{\"type\":\"Feature\",\"properties\":{\"kind\":\"stop\","
        + properties
        + "},\"geometry\":{\"type\":\"Point\",\"coordinates\":"
        + coordinates
        + "}}";
  }

  private static String plan(String... features) {
    return "{\"type\":\"FeatureCollection\",\"planId\":\"p\",\"features\":["
        + String.join(",", features)
        + "]}";
  }

  private static PlanReading read(String json) {
    return PlanGeoJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("no stops", plan(PATH), "/features", "1 to 1000"),
        Arguments.of("nothing", plan(), "/features", "1 to 1000"),
        Arguments.of("one point", plan(STOP_1), "/features", "at least 2 stops"),
        Arguments.of(
            "a path of one point",
            plan(PATH.replaceAll("\\[\\[.*]]", "[[76.1,43.1]]"), STOP_1),
            "/features/0/geometry/coordinates",
            "2 to 20000"),
        Arguments.of(
            "a path that stands still",
            plan(PATH.replaceAll("\\[\\[.*]]", "[[76.1,43.1],[76.1,43.1]]"), STOP_1),
            "/features/0/geometry/coordinates",
            "two different"),
        Arguments.of(
            "two paths",
            plan(PATH, PATH, STOP_1),
            "/features/1/properties/kind",
            "at most one path"),
        Arguments.of(
            "a gap in seq",
            plan(STOP_1, stop("\"seq\":3", "[76.2,43.2]")),
            "/features/1/properties/seq",
            "2 is missing"),
        Arguments.of(
            "a seq twice", plan(STOP_1, STOP_1), "/features/1/properties/seq", "each seq once"),
        Arguments.of(
            "no seq",
            plan(STOP_1, stop("\"id\":\"x\"", "[76.2,43.2]")),
            "/features/1/properties/seq",
            "from 1"),
        Arguments.of(
            "seq as text",
            plan(STOP_1, stop("\"seq\":\"2\"", "[76.2,43.2]")),
            "/features/1/properties/seq",
            "whole number"),
        Arguments.of(
            "points far apart",
            plan(STOP_1, stop("\"seq\":2", "[43.2,76.2]")),
            "/features/1/geometry/coordinates",
            "at most 1,000 km"),
        Arguments.of(
            "the antimeridian",
            plan(stop("\"seq\":1", "[179.9,10]"), stop("\"seq\":2", "[-179.9,10]")),
            "/features/1/geometry/coordinates",
            "antimeridian"),
        Arguments.of(
            "swapped",
            plan(STOP_1, stop("\"seq\":2", "[43.2,176.2]")),
            "/features/1/geometry/coordinates",
            "swapped"),
        Arguments.of(
            "out of range",
            plan(STOP_1, stop("\"seq\":2", "[276.2,43.2]")),
            "/features/1/geometry/coordinates",
            "within ±180"),
        Arguments.of(
            "0,0",
            plan(STOP_1, stop("\"seq\":2", "[0,0]")),
            "/features/1/geometry/coordinates",
            "not 0,0"),
        Arguments.of(
            "NaN",
            plan(STOP_1, stop("\"seq\":2", "[NaN,43]")),
            "/features/1/geometry/coordinates",
            "finite"),
        Arguments.of(
            "text for a number",
            plan(STOP_1, stop("\"seq\":2", "[\"76\",43]")),
            "/features/1/geometry/coordinates",
            "finite"),
        Arguments.of(
            "a window that ends before it starts",
            plan(
                STOP_1,
                stop(
                    "\"seq\":2,\"arrive\":\"2026-03-02T09:00:00Z\",\"depart\":\"2026-03-02T08:00:00Z\"",
                    "[76.2,43.2]")),
            "/features/1/properties/depart",
            "not before arrive"),
        Arguments.of(
            "a time without a zone",
            plan(STOP_1, stop("\"seq\":2,\"arrive\":\"2026-03-02T09:00:00\"", "[76.2,43.2]")),
            "/features/1/properties/arrive",
            "no zone"),
        Arguments.of(
            "a day that is none",
            plan(STOP_1, stop("\"seq\":2,\"arrive\":\"2026-02-30T09:00:00Z\"", "[76.2,43.2]")),
            "/features/1/properties/arrive",
            "RFC 3339"),
        Arguments.of(
            "a wrong century",
            plan(STOP_1, stop("\"seq\":2,\"arrive\":\"1970-01-01T09:00:00Z\"", "[76.2,43.2]")),
            "/features/1/properties/arrive",
            "2000 to 2099"),
        Arguments.of(
            "a small radius",
            plan(STOP_1, stop("\"seq\":2,\"radiusM\":9", "[76.2,43.2]")),
            "/features/1/properties/radiusM",
            "10 to 1000"),
        Arguments.of(
            "a negative service",
            plan(STOP_1, stop("\"seq\":2,\"serviceSeconds\":-1", "[76.2,43.2]")),
            "/features/1/properties/serviceSeconds",
            "0 to 86400"),
        Arguments.of(
            "an unknown field",
            plan(STOP_1, stop("\"seq\":2,\"colour\":1", "[76.2,43.2]")),
            "/features/1/properties/colour",
            "no such field"),
        Arguments.of(
            "an unknown kind",
            plan(PATH, STOP_1, STOP_2.replace("stop", "depot")),
            "/features/2/properties/kind",
            "\"path\" or \"stop\""),
        Arguments.of(
            "a wrong geometry",
            plan(STOP_1, STOP_2.replace("Point", "Polygon")),
            "/features/1/geometry",
            "a Point"),
        Arguments.of(
            "no plan id",
            plan(STOP_1, STOP_2).replace("\"planId\":\"p\",", ""),
            "/planId",
            "your name"),
        Arguments.of(
            "a plan id that is a number",
            plan(STOP_1, STOP_2).replace("\"p\"", "7"),
            "/planId",
            "a string"),
        Arguments.of(
            "a plan of a month",
            plan(
                stop("\"seq\":1,\"arrive\":\"2026-03-02T09:00:00Z\"", "[76.1,43.1]"),
                stop("\"seq\":2,\"arrive\":\"2026-04-02T09:00:00Z\"", "[76.2,43.2]")),
            "",
            "within 7 days"),
        Arguments.of("no JSON", "planId", "", "one JSON document"),
        Arguments.of(
            "a field twice",
            plan(STOP_1, STOP_2).replace("\"planId\":\"p\"", "\"planId\":\"p\",\"planId\":\"q\""),
            "",
            "Duplicate"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedWithItsPlace(String what, String json, String pointer, String allowed) {
    assertThat(read(json)).as(what).isInstanceOf(PlanReading.Refused.class);
    List<PlanProblem> problems = ((PlanReading.Refused) read(json)).problems();
    assertThat(problems).extracting(PlanProblem::pointer).containsExactly(pointer);
    assertThat(problems.get(0).allowed()).contains(allowed);
    assertThat(problems.get(0).toString()).doesNotContain("43.");
  }

  @Test
  void stopsMayStandInAnyOrderInTheFile() {
    PlanRecord plan = ((PlanReading.Accepted) read(plan(STOP_2, PATH, STOP_1))).plan();
    assertThat(plan.stops()).extracting(StopRecord::seq).containsExactly(1, 2);
    assertThat(plan.path().vertexCount()).isEqualTo(3);
  }

  @Test
  void aPathWithOneStopIsAPlanAndSoAreTwoStops() {
    assertThat(read(plan(PATH, STOP_1))).isInstanceOf(PlanReading.Accepted.class);
    assertThat(read(plan(STOP_1, STOP_2))).isInstanceOf(PlanReading.Accepted.class);
  }

  @Test
  void aHopelessDocumentDoesNotFillTheAnswer() {
    String[] features = new String[500];
    java.util.Arrays.fill(features, "{}");
    PlanReading reading = read(plan(features));
    assertThat(((PlanReading.Refused) reading).problems()).hasSize(PlanLimits.PROBLEMS_MAX);
  }

  @Test
  void limitsOnStopsAndVerticesHold() {
    String[] stops = new String[PlanLimits.STOPS_MAX + 1];
    for (int i = 0; i < stops.length; i++) {
      stops[i] = stop("\"seq\":" + Math.min(i + 1, 1000), "[76.1,43.1]");
    }
    assertThat(((PlanReading.Refused) read(plan(stops))).problems().get(0).value())
        .isEqualTo("\"1001 stops\"".replace("\"", ""));
    String vertices = "[76.1,43.1],".repeat(PlanLimits.PATH_VERTICES_MAX) + "[76.2,43.2]";
    String path = PATH.replaceAll("\\[\\[.*]]", "[" + vertices + "]");
    assertThat(((PlanReading.Refused) read(plan(path, STOP_1))).problems().get(0).value())
        .isEqualTo("20001 positions");
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      PlanRecord plan = randomPlan(random);
      assertThat(PlanGeoJson.read(PlanGeoJson.write(plan)))
          .as("seed " + seed + ", round " + round)
          .isEqualTo(new PlanReading.Accepted(plan));
    }
  }

  private static PlanRecord randomPlan(Random random) {
    int vertices = random.nextInt(5) == 0 ? 0 : 2 + random.nextInt(50);
    int[] lat = new int[vertices];
    int[] lon = new int[vertices];
    for (int i = 0; i < vertices; i++) {
      lat[i] = 430_000_000 + random.nextInt(1_000_000);
      lon[i] = -760_000_000 - random.nextInt(1_000_000);
    }
    List<StopRecord> stops = new ArrayList<>();
    int count = 2 + random.nextInt(10);
    long startMs = 1_772_438_400_000L + random.nextInt(1_000_000);
    for (int seq = 1; seq <= count; seq++) {
      long arriveMs = random.nextBoolean() ? 0 : startMs + random.nextInt(3_600_000);
      stops.add(
          new StopRecord(
              seq,
              random.nextBoolean() ? "" : "id \"" + seq + "\" \\ é 🚚",
              random.nextBoolean() ? "" : "Стоп " + seq,
              431_000_000 + random.nextInt(1_000_000),
              -761_000_000 + random.nextInt(1_000_000),
              arriveMs,
              arriveMs == 0 ? 0 : arriveMs + random.nextInt(1000),
              random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(86_400),
              random.nextInt(3) == 0 ? 0 : 10 + random.nextInt(991),
              random.nextBoolean() ? 0 : startMs + random.nextInt(1000),
              random.nextBoolean() ? 0 : startMs + 1000 + random.nextInt(1000)));
    }
    return new PlanRecord(
        "plan " + count, startMs, startMs + 3_600_000, PlanPath.of(lat, lon), stops);
  }
}
