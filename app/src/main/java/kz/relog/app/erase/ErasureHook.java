package kz.relog.app.erase;

import kz.relog.api.spi.Erasures.Step;

/** Told after each step, when it is durable: the seam for tests and drills that stop there. */
public interface ErasureHook {
  /** Does nothing. */
  ErasureHook NONE = (erasureRef, step) -> {};

  /** A step is done. On the eraser's thread; what it throws stops the erasure there for a while. */
  void onStep(long erasureRef, Step step);
}
