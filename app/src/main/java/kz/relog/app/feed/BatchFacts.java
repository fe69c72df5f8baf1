package kz.relog.app.feed;

import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.route.RouteEngine;

/** Gives the facts of a decoded batch to the engine. On the engine's thread. */
public final class BatchFacts {
  /** The archive has no odometers, and a fact must be the same from both. */
  private static final int NO_ODOMETER = 0;

  private BatchFacts() {}

  /**
   * Gives them all, in the batch's order.
   *
   * @param seq of the journal entry that holds the batch
   */
  public static void give(RouteEngine engine, long vehicleRef, long seq, FixBatchDecoder batch) {
    for (int i = 0; i < batch.count(); i++) {
      engine.onFix(
          vehicleRef,
          seq,
          batch.timeMs(i),
          batch.latE7(i),
          batch.lonE7(i),
          batch.speedDmps(i),
          batch.course(i),
          batch.accuracyMetres(i),
          NO_ODOMETER);
    }
  }
}
