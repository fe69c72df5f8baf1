package kz.relog.bench;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import kz.relog.bench.scenario.BenchSetup;

/** What the numbers were measured on. */
final class Machine {
  private Machine() {}

  static void print(BenchSetup setup) {
    setup
        .out()
        .printf(
            "%s  %d cores (load and server share them), load average %.2f, %s %s, %s %s%n",
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            Runtime.getRuntime().availableProcessors(),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            System.getProperty("java.vm.name"),
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.version"));
    setup.out().flush();
  }
}
