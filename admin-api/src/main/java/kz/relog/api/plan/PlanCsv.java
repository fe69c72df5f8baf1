package kz.relog.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plan whose stops are the rows of a table, in their order: the first row names the
 * columns, out of {@link #COLUMNS}; {@code lat} and {@code lon} must be there. Commas, semicolons
 * and tabs divide; beside the latter two a decimal comma is read. A row becomes a stop of the same
 * document that {@link PlanGeoJson} reads, so all rules are the same; a problem names the row (the
 * header is row 1) and the column. Stateless; any thread.
 */
public final class PlanCsv {
  /** The columns, each with the member of a stop that it gives. */
  private static final Map<String, String> MEMBERS = new LinkedHashMap<>();

  static {
    MEMBERS.put("lat", "");
    MEMBERS.put("lon", "");
    MEMBERS.put("id", "id");
    MEMBERS.put("name", "name");
    MEMBERS.put("arrive", "arrive");
    MEMBERS.put("depart", "depart");
    MEMBERS.put("window_from", "windowFrom");
    MEMBERS.put("window_to", "windowTo");
    MEMBERS.put("service_min", "serviceSeconds");
    MEMBERS.put("radius_m", "radiusM");
  }

  /** Every column that is read. */
  public static final List<String> COLUMNS = List.copyOf(MEMBERS.keySet());

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,15})?");
  private static final BigDecimal MINUTE = BigDecimal.valueOf(60);

  /** The document counts seconds, the table minutes. */
  private static final String SERVICE_ALLOWED =
      "minutes from 0 to " + PlanLimits.SERVICE_SECONDS_MAX / 60 + " that are whole seconds";

  private final Problems problems = new Problems();
  private final List<Row> rows = new ArrayList<>();
  private final JsonNodeFactory nodes = JsonNodeFactory.instance;
  private boolean decimalComma;

  private PlanCsv() {}

  /** A stop of the document and where it came from. */
  private record Row(long number, boolean placed) {}

  /**
   * What a table cannot tell.
   *
   * @param planId the planner's identifier; null when missing
   * @param startTime RFC 3339 or null
   * @param endTime RFC 3339 or null
   * @param path a GeoJSON LineString or null
   */
  public record Head(
      @Nullable String planId,
      @Nullable String startTime,
      @Nullable String endTime,
      @Nullable JsonNode path) {

    /** Leaves out the path. */
    @Override
    public String toString() {
      return "Head";
    }
  }

  /**
   * Reads a table of stops.
   *
   * @param csv UTF-8, with or without a byte order mark
   * @return the plan, or all problems found
   */
  public static PlanReading read(byte[] csv, Head head) {
    return new PlanCsv().readTable(csv, head);
  }

  private PlanReading readTable(byte[] csv, Head head) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(csv))
              .toString();
    } catch (CharacterCodingException otherEncoding) {
      return refused("another encoding", "UTF-8 text: save the table as CSV UTF-8");
    }
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    char delimiter = delimiterOf(text.lines().findFirst().orElse(""));
    decimalComma = delimiter != ',';
    ArrayNode features = nodes.arrayNode();
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    try (CSVParser table = CSVParser.parse(new StringReader(text), format)) {
      List<String> columns = null;
      for (CSVRecord record : table) {
        if (columns == null) {
          columns = columns(record);
        } else if (!isBlank(record) && !problems.isFull() && rows.size() <= PlanLimits.STOPS_MAX) {
          features.add(stop(record, columns));
        }
      }
      if (columns == null) {
        return refused("no rows", "a first row that names columns: " + String.join(", ", COLUMNS));
      }
    } catch (IOException | UncheckedIOException | IllegalStateException notCsv) {
      return refused("not CSV", "a table as RFC 4180 has it, each quote closed");
    }
    return judge(document(features, head));
  }

  /** Spreadsheets write empty rows as delimiters alone. */
  private static boolean isBlank(CSVRecord record) {
    return record.stream().allMatch(String::isEmpty);
  }

  private static char delimiterOf(String header) {
    if (header.indexOf(';') >= 0) {
      return ';';
    }
    return header.indexOf('\t') >= 0 ? '\t' : ',';
  }

  private List<String> columns(CSVRecord header) {
    List<String> columns = new ArrayList<>();
    for (String cell : header) {
      String column = cell.toLowerCase(Locale.ROOT);
      if (!MEMBERS.containsKey(column)) {
        String allowed = "no such column; allowed are " + String.join(", ", COLUMNS);
        problems.add("/row/1/" + cell, cell, cell, allowed);
      } else if (columns.contains(column)) {
        problems.add("/row/1/" + column, column, cell, "each column once");
      }
      columns.add(column);
    }
    for (String needed : List.of("lat", "lon")) {
      if (!columns.contains(needed)) {
        problems.add("/row/1/" + needed, needed, "", "a column of this name");
      }
    }
    return columns;
  }

  private ObjectNode stop(CSVRecord record, List<String> columns) {
    long number = record.getRecordNumber();
    String row = "/row/" + number;
    ObjectNode properties = nodes.objectNode().put("kind", "stop").put("seq", rows.size() + 1);
    if (record.size() != columns.size()) {
      String allowed = columns.size() + " cells, as many as the first row has";
      problems.add(row, "row", record.size() + " cells", allowed);
    }
    Optional<BigDecimal> lat = Optional.empty();
    Optional<BigDecimal> lon = Optional.empty();
    for (int i = 0; i < Math.min(columns.size(), record.size()); i++) {
      String column = columns.get(i);
      String cell = record.get(i);
      if (column.equals("lat")) {
        lat = number(cell, row, column, "degrees as a decimal number, such as 43.238949");
      } else if (column.equals("lon")) {
        lon = number(cell, row, column, "degrees as a decimal number, such as 76.889709");
      } else if (!cell.isEmpty() && MEMBERS.containsKey(column)) {
        put(properties, row, column, cell);
      }
    }
    rows.add(new Row(number, lat.isPresent() && lon.isPresent()));
    ObjectNode feature = nodes.objectNode().put("type", "Feature");
    feature.set("properties", properties);
    ObjectNode geometry = feature.putObject("geometry").put("type", "Point");
    ArrayNode coordinates = geometry.putArray("coordinates");
    lon.ifPresent(coordinates::add);
    lat.ifPresent(coordinates::add);
    return feature;
  }

  private void put(ObjectNode properties, String row, String column, String cell) {
    String member = String.valueOf(MEMBERS.get(column));
    switch (column) {
      case "service_min" ->
          number(cell, row, column, "minutes, such as 5 or 7.5")
              .ifPresent(minutes -> properties.put(member, minutes.multiply(MINUTE)));
      case "radius_m" ->
          number(cell, row, column, "metres, a whole number")
              .ifPresent(metres -> properties.put(member, metres));
      default -> properties.put(member, cell);
    }
  }

  private Optional<BigDecimal> number(String cell, String row, String column, String allowed) {
    String plain = decimalComma ? cell.replace(',', '.') : cell;
    if (NUMBER.matcher(plain).matches()) {
      return Optional.of(new BigDecimal(plain));
    }
    problems.add(row + "/" + column, column, cell, allowed);
    return Optional.empty();
  }

  private ObjectNode document(ArrayNode features, Head head) {
    ObjectNode document = nodes.objectNode().put("type", "FeatureCollection");
    putText(document, "planId", head.planId());
    putText(document, "startTime", head.startTime());
    putText(document, "endTime", head.endTime());
    if (head.path() != null) {
      ObjectNode path = features.addObject().put("type", "Feature");
      path.putObject("properties").put("kind", "path");
      path.set("geometry", head.path());
    }
    document.set("features", features);
    return document;
  }

  private static void putText(ObjectNode document, String member, @Nullable String text) {
    if (text != null) {
      document.put(member, text);
    }
  }

  private PlanReading judge(ObjectNode document) {
    PlanReading reading = PlanGeoJson.read(document);
    if (reading instanceof PlanReading.Refused refused) {
      refused.problems().forEach(this::translate);
    }
    return problems.isEmpty() ? reading : new PlanReading.Refused(problems.all());
  }

  /** Says a problem of the document in the words of the table. */
  private void translate(PlanProblem problem) {
    FeaturePlace place = FeaturePlace.of(problem.pointer());
    if (place == null) {
      boolean ofHead = !problem.pointer().equals("/features") && !problem.pointer().isEmpty();
      String pointer = ofHead ? "?" + problem.field() : "/row";
      String field = ofHead ? problem.field() : "rows";
      problems.add(
          pointer,
          field,
          problem.value(),
          problem.allowed().replace("features of the kind \"stop\"", "rows of stops"));
    } else if (place.index() == rows.size()) {
      problems.add("/path" + place.rest(), problem.field(), problem.value(), problem.allowed());
    } else {
      Row row = rows.get(place.index());
      boolean geometry = place.rest().startsWith("/geometry");
      if (!geometry || row.placed) {
        String column = geometry ? "lat,lon" : columnOf(problem.field());
        String pointer = "/row/" + row.number + "/" + column;
        if (column.equals("service_min")) {
          problems.add(pointer, column, "", SERVICE_ALLOWED);
        } else {
          problems.add(pointer, column, problem.value(), inColumns(problem.allowed()));
        }
      }
    }
  }

  private static String columnOf(String member) {
    for (Map.Entry<String, String> column : MEMBERS.entrySet()) {
      if (column.getValue().equals(member)) {
        return column.getKey();
      }
    }
    return member;
  }

  private static String inColumns(String allowed) {
    return allowed
        .replace("windowFrom", "window_from")
        .replace("GeoJSON puts the longitude first", "lat is the first of a pair on most maps");
  }

  private static PlanReading refused(String value, String allowed) {
    return new PlanReading.Refused(List.of(new PlanProblem("", "document", value, allowed)));
  }
}
