package kz.relog.fuzz;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import kz.relog.app.facts.FactsGpx;

/** A file of facts as GPX. Law: facts within the world, or 1 to 20 problems. */
public final class GpxTarget {
  private GpxTarget() {}

  /**
   * Called by the fuzzer once: the parser's classes take longer to instrument than an input may.
   */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput("<gpx/>".getBytes(StandardCharsets.UTF_8));
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    Law.bounded(data.length, () -> FactLaw.check(FactsGpx.read(new ByteArrayInputStream(data))));
  }
}
