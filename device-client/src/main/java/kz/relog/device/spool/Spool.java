package kz.relog.device.spool;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;

/**
 * Keeps what the server has not settled over the end of the process: fixes one by one, then closed
 * batches without a number (the backlog), then numbered ones. Owned by the sender's thread. Every
 * method that throws has changed nothing that a later run would see, unless it says otherwise.
 */
public interface Spool extends Closeable {
  /** Keeps nothing. */
  Spool NONE = new Spool() {};

  /** Whether it keeps anything. */
  default boolean isDurable() {
    return false;
  }

  /** Told of fixes that are given up for want of room. */
  interface Losses {
    /** So many fixes of the backlog were left out within the bound. */
    void onThinned(int fixes);

    /** The oldest fixes of the backlog, so many, were dropped. */
    void onOverflow(int fixes);
  }

  /** Says who is told of losses. */
  default void losses(Losses to) {}

  /** Where recovered fixes go. */
  interface Fixes {
    /** A fix with the number that {@link #addFix} gave it. */
    void onFix(
        long number, long timeMs, int latE7, int lonE7, int speedDmps, int course, int accuracy);
  }

  /** Hands over the fixes that belong to no batch, oldest first; once, after opening. */
  default void recoverFixes(Fixes to) {}

  /** The numbered batches that are not settled, by number; once, after opening. */
  default Iterable<SpooledBatch> recoverBatches() {
    return Collections.emptyList();
  }

  /** What was last saved. */
  default SpoolState state() {
    return SpoolState.FIRST;
  }

  /**
   * The lowest batch number that was never given, as far as the spool can tell.
   *
   * @param storedNext what the counters say
   */
  default long nextBatchSeq(long storedNext) {
    return storedNext;
  }

  /**
   * Keeps one fix.
   *
   * @return its number, one above the one before
   * @throws IOException if there is no room for it on the disk
   */
  default long addFix(long timeMs, int latE7, int lonE7, int speedDmps, int course, int accuracy)
      throws IOException {
    return 0;
  }

  /**
   * Keeps a closed batch without a number at the end of the backlog, in place of its fixes.
   *
   * @param fixThrough number of its last fix
   * @param message a FixBatch with any batch number
   */
  default void pend(
      long fixThrough, int fixes, long firstMs, long lastMs, byte[] message, int length)
      throws IOException {}

  /** Batches in the backlog. */
  default int backlogBatches() {
    return 0;
  }

  /** Fixes in the backlog. */
  default long backlogFixes() {
    return 0;
  }

  /**
   * Reads the oldest batch of the backlog.
   *
   * @param message room for the longest message
   * @return its length
   */
  default int readOldest(byte[] message) throws IOException {
    throw new IOException("there is no backlog");
  }

  /** Gives up the oldest batch of the backlog, told to {@link Losses#onOverflow}. */
  default void dropOldest() throws IOException {}

  /**
   * Keeps a numbered batch; when this returns it may be sent.
   *
   * @param batch the batch
   * @param fixThrough number of its last fix when it comes from the open batch; 0 otherwise
   * @param fromBacklog whether it takes the place of the backlog's oldest
   * @param seqEnd one above the highest batch number that the counters have reserved
   */
  default void freeze(SpooledBatch batch, long fixThrough, boolean fromBacklog, long seqEnd)
      throws IOException {}

  /** A batch will not be sent again. */
  default void release(long batchSeq) throws IOException {}

  /** Saves the state durably. */
  default void save(SpoolState state) throws IOException {}

  /**
   * Forgets every fix for good: a new key takes the place of the old one. The state given and the
   * batches without fixes stay.
   */
  default void forget(SpoolState state) throws IOException {}

  /** The device's secret has changed. */
  default void rewrap(byte[] secret) throws IOException {}

  /** Destroys the key and every file; nothing can be kept any more. */
  default void destroy() throws IOException {}

  @Override
  default void close() throws IOException {}
}
