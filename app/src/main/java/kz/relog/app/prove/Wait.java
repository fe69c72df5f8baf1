package kz.relog.app.prove;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import kz.relog.app.drill.rig.Pause;

/** Waits with a bound that is told, so that a proof never stands without a word. For one thread. */
final class Wait {
  private static final long TELL_EVERY_MS = 5_000;

  private final Told told;
  private final long waitMsMax;

  /** Told what is waited for. */
  interface Told {
    void waiting(String what, long seconds);
  }

  Wait(long waitMsMax, Told told) {
    this.waitMsMax = waitMsMax;
    this.told = told;
  }

  /**
   * Returns once it came true.
   *
   * @throws IOException that names it if the time is over first
   */
  void until(String what, BooleanSupplier wanted) throws IOException {
    for (long waitedMs = 0; waitedMs < waitMsMax; waitedMs += TELL_EVERY_MS) {
      if (Pause.until(Math.min(TELL_EVERY_MS, waitMsMax - waitedMs), wanted)) {
        return;
      }
      told.waiting(what, (waitedMs + TELL_EVERY_MS) / 1000);
    }
    throw new IOException("waited " + waitMsMax / 1000 + " s in vain for " + what);
  }
}
