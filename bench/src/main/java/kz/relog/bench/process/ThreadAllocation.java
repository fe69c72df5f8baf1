package kz.relog.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Bytes that the threads of another JVM have allocated on its heap since they began, summed by name
 * without its number. The JVM tells them in whole megabytes from ten megabytes on, so that only
 * differences over many pieces of work say something. Immutable.
 */
public record ThreadAllocation(Map<String, Long> bytes) {
  private static final Pattern LINE =
      Pattern.compile("^\"([^\"]+)\".*? allocated=(\\d+)([BKMG]) .*");

  /**
   * Asks a process.
   *
   * @throws IOException if the JDK's jcmd cannot ask it
   */
  public static ThreadAllocation ofProcess(long pid) throws IOException {
    Process jcmd =
        new ProcessBuilder(JavaCommand.tool("jcmd"), Long.toString(pid), "Thread.print", "-e")
            .redirectErrorStream(true)
            .start();
    String dump = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    ThreadAllocation read = parse(dump);
    if (read.bytes.isEmpty()) {
      throw new IOException("jcmd tells no threads of process " + pid);
    }
    return read;
  }

  /** Reads a dump of threads. */
  static ThreadAllocation parse(String dump) {
    Map<String, Long> sums = new TreeMap<>();
    for (String line : dump.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        String name = matcher.group(1).replaceAll("[-#0-9]+$", "");
        sums.merge(name, Long.parseLong(matcher.group(2)) << shift(matcher.group(3)), Long::sum);
      }
    }
    return new ThreadAllocation(sums);
  }

  private static int shift(String unit) {
    return 10 * "BKMG".indexOf(unit);
  }

  /** What was allocated since an earlier reading. */
  public ThreadAllocation since(ThreadAllocation earlier) {
    Map<String, Long> differences = new TreeMap<>();
    bytes.forEach((name, now) -> differences.put(name, now - earlier.bytes.getOrDefault(name, 0L)));
    return new ThreadAllocation(differences);
  }

  /** Bytes of one thread, 0 if there is none of that name. */
  public long of(String thread) {
    return bytes.getOrDefault(thread, 0L);
  }

  /** The threads that allocated most, with bytes for each of so many pieces of work. */
  public String perWork(double pieces, int threadsMax) {
    List<Map.Entry<String, Long>> most =
        bytes.entrySet().stream()
            .sorted(Comparator.comparingLong(entry -> -entry.getValue()))
            .limit(threadsMax)
            .toList();
    return most.stream()
        .map(entry -> "%s %.0f".formatted(entry.getKey(), entry.getValue() / pieces))
        .collect(Collectors.joining(", "));
  }
}
