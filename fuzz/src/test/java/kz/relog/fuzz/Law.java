package kz.relog.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a target holds its subject to. A broken law is an error, which the fuzzer reports. */
final class Law {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Instrumentation allocates too. */
  private static final long FIXED_BYTES = 4 << 20;

  private static final long BYTES_PER_INPUT_BYTE = 4_096;

  private Law() {}

  /** Fails unless it holds. */
  static void hold(boolean holds, String law) {
    if (!holds) {
      throw new AssertionError(law);
    }
  }

  /** Runs it; fails if it allocates out of proportion to its input. */
  static void bounded(int inputBytes, Runnable subject) {
    long most = FIXED_BYTES + BYTES_PER_INPUT_BYTE * inputBytes;
    if (allocated(subject) > most) {
      // The first time classes load and caches fill; the second time it is the input's own doing.
      long bytes = allocated(subject);
      hold(bytes <= most, bytes + " bytes allocated for an input of " + inputBytes);
    }
  }

  private static long allocated(Runnable subject) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    subject.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
