package kz.relog.app.facts;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads facts from CSV (RFC 4180) with a header: {@code time,lat,lon} and optionally {@code
 * speed_mps,heading_deg,accuracy_m} and {@code received}; other columns are skipped. Stateless.
 */
public final class FactsCsv {

  private static final Set<String> REQUIRED = Set.of("time", "lat", "lon");

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreHeaderCase(true)
          .setIgnoreEmptyLines(true)
          .setTrim(true)
          .get();

  private FactsCsv() {}

  /**
   * Reads a file in UTF-8.
   *
   * @throws IOException when the file cannot be read
   */
  public static FactsReading read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return read(reader);
    }
  }

  /**
   * Reads from a text.
   *
   * @throws IOException when it cannot be read
   */
  public static FactsReading read(Reader reader) throws IOException {
    FactCollector facts = new FactCollector();
    try (CSVParser parser = CSVParser.parse(reader, FORMAT)) {
      Map<String, Integer> header = parser.getHeaderMap();
      for (String column : REQUIRED) {
        if (!header.containsKey(column)) {
          facts.problem(1, column, "", "a header with time, lat and lon");
        }
      }
      if (facts.problemCount() > 0) {
        return facts.reading();
      }
      for (CSVRecord row : parser) {
        if (facts.isFull()) {
          break;
        }
        read(row, parser.getCurrentLineNumber(), facts);
      }
    } catch (CSVException | UncheckedIOException | IllegalArgumentException broken) {
      facts.problem(1, "file", String.valueOf(broken.getMessage()), "CSV as in RFC 4180");
    }
    return facts.reading();
  }

  private static void read(CSVRecord row, long line, FactCollector facts) {
    if (!row.isConsistent()) {
      facts.problem(line, "row", row.size() + " cells", "as many cells as the header");
      return;
    }
    int before = facts.problemCount();
    long time = facts.time(line, "time", row.get("time"));
    String received = cell(row, "received");
    long receivedMs = received.isBlank() ? time : facts.time(line, "received", received);
    FactRow fact =
        new FactRow(
            time,
            receivedMs,
            facts.degreesE7(line, "lat", row.get("lat"), 90),
            facts.degreesE7(line, "lon", row.get("lon"), 180),
            facts.speedDmps(line, "speed_mps", cell(row, "speed_mps")),
            facts.courseDegrees(line, "heading_deg", cell(row, "heading_deg")),
            facts.accuracyMetres(line, "accuracy_m", cell(row, "accuracy_m")));
    if (facts.problemCount() == before) {
      facts.add(fact);
    }
  }

  private static String cell(CSVRecord row, String column) {
    return row.isMapped(column.toLowerCase(Locale.ROOT)) ? row.get(column) : "";
  }
}
