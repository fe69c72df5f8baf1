package kz.relog.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The targets, each with its seeds in the repository. */
enum Target {
  FRAME(FrameTarget.class, 1_300),
  COLUMNS(ColumnsTarget.class, 1_200),
  STREAM(StreamTarget.class, 4_500),
  PLAN(PlanTarget.class, 2_000),
  CSV(CsvTarget.class, 1_000),
  GPX(GpxTarget.class, 1_000);

  final Class<?> type;
  final int inputBytesMax;

  Target(Class<?> type, int inputBytesMax) {
    this.type = type;
    this.inputBytesMax = inputBytesMax;
  }

  /** Runs it once, as the fuzzer does. */
  void run(byte[] input) {
    switch (this) {
      case FRAME -> FrameTarget.fuzzerTestOneInput(input);
      case COLUMNS -> ColumnsTarget.fuzzerTestOneInput(input);
      case STREAM -> StreamTarget.fuzzerTestOneInput(input);
      case PLAN -> PlanTarget.fuzzerTestOneInput(input);
      case CSV -> CsvTarget.fuzzerTestOneInput(input);
      case GPX -> GpxTarget.fuzzerTestOneInput(input);
    }
  }

  /** Its name in commands and folders. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The folder of its seeds. */
  Path seeds() {
    return Path.of("src", "test", "resources", "corpus", text());
  }

  /** All seeds. */
  List<Path> seedFiles() {
    try (Stream<Path> files = Files.list(seeds())) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the corpus cannot be read", e);
    }
  }
}
