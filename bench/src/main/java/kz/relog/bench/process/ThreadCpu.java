package kz.relog.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * CPU seconds of the threads of a process, user and kernel together, summed by name without its
 * number; Linux tells 15 characters of a name. Threads that have ended are not counted; empty where
 * there is no /proc. Immutable.
 */
public record ThreadCpu(Map<String, Double> seconds) {
  private static final double TICKS_PER_SECOND = 100;

  /** Of one process. */
  public static ThreadCpu ofProcess(long pid) {
    Map<String, Double> sums = new TreeMap<>();
    Path tasks = Path.of("/proc", Long.toString(pid), "task");
    if (!Files.isDirectory(tasks)) {
      return new ThreadCpu(sums);
    }
    try (Stream<Path> threads = Files.list(tasks)) {
      for (Path thread : threads.toList()) {
        addTo(sums, thread.resolve("stat"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ThreadCpu(sums);
  }

  private static void addTo(Map<String, Double> sums, Path stat) throws IOException {
    String line;
    try {
      line = Files.readString(stat);
    } catch (NoSuchFileException ended) {
      return;
    }
    int close = line.lastIndexOf(')');
    String name = line.substring(line.indexOf('(') + 1, close).replaceAll("[-#0-9]+$", "");
    String[] fields = line.substring(close + 2).split(" ", -1);
    double used = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    sums.merge(name, used, Double::sum);
  }

  /** What was used since an earlier reading. */
  public ThreadCpu since(ThreadCpu earlier) {
    return new ThreadCpu(
        seconds.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> entry.getValue() - earlier.seconds.getOrDefault(entry.getKey(), 0.0),
                    Double::sum,
                    TreeMap::new)));
  }

  /** The threads that used most, with microseconds for each of so many pieces of work. */
  public String perWork(double pieces, int threadsMax) {
    List<Map.Entry<String, Double>> most =
        seconds.entrySet().stream()
            .sorted(Comparator.comparingDouble(entry -> -entry.getValue()))
            .limit(threadsMax)
            .toList();
    return most.stream()
        .map(entry -> "%s %.1f".formatted(entry.getKey(), entry.getValue() * 1e6 / pieces))
        .collect(Collectors.joining(", "));
  }
}
