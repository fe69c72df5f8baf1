package kz.relog.app.drill.rig;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Passes time; and waits, within a bound, for what another process brings about. */
public final class Pause {
  private static final long NS_PER_MS = 1_000_000;
  private static final long STEP_NS = 5 * NS_PER_MS;

  private Pause() {}

  /** Lets so many milliseconds pass. */
  public static void ms(long millis) {
    long endNs = System.nanoTime() + millis * NS_PER_MS;
    for (long left = millis * NS_PER_MS; left > 0; left = endNs - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Whether it came true within the time. */
  public static boolean until(long timeoutMs, BooleanSupplier wanted) {
    long endNs = System.nanoTime() + timeoutMs * NS_PER_MS;
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() > endNs) {
        return false;
      }
      LockSupport.parkNanos(STEP_NS);
    }
    return true;
  }
}
