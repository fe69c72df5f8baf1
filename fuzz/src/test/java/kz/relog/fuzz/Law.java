package kz.relog.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a target holds its subject to. A broken law is an error, which the fuzzer reports. */
final class Law {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** For classes that load and caches that fill; the first inputs only. */
  private static final int WARM_UP_RUNS = 200;

  /** Instrumentation allocates too. */
  private static final long FIXED_BYTES = 4 << 20;

  private static final long BYTES_PER_INPUT_BYTE = 4_096;

  private static int runs;

  private Law() {}

  /** Fails unless it holds. */
  static void hold(boolean holds, String law) {
    if (!holds) {
      throw new AssertionError(law);
    }
  }

  /** Runs it; fails if it allocates out of proportion to its input. */
  static void bounded(int inputBytes, Runnable subject) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    subject.run();
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    runs++;
    hold(
        runs < WARM_UP_RUNS || bytes <= FIXED_BYTES + BYTES_PER_INPUT_BYTE * inputBytes,
        bytes + " bytes allocated for an input of " + inputBytes);
  }
}
