package kz.relog.app.facts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Reads files of facts whatever their format: GPX by its name's ending, else CSV. Stateless. */
public final class FactFiles {
  private FactFiles() {}

  /**
   * Reads one file.
   *
   * @throws IOException when it cannot be read
   */
  public static FactsReading read(Path file) throws IOException {
    boolean gpx = file.toString().toLowerCase(Locale.ROOT).endsWith(".gpx");
    return gpx ? FactsGpx.read(file) : FactsCsv.read(file);
  }

  /**
   * Reads several files into one list in order of time.
   *
   * @param problems gets one line per problem, with its file
   * @throws IOException when one cannot be read
   */
  public static List<FactRow> readAll(List<Path> files, List<String> problems) throws IOException {
    List<FactRow> facts = new ArrayList<>();
    for (Path file : files) {
      FactsReading reading = read(file);
      if (reading instanceof FactsReading.Refused refused) {
        refused.problems().forEach(problem -> problems.add(file + ": " + problem.message()));
      } else if (reading instanceof FactsReading.Accepted accepted) {
        facts.addAll(accepted.facts());
      }
    }
    facts.sort(Comparator.comparingLong(FactRow::timeMs));
    return facts;
  }
}
