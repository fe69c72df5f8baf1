package kz.relog.api.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanCsvTest {
  private static final String HEAD = "lat,lon,id,name,window_from,window_to,service_min\n";
  private static final String DEPOT = "43.2389,76.8897,depot,Depot,,,\n";
  private static final String CUSTOMER =
      "43.2567,76.9286,c-1,\"Lane \"\"7\"\","
          + " 2\",2026-03-02T09:00:00+05:00,2026-03-02T09:30:00+05:00,7.5\n";

  private static PlanReading read(byte[] csv, @Nullable String planId) {
    return PlanCsv.read(csv, new PlanCsv.Head(planId, null, null, null));
  }

  private static PlanReading read(String csv) {
    return read(csv.getBytes(StandardCharsets.UTF_8), "p");
  }

  private static List<PlanProblem> problems(PlanReading reading) {
    assertThat(reading).isInstanceOf(PlanReading.Refused.class);
    return ((PlanReading.Refused) reading).problems();
  }

  @Test
  void rowsAreTheStopsInTheirOrder() {
    PlanReading reading = read(HEAD + DEPOT + CUSTOMER);
    PlanRecord plan = ((PlanReading.Accepted) reading).plan();
    assertThat(plan.stops())
        .containsExactly(
            new StopRecord(1, "depot", "Depot", 432389000, 768897000, 0, 0, 0, 0, 0, 0),
            new StopRecord(
                2,
                "c-1",
                "Lane \"7\", 2",
                432567000,
                769286000,
                0,
                0,
                450,
                0,
                1772424000000L,
                1772425800000L));
  }

  @Test
  void spreadsheetsOfOtherCountriesAreRead() {
    PlanReading expected = read("lat,lon,name\n43.2389,76.8897,A\n43.2567,76.9286,Б\n");
    String bom = "\uFEFF";
    assertThat(read(bom + "lat;lon;name\r\n43,2389;76,8897;A\r\n;;\r\n43,2567;76,9286;Б\r\n"))
        .isEqualTo(expected);
    assertThat(read("LAT\tLon\tName\n43,2389\t76,8897\tA\n43.2567\t76.9286\tБ\n"))
        .isEqualTo(expected);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("no stops", HEAD, "/row", "1 to 1000 rows"),
        Arguments.of("one stop", HEAD + DEPOT, "/row", "at least 2 stops"),
        Arguments.of("no lat", "lon,name\n76.9,A\n", "/row/1/lat", "a column of this name"),
        Arguments.of(
            "a foreign column", "lat,lon,phone\n1,2,3\n3,4,5\n", "/row/1/phone", "allowed are lat"),
        Arguments.of("a column twice", "lat,lon,lat\n1,2,3\n", "/row/1/lat", "each column once"),
        Arguments.of(
            "words for numbers", HEAD + DEPOT + "north,76,,,,,\n", "/row/3/lat", "decimal"),
        Arguments.of("swapped", HEAD + DEPOT + "176.9,43.2,,,,,\n", "/row/3/lat,lon", "±90"),
        Arguments.of("far apart", HEAD + DEPOT + "55.7,37.6,,,,,\n", "/row/3/lat,lon", "1,000 km"),
        Arguments.of("too wide", HEAD + DEPOT + "49.0,76.9,,,,,\n", "/row/3/lat,lon", "5 degrees"),
        Arguments.of(
            "over the antimeridian",
            "lat,lon\n-17,179.9\n-17,-179.9\n",
            "/row/3/lat,lon",
            "antimeridian"),
        Arguments.of(
            "a time without a zone",
            HEAD + DEPOT + "43.3,76.9,,,2026-03-02T09:00:00,,\n",
            "/row/3/window_from",
            "no zone"),
        Arguments.of(
            "a window that ends before it starts",
            HEAD + DEPOT + "43.3,76.9,,,2026-03-02T09:00:00Z,2026-03-02T08:00:00Z,\n",
            "/row/3/window_to",
            "not before window_from"),
        Arguments.of(
            "half a service",
            HEAD + DEPOT + "43.3,76.9,,,,,soon\n",
            "/row/3/service_min",
            "minutes"),
        Arguments.of("a short row", HEAD + DEPOT + "43.3,76.9\n", "/row/3", "7 cells"),
        Arguments.of("an open quote", HEAD + "\"43.3,76.9\n", "", "each quote closed"),
        Arguments.of("nothing", "", "", "a first row"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void whatIsWrongIsToldWithRowAndColumn(String what, String csv, String pointer, String allowed) {
    assertThat(problems(read(csv)))
        .as(what)
        .anySatisfy(
            problem -> {
              assertThat(problem.pointer()).isEqualTo(pointer);
              assertThat(problem.allowed()).contains(allowed);
            });
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    List<PlanProblem> problems =
        problems(read(HEAD + "x,76.9,,,,,\n43.3,y,,,tomorrow,,\n43.3,76.9,,,,,-1\n"));
    assertThat(problems)
        .extracting(PlanProblem::pointer)
        .containsExactlyInAnyOrder(
            "/row/2/lat", "/row/3/lon", "/row/3/window_from", "/row/4/service_min");
  }

  @Test
  void anotherEncodingIsToldAndNotGuessed() {
    byte[] latin = (HEAD + DEPOT + "43.3,76.9,,Café,,,\n").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(problems(read(latin, "p"))).singleElement().asString().isNotNull();
    assertThat(problems(read(latin, "p")).get(0).allowed()).contains("UTF-8");
  }

  @Test
  void aTableWithoutANameIsRefusedForTheName() {
    byte[] csv = (HEAD + DEPOT + CUSTOMER).getBytes(StandardCharsets.UTF_8);
    assertThat(problems(read(csv, null)).get(0).pointer()).isEqualTo("?planId");
  }
}
