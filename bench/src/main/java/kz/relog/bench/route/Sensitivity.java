package kz.relog.bench.route;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Scores the route engine with each of its constants at half and at double its value, one at a
 * time. The engine's sources are compiled anew with the value changed, so that the constants need
 * not be made variable for this; {@code relog planfact --cases} runs in a process of its own with
 * that engine first on the class path, and the sets' own scorer judges it.
 *
 * <pre>
 * Sensitivity SOURCES SETS SCORER OUT [CONSTANT …]
 * </pre>
 *
 * SOURCES is route-engine/src/main/java, SETS a folder of cases, SCORER the path of score.py, OUT a
 * folder for what is written. A program for the command line; one thread.
 */
public final class Sensitivity {

  private static final Pattern CONSTANT =
      Pattern.compile("static final (?:double|long|int) ([A-Z0-9_]+) = ([0-9_.]+)(L?);");

  /** Whole numbers up to 3 are flags and indexes, unless their names tell a measure. */
  private static final Pattern MEASURE = Pattern.compile(".*(_COST|SIGMAS|SPEED|METRES).*");

  /** Layouts, flags and bounds of a search, which no result depends on. */
  private static final Pattern LAYOUT =
      Pattern.compile("CELLS|.*_CELLS|FIELDS|MISSED_ANY|GUESS_.*");

  /** What is no matter of judgement: sizes of stores, limits of plans, measures of the Earth. */
  private static final List<String> SPARED =
      List.of(
          "Cells", "Eta", "FactLog", "Geo", "Life", "PathLine", "Pending", "PlanCheck", "History");

  private record Constant(Path file, String name, String value) {}

  private final Path sources;
  private final Path sets;
  private final Path scorer;
  private final Path out;
  private final PrintStream print;

  private Sensitivity(Path sources, Path sets, Path scorer, Path out, PrintStream print) {
    this.sources = sources;
    this.sets = sets;
    this.scorer = scorer;
    this.out = out;
    this.print = print;
  }

  /** Runs the table. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 4) {
      System.err.println("Sensitivity SOURCES SETS SCORER OUT [CONSTANT ...]");
      System.exit(2);
    }
    List<String> wanted = List.of(args).subList(4, args.length);
    new Sensitivity(
            Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Path.of(args[3]), System.out)
        .table(wanted);
  }

  private void table(List<String> wanted) throws IOException, InterruptedException {
    Files.createDirectories(out);
    print.printf("%-42s %s%n", "constant", "(each line as the scorer's TOTAL)");
    row("as it is", null, 1);
    for (Constant constant : constants()) {
      if (wanted.isEmpty() || wanted.contains(constant.name)) {
        String name = constant.file.getFileName().toString().replace(".java", "");
        row(name + "." + constant.name + " x 0.5", constant, 0.5);
        row(name + "." + constant.name + " x 2", constant, 2);
      }
    }
  }

  private List<Constant> constants() throws IOException {
    List<Constant> found = new ArrayList<>();
    for (Path file : javaFiles()) {
      if (SPARED.contains(file.getFileName().toString().replace(".java", ""))) {
        continue;
      }
      Matcher matcher = CONSTANT.matcher(Files.readString(file));
      while (matcher.find()) {
        String name = matcher.group(1);
        String value = matcher.group(2);
        boolean measure = !value.matches("[0-3]") || MEASURE.matcher(name).matches();
        if (measure && !LAYOUT.matcher(name).matches()) {
          found.add(new Constant(file, name, value));
        }
      }
    }
    return found;
  }

  private List<Path> javaFiles() throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private void row(String label, @Nullable Constant constant, double factor)
      throws IOException, InterruptedException {
    Path classes = out.resolve("classes");
    delete(classes);
    Files.createDirectories(classes);
    if (!compile(constant, factor, classes)) {
      print.printf("%-42s does not compile%n", label);
      return;
    }
    Path results = out.resolve("results");
    delete(results);
    String path = classes + ":" + System.getProperty("java.class.path");
    List<String> planfact =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            path,
            "kz.relog.app.Relog",
            "planfact",
            "--cases",
            sets.toString(),
            "--out",
            results.toString());
    List<String> score = List.of("python3", scorer.toString(), sets.toString(), results.toString());
    boolean ran = run(planfact, "planfact.log") && run(score, "score.txt");
    String total =
        Files.readAllLines(out.resolve("score.txt")).stream()
            .filter(line -> line.startsWith("TOTAL"))
            .findFirst()
            .orElse("");
    print.printf("%-42s %s%n", label, ran ? total.substring(5).strip() : "failed");
  }

  private boolean run(List<String> command, String log) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(out.resolve(log).toFile())
            .start();
    return process.waitFor() == 0;
  }

  private boolean compile(@Nullable Constant constant, double factor, Path classes)
      throws IOException {
    List<String> options =
        new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp"));
    options.add(System.getProperty("java.class.path"));
    for (Path file : javaFiles()) {
      Path used = file;
      if (constant != null && file.equals(constant.file)) {
        used = Files.createDirectories(out.resolve("source")).resolve(file.getFileName());
        Files.writeString(used, changed(Files.readString(file), constant, factor));
      }
      options.add(used.toString());
    }
    return ToolProvider.getSystemJavaCompiler()
            .run(null, System.err, System.err, options.toArray(new String[0]))
        == 0;
  }

  private static String changed(String source, Constant constant, double factor) {
    double value = Double.parseDouble(constant.value.replace("_", "")) * factor;
    boolean whole = source.matches("(?s).*static final (long|int) " + constant.name + " = .*");
    String text =
        whole ? Long.toString(Math.round(value)) : String.format(Locale.ROOT, "%.6f", value);
    return source.replaceFirst(
        constant.name + " = " + Pattern.quote(constant.value), constant.name + " = " + text);
  }

  private static void delete(Path dir) throws IOException {
    if (Files.exists(dir)) {
      try (Stream<Path> files = Files.walk(dir)) {
        files
            .sorted(Comparator.reverseOrder())
            .forEach(
                file -> {
                  try {
                    Files.delete(file);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
      }
    }
  }
}
