package kz.relog.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the numbers were measured on and with: each fact by its name. Immutable.
 *
 * @param facts in the order in which they are told
 */
public record Machine(Map<String, String> facts) {
  private static final String UNKNOWN = "unknown";

  /** Copies the map. */
  public Machine {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * This machine now.
   *
   * @param seed of everything random
   * @param serverFlags the options of the server's JVM
   * @param command what was asked for
   */
  public static Machine here(long seed, List<String> serverFlags, List<String> command) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("command", String.join(" ", command));
    facts.put("commit", commit());
    facts.put("seed", Long.toString(seed));
    facts.put(
        "cores",
        Runtime.getRuntime().availableProcessors() + ", shared by load, server and rivals");
    facts.put("processor", field(Path.of("/proc/cpuinfo"), "model name"));
    facts.put("memory", field(Path.of("/proc/meminfo"), "MemTotal"));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put(
        "bench flags", String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
    facts.put("server flags", String.join(" ", serverFlags));
    facts.put(
        "load average at the start",
        String.format(
            Locale.ROOT,
            "%.2f",
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    return new Machine(facts);
  }

  /** Facts that a comparison needs to be the same, and that differ from another's. */
  public List<String> differences(Machine other) {
    return Stream.of("cores", "processor", "memory", "system", "java", "server flags")
        .filter(
            name ->
                !facts.getOrDefault(name, UNKNOWN).equals(other.facts.getOrDefault(name, UNKNOWN)))
        .toList();
  }

  private static String field(Path file, String name) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse(UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** The commit of the sources where the bench runs, marked if they were changed since. */
  private static String commit() {
    return git("rev-parse", "--short=12", "HEAD")
        .map(
            head ->
                git("status", "--porcelain", "--untracked-files=no").orElse("").isEmpty()
                    ? head
                    : head + " with changes")
        .orElse(UNKNOWN);
  }

  private static Optional<String> git(String... arguments) {
    try {
      Process git =
          new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0
          ? Optional.of(out)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
