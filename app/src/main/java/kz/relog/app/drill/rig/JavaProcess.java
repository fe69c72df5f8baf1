package kz.relog.app.drill.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kz.relog.app.Relog;

/**
 * This program's command line in a process of its own, on this process's Java and class path. A
 * thread reads its output. Any thread.
 */
public final class JavaProcess implements AutoCloseable {
  private static final int LINES_KEPT = 60;

  /** Start fast and stay small: a drill starts hundreds of them. */
  private static final List<String> SMALL =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private final Process process;
  private final Deque<String> lines = new ArrayDeque<>();
  private boolean ended;

  private JavaProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "drill-output");
    reader.setDaemon(true);
    reader.start();
    Leftovers.add(this);
  }

  /**
   * Starts a command.
   *
   * @param prefix a program that starts it, with its options; empty for none
   * @param arguments as after {@code relog}
   */
  public static JavaProcess start(List<String> prefix, List<String> arguments) throws IOException {
    return start(prefix, List.of(), arguments);
  }

  /**
   * The same with further options of Java.
   *
   * @param options as after {@code java}
   */
  public static JavaProcess start(List<String> prefix, List<String> options, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (option.startsWith("--")
          || option.startsWith("-Dchronicle")
          || option.startsWith("-XX:-")
          || option.startsWith("-XX:SharedArchiveFile=")) {
        command.add(option);
      }
    }
    command.addAll(SMALL);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Relog.class.getName()));
    command.addAll(arguments);
    return new JavaProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        keep(line);
      }
    } catch (IOException e) {
      keep("output cut: " + e.getMessage());
    }
    synchronized (lines) {
      ended = true;
      lines.notifyAll();
    }
  }

  private void keep(String line) {
    synchronized (lines) {
      lines.addLast(line);
      if (lines.size() > LINES_KEPT) {
        lines.removeFirst();
      }
      lines.notifyAll();
    }
  }

  /** The first line that is as wanted; empty if the process ends or the time is over first. */
  public Optional<String> awaitLine(long timeoutMs, Predicate<String> wanted)
      throws InterruptedException {
    long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    synchronized (lines) {
      while (true) {
        Optional<String> line = lines.stream().filter(wanted).findFirst();
        long leftMs = (endNs - System.nanoTime()) / 1_000_000;
        if (line.isPresent() || ended || leftMs <= 0) {
          return line;
        }
        lines.wait(leftMs);
      }
    }
  }

  /** The exit code; empty while it runs longer than that. */
  public Optional<Integer> awaitExit(long timeoutMs) throws InterruptedException {
    return process.waitFor(timeoutMs, TimeUnit.MILLISECONDS)
        ? Optional.of(process.exitValue())
        : Optional.empty();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Whether what it started has process id 1 in its own namespace (Linux). */
  public boolean isProcessOne() {
    return process
        .descendants()
        .anyMatch(
            child -> {
              try (Stream<String> status =
                  Files.lines(Path.of("/proc", Long.toString(child.pid()), "status"))) {
                return status.anyMatch(line -> line.matches("NSpid:.*\\s1"));
              } catch (IOException | UncheckedIOException gone) {
                return false;
              }
            });
  }

  /** Its last lines. */
  public String output() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  /** kill −9, to it and to whatever it started; returns when the kernel has let go of all. */
  public void kill9() throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle one : all) {
      Pause.until(30_000, () -> !one.isAlive());
    }
    process.waitFor();
    Leftovers.remove(this);
  }

  /** Asks it to end (SIGTERM), and waits. */
  public void stop(long timeoutMs) throws InterruptedException {
    process.toHandle().destroy();
    if (!process.waitFor(timeoutMs, TimeUnit.MILLISECONDS)) {
      kill9();
    }
  }

  /** Kills it; what it held, such as the lock of its journal, is free when this returns. */
  @Override
  public void close() {
    try {
      kill9();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
