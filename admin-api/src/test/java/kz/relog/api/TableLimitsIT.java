package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.relog.api.plan.PlanCsv;
import kz.relog.api.plan.PlanLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every limit that the API's description states for tables and forms is kept, as {@link LimitsIT}
 * has it for JSON: the cases come from the description's columns.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableLimitsIT {
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.INSTANCE;
  private static final JsonNode COLUMNS = DOCUMENT.schema("PlanTable").path("x-columns");
  private static final String LINE =
      "{\"type\":\"LineString\",\"coordinates\":[[76.889709,43.238949],[76.9452,43.2389]]}";

  @TempDir static Path dir;
  RunningApi api;
  String plan;

  /** The ways a table comes, and where. */
  enum Way {
    TABLE_TO_A_NEW_PLAN,
    TABLE_TO_A_PLAN,
    FORM_TO_A_NEW_PLAN,
    FORM_TO_A_PLAN;

    boolean isForm() {
      return this == FORM_TO_A_NEW_PLAN || this == FORM_TO_A_PLAN;
    }

    boolean isNew() {
      return this == TABLE_TO_A_NEW_PLAN || this == FORM_TO_A_NEW_PLAN;
    }
  }

  @BeforeAll
  void start() {
    api = new RunningApi(dir);
    plan = api.newPlan(Plans.almaty("here", "C"));
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void theDescriptionHasEveryColumnThatIsReadAndNoOther() {
    List<String> described = new ArrayList<>();
    COLUMNS.fieldNames().forEachRemaining(described::add);
    assertThat(described).isEqualTo(PlanCsv.COLUMNS);
    for (String path : List.of("POST /v1/plans", "PUT /v1/plans/{id}")) {
      JsonNode content = DOCUMENT.operation(path).path("requestBody").path("content");
      assertThat(content.at("/text~1csv/schema/$ref").asText()).as(path).endsWith("/PlanTable");
      assertThat(content.at("/multipart~1form-data/schema/$ref").asText()).endsWith("/PlanForm");
    }
    JsonNode parts = DOCUMENT.schema("PlanForm").path("properties");
    assertThat(parts.at("/stops/$ref").asText()).endsWith("/PlanTable");
    assertThat(DOCUMENT.schema("PlanTable").path("maxLength").asInt())
        .isEqualTo(parts.at("/path/maxLength").asInt())
        .isEqualTo(PlanLimits.DOCUMENT_BYTES_MAX);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWithinTheLimitsIsTaken(Way way) {
    Map<String, String> cells = cells();
    cells.put("id", "i".repeat(COLUMNS.at("/id/maxLength").asInt()));
    cells.put("name", "n".repeat(COLUMNS.at("/name/maxLength").asInt()));
    cells.put("service_min", COLUMNS.at("/service_min/maximum").asText());
    cells.put("radius_m", COLUMNS.at("/radius_m/maximum").asText());
    HttpResponse<byte[]> taken = send(way, table(cells), LINE);
    assertThat(taken.statusCode()).as(RunningApi.text(taken)).isIn(200, 201);
  }

  @ParameterizedTest
  @EnumSource
  void oneStepBeyondTheLimitOfACellIsRefusedAndNamed(Way way) {
    List<String> unlike = new ArrayList<>();
    for (String column : PlanCsv.COLUMNS) {
      List<String> wrongs = beyond(DOCUMENT.resolved(COLUMNS.path(column)));
      assertThat(wrongs).as(column + " has no limit").isNotEmpty();
      for (String wrong : wrongs) {
        Map<String, String> cells = cells();
        cells.put(column, wrong);
        HttpResponse<byte[]> answer = send(way, table(cells), LINE);
        if (!isRefusedAt(answer, "/row/3/" + column) && !isPlace(answer, column)) {
          unlike.add(column + "=" + wrong + " → " + RunningApi.text(answer));
        }
      }
    }
    assertThat(unlike).as(way + ": limits that are not kept").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aTableOfAnotherShapeIsRefusedAndNamed(Way way) {
    String row = "43.238949,76.889709\n";
    assertThat(send(way, "lat,lon,note\n43.2,76.9,x\n", LINE)).matches(at("/row/1/note"));
    assertThat(send(way, "lat,lon,lat\n43.2,76.9,43.2\n", LINE)).matches(at("/row/1/lat"));
    assertThat(send(way, "lat,name\n43.2,Depot\n", LINE)).matches(at("/row/1/lon"));
    assertThat(send(way, "lat,lon\n" + row + "43.2,76.9,7\n", LINE)).matches(at("/row/3"));
    assertThat(send(way, "lat,lon\n" + row.repeat(PlanLimits.STOPS_MAX + 1), LINE))
        .matches(at("/row"));
    HttpResponse<byte[]> quoted = send(way, "lat,lon\n\"43.2,76.9\n", LINE);
    assertThat(quoted.statusCode()).isEqualTo(400);
    assertThat(send(way, "", LINE).statusCode()).isIn(400, 422);
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatIsTooLongIsNotRead(Way way) {
    String table = "lat,lon\n" + "\n".repeat(PlanLimits.DOCUMENT_BYTES_MAX);
    assertThat(send(way, table, LINE).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @EnumSource(names = {"FORM_TO_A_NEW_PLAN", "FORM_TO_A_PLAN"})
  void onlyThePartsOfAFormAreReadEachOnce(Way way) {
    String table = table(cells());
    assertThat(form(way, "path", LINE)).matches(at("/stops"));
    assertThat(form(way, "stops", table, "note", "x")).matches(at("/note"));
    assertThat(form(way, "stops", table, "stops", table)).matches(at("/stops"));
    assertThat(form(way, "stops", table, "path", LINE, "path", LINE)).matches(at("/path"));
  }

  @ParameterizedTest
  @EnumSource(names = {"FORM_TO_A_NEW_PLAN", "FORM_TO_A_PLAN"})
  void thePathOfAFormHasTheLimitsOfAPath(Way way) {
    String table = table(cells());
    String one = "{\"type\":\"LineString\",\"coordinates\":[[76.889709,43.238949]]}";
    String many =
        "{\"type\":\"LineString\",\"coordinates\":["
            + "[76.889709,43.238949],".repeat(PlanLimits.PATH_VERTICES_MAX)
            + "[76.9452,43.2389]]}";
    String pole = LINE.replace("43.2389]]", "85.1]]");
    // The first vertex as a polyline, then steps of nothing.
    String longLine = "acmfG}}wrM" + "??".repeat(PlanLimits.PATH_VERTICES_MAX);
    for (String wrong : List.of(one, many, pole, "acmfG}}wrM", longLine, "no line", "{}")) {
      assertThat(form(way, "stops", table, "path", wrong))
          .as(wrong.substring(0, Math.min(wrong.length(), 80)))
          .matches(at("/path"));
    }
  }

  private HttpResponse<byte[]> send(Way way, String table, String path) {
    if (way.isForm()) {
      return form(way, "stops", table, "path", path);
    }
    return api.send(method(way), url(way), table, "content-type", "text/csv");
  }

  private HttpResponse<byte[]> form(Way way, String... parts) {
    return api.form(method(way), url(way), parts);
  }

  private static String method(Way way) {
    return way.isNew() ? "POST" : "PUT";
  }

  private String url(Way way) {
    return way.isNew() ? "/v1/plans?planId=new" : "/v1/plans/" + plan;
  }

  /** A stop that may be: every column has a value. */
  private static Map<String, String> cells() {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("lat", "43.2389");
    cells.put("lon", "76.9452");
    cells.put("id", "c-118");
    cells.put("name", "Customer 118");
    cells.put("arrive", "2026-03-02T08:40:00Z");
    cells.put("depart", "2026-03-02T08:50:00Z");
    cells.put("window_from", "2026-03-02T08:30:00Z");
    cells.put("window_to", "2026-03-02T09:00:00Z");
    cells.put("service_min", "5");
    cells.put("radius_m", "60");
    return cells;
  }

  /** A depot, and in the third row these cells. */
  private static String table(Map<String, String> cells) {
    String depot = "43.238949,76.889709" + ",".repeat(cells.size() - 2);
    return String.join(",", cells.keySet())
        + "\n"
        + depot
        + "\n"
        + String.join(",", cells.values());
  }

  private static List<String> beyond(JsonNode schema) {
    List<String> wrongs = new ArrayList<>();
    if (schema.has("minimum")) {
      wrongs.add(String.valueOf(schema.path("minimum").asInt() - 1));
      wrongs.add("x");
    }
    if (schema.has("maximum")) {
      wrongs.add(String.valueOf(schema.path("maximum").asInt() + 1));
    }
    if (OpenApiDocument.type(schema).equals("integer")) {
      wrongs.add(schema.path("minimum").asInt() + ".5");
    }
    if (schema.has("maxLength")) {
      wrongs.add("x".repeat(schema.path("maxLength").asInt() + 1));
    }
    if (schema.has("format")) {
      wrongs.add("2026-03-02T08:40:00");
      wrongs.add("soon");
    }
    return wrongs;
  }

  /** Latitude and longitude are one place. */
  private static boolean isPlace(HttpResponse<byte[]> answer, String column) {
    return List.of("lat", "lon").contains(column) && isRefusedAt(answer, "/row/3/lat,lon");
  }

  private static java.util.function.Predicate<HttpResponse<byte[]>> at(String pointer) {
    return answer -> isRefusedAt(answer, pointer);
  }

  private static boolean isRefusedAt(HttpResponse<byte[]> answer, String pointer) {
    if (answer.statusCode() != 422) {
      return false;
    }
    for (JsonNode error : RunningApi.json(answer).path("errors")) {
      String named = error.path("pointer").asText();
      if (named.equals(pointer) || named.startsWith(pointer + "/")) {
        return true;
      }
    }
    return false;
  }
}
