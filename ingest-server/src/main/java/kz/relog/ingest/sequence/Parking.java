package kz.relog.ingest.sequence;

import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the sequencer sleep without polling and wakes it within microseconds. A short spin first,
 * since under load the next frame is near; then a park that only a signal or the next time-bound
 * duty ends, so that an idle server costs no CPU to speak of.
 *
 * <p>A signaller publishes its work, then reads {@code parked}; the sequencer sets {@code parked},
 * then looks for work. The fences keep both orders, so one of the two always notices.
 */
public final class Parking {

  private static final int SPINS = 100;
  private static final long PARK_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private volatile boolean parked;
  private volatile @Nullable Thread sleeper;
  private int spins;

  /** Nobody sleeps. */
  public Parking() {}

  /** Wakes the sequencer if it sleeps. Any thread, after its work is published. */
  public void signal() {
    VarHandle.fullFence();
    if (parked) {
      LockSupport.unpark(sleeper);
    }
  }

  /** There was work. Sequencer. */
  void reset() {
    spins = 0;
  }

  /** There was none: spins or parks. Sequencer. */
  void idle(BooleanSupplier hasWork) {
    if (spins < SPINS) {
      spins++;
      Thread.onSpinWait();
      return;
    }
    sleeper = Thread.currentThread();
    parked = true;
    VarHandle.fullFence();
    if (!hasWork.getAsBoolean()) {
      LockSupport.parkNanos(this, PARK_NS);
    }
    parked = false;
  }
}
