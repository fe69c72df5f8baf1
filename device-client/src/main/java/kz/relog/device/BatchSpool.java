package kz.relog.device;

import java.io.IOException;

/**
 * Told of batches that must survive the process. In this release nothing does: what is unsettled
 * when a process dies is lost to the server, and the next run says so by {@code held}. Called on
 * the sender's thread.
 */
interface BatchSpool {
  /** Keeps nothing beyond the process. */
  BatchSpool MEMORY = new BatchSpool() {};

  /** A batch is final; when this returns it may be sent. */
  default void frozen(FrozenBatch batch) throws IOException {}

  /** A batch will not be sent again. */
  default void released(FrozenBatch batch) {}

  /** The key ended: nothing kept may remain readable. */
  default void destroyed() {}
}
