package kz.relog.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fuzzes each target in a process of its own: briefly in every build, for hours with the profile
 * {@code fuzz}. New inputs are kept in {@code target/corpus}, findings in {@code target/findings}.
 */
class FuzzIT {
  private static final Path OUT = Path.of("target");
  private static final String HANG_SECONDS = "20";
  private static final String INSTRUMENTED =
      "kz.relog.proto.**:kz.relog.ingest.frame.**:kz.relog.api.plan.**:kz.relog.app.facts.**"
          + ":org.apache.commons.csv.**:com.fasterxml.jackson.core.json.**";
  private static final Pattern DONE = Pattern.compile("#(\\d+)\\s+DONE\\s+cov: (\\d+) ft: (\\d+)");

  @ParameterizedTest
  @EnumSource(Target.class)
  void no_input_crashes_hangs_or_breaks_the_law(Target target) throws Exception {
    String only = System.getProperty("relog.fuzz.target", "all");
    assumeTrue(only.equals("all") || only.equals(target.text()), "another target was asked for");
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the fuzzer's native part is tested on Linux x86-64 only");

    Path output = OUT.resolve("fuzz-" + target.text() + ".log");
    Process process = start(target, output);
    int exit = process.waitFor();

    String log = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(exit).as("%s, see %s:%n%s", target.text(), output, tail(log)).isZero();
    Matcher done = DONE.matcher(log);
    assertThat(done.find()).as(tail(log)).isTrue();
    System.out.printf(
        Locale.ROOT,
        "%s: %s executions, %s branches reached, %s features; %s%n",
        target.text(),
        done.group(1),
        done.group(2),
        done.group(3),
        coverage(target));
  }

  private static Process start(Target target, Path output) throws IOException {
    Path findings = Files.createDirectories(OUT.resolve("findings").resolve(target.text()));
    Path corpus = Files.createDirectories(OUT.resolve("corpus").resolve(target.text()));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.type.getName());
    command.add("--instrumentation_includes=" + INSTRUMENTED);
    command.add("--custom_hook_includes=kz.relog.**");
    command.add("--reproducer_path=" + findings);
    command.add("--coverage_report=" + report(target));
    command.add("-artifact_prefix=" + findings + "/");
    command.add("-runs=" + System.getProperty("relog.fuzz.runs", "20000"));
    command.add("-max_total_time=" + System.getProperty("relog.fuzz.seconds", "20"));
    command.add("-timeout=" + HANG_SECONDS);
    command.add("-rss_limit_mb=2048");
    command.add("-max_len=" + target.inputBytesMax);
    command.add("-use_value_profile=1");
    command.add(corpus.toString());
    command.add(target.seeds().toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static Path report(Target target) {
    return OUT.resolve("fuzz-" + target.text() + "-coverage.txt");
  }

  /** Where the coverage by file is; a run that ends early has none. */
  private static String coverage(Target target) {
    return Files.exists(report(target)) ? "coverage in fuzz/" + report(target) : "no coverage told";
  }

  private static String tail(String log) {
    return log.substring(Math.max(0, log.length() - 3_000));
  }
}
