package kz.relog.ingest.kit;

import java.util.concurrent.atomic.AtomicLong;
import kz.relog.ingest.IngestClock;

/** The machine's clock with a lead that a test sets. Thread-safe. */
public final class TestClock implements IngestClock {

  private final AtomicLong leadMs = new AtomicLong();

  /** Lets time pass at once. */
  public void advanceMs(long ms) {
    leadMs.addAndGet(ms);
  }

  @Override
  public long nowMs() {
    return SYSTEM.nowMs() + leadMs.get();
  }

  @Override
  public long nanoTime() {
    return SYSTEM.nanoTime() + leadMs.get() * 1_000_000;
  }
}
