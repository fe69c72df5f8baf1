package kz.relog.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that says when it is ready. A thread of its own reads what it prints, so that it never
 * waits for its reader. Ended by {@link #close()}: asked first, killed if it does not answer;
 * killed when this process ends before.
 */
final class ChildProcess implements AutoCloseable {
  private static final int LINES_KEPT = 50;
  private static final long READY_SECONDS = 120;
  private static final long STOP_SECONDS = 60;

  /** Those that must not outlive this process, however it is ended. */
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "bench-children"));
  }

  private final Process process;
  private final Pattern readyLine;
  private final long startNs;
  private final CompletableFuture<MatchResult> ready = new CompletableFuture<>();
  private final Deque<String> lastLines = new ArrayDeque<>();
  private volatile long readyNs;

  private ChildProcess(Process process, Pattern readyLine, long startNs) {
    this.process = process;
    this.readyLine = readyLine;
    this.startNs = startNs;
  }

  /**
   * Starts a command.
   *
   * @param command program and arguments
   * @param readyLine the whole line that says that it is ready
   */
  static ChildProcess start(List<String> command, Pattern readyLine) throws IOException {
    long startNs = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    RUNNING.add(process);
    CompletableFuture<Void> unused = process.onExit().thenAccept(RUNNING::remove);
    ChildProcess child = new ChildProcess(process, readyLine, startNs);
    Thread reader = new Thread(child::read, "bench-child-output");
    reader.setDaemon(true);
    reader.start();
    return child;
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        keep(line);
        Matcher matcher = readyLine.matcher(line);
        if (matcher.matches()) {
          readyNs = System.nanoTime();
          ready.complete(matcher.toMatchResult());
        }
      }
    } catch (IOException e) {
      keep(e.toString());
    }
    ready.completeExceptionally(new IOException("the process ended:\n" + lastLines()));
  }

  private synchronized void keep(String line) {
    if (lastLines.size() == LINES_KEPT) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
  }

  /** The last lines that it printed. */
  synchronized String lastLines() {
    return String.join("\n", lastLines);
  }

  /** Waits for the line and gives its groups. */
  MatchResult awaitReady() throws IOException {
    try {
      return ready.get(READY_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      close();
      throw new IOException("not ready in " + READY_SECONDS + " s:\n" + lastLines(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new IOException("interrupted", e);
    }
  }

  /** From the call that started it to its ready line, in seconds. */
  double startSeconds() {
    return (readyNs - startNs) / 1e9;
  }

  /** Waits for it to end by itself; asks and kills it if that takes too long. */
  void awaitEnd() {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        close();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.toHandle().destroy(); // Process.destroy would close its output too
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new UncheckedIOException(
            new IOException("did not stop in " + STOP_SECONDS + " s:\n" + lastLines()));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
