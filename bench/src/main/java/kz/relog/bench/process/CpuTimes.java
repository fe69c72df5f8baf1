package kz.relog.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CPU time as Linux counts it, in seconds since the start of a process or of the machine. Linux
 * counts in steps of 10 ms; where there is no /proc everything is 0. Immutable.
 *
 * @param user seconds in user mode
 * @param kernel seconds in the kernel
 */
public record CpuTimes(double user, double kernel) {
  private static final double TICKS_PER_SECOND = 100;
  private static final Path MACHINE = Path.of("/proc/stat");

  /** Of one process; 0 if it is gone. */
  public static CpuTimes ofProcess(long pid) {
    Path file = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.exists(file)) {
      return new CpuTimes(0, 0);
    }
    String line = read(file);
    // The name stands in brackets and may hold spaces; behind it the fields are numbers.
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return new CpuTimes(ticks(fields[11]), ticks(fields[12]));
  }

  /** Of this process. */
  public static CpuTimes ofThisProcess() {
    return ofProcess(ProcessHandle.current().pid());
  }

  /** Of everything on the machine; interrupts, which no process is charged for, left out. */
  public static CpuTimes ofMachine() {
    if (!Files.exists(MACHINE)) {
      return new CpuTimes(0, 0);
    }
    String[] fields = read(MACHINE).lines().findFirst().orElse("").trim().split(" +", -1);
    return new CpuTimes(ticks(fields[1]) + ticks(fields[2]), ticks(fields[3]));
  }

  /** User and kernel together. */
  public double total() {
    return user + kernel;
  }

  /** What was used since an earlier reading. */
  public CpuTimes since(CpuTimes earlier) {
    return new CpuTimes(user - earlier.user, kernel - earlier.kernel);
  }

  private static double ticks(String field) {
    return Long.parseLong(field) / TICKS_PER_SECOND;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
