package kz.relog.bench.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the kernel spends the server's time, by {@code perf}; it needs that program and the right
 * to look into the kernel. Immutable.
 *
 * @param kernelShare part of the samples that lay in the kernel, 0 to 1
 * @param functions percent of all samples by function of the kernel, most first
 */
public record KernelProfile(double kernelShare, List<Map.Entry<String, Double>> functions) {
  private static final int FUNCTIONS_MAX = 25;
  private static final int HERTZ = 499;

  /**
   * A line of perf's report: percent, then k for the kernel or a dot for the user, then the name.
   */
  private static final Pattern LINE =
      Pattern.compile("\\s*([0-9.]+)%\\s+(?:.*\\s)?\\[([k.])\\]\\s+(\\S.*?)\\s*");

  /** Copies the list. */
  public KernelProfile {
    functions = List.copyOf(functions);
  }

  /** Whether perf is here. */
  public static boolean isPossible() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, "perf")));
  }

  /** Samples a process; ends by itself after so long. */
  public static Process start(long pid, double seconds, Path file) throws IOException {
    return new ProcessBuilder(
            "perf",
            "record",
            "-q",
            "-e",
            "cpu-clock",
            "-F",
            Integer.toString(HERTZ),
            "-p",
            Long.toString(pid),
            "-o",
            file.toString(),
            "--",
            "sleep",
            String.format(Locale.ROOT, "%.1f", seconds))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Reads what was sampled. */
  public static KernelProfile read(Path file) throws IOException, InterruptedException {
    Process report =
        new ProcessBuilder(
                "perf",
                "report",
                "-q",
                "-i",
                file.toString(),
                "--stdio",
                "--no-children",
                "-g",
                "none",
                "--sort",
                "symbol")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(report.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (report.waitFor() != 0) {
      throw new IOException("perf report ended with " + report.exitValue());
    }
    return parse(text);
  }

  /** Reads perf's own report. */
  static KernelProfile parse(String text) {
    Map<String, Double> functions = new TreeMap<>();
    double all = 0;
    double kernel = 0;
    for (String line : text.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        double percent = Double.parseDouble(matcher.group(1));
        all += percent;
        if (matcher.group(2).equals("k")) {
          kernel += percent;
          functions.merge(matcher.group(3), percent, Double::sum);
        }
      }
    }
    List<Map.Entry<String, Double>> most = new ArrayList<>(functions.entrySet());
    most.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    return new KernelProfile(
        all == 0 ? 0 : kernel / all, most.subList(0, Math.min(FUNCTIONS_MAX, most.size())));
  }
}
