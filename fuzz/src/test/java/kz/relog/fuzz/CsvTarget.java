package kz.relog.fuzz;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import kz.relog.app.facts.FactsCsv;

/** A file of facts as CSV. Law: facts within the world, or 1 to 20 problems. */
public final class CsvTarget {
  private CsvTarget() {}

  /**
   * Called by the fuzzer once: the parser's classes take longer to instrument than an input may.
   */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput("time,lat,lon\n2026-03-02T08:00:00Z,1,2\n".getBytes(StandardCharsets.UTF_8));
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    Law.bounded(
        data.length,
        () -> {
          try {
            FactLaw.check(FactsCsv.read(new StringReader(text)));
          } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail to be read", e);
          }
        });
  }
}
