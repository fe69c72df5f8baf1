package kz.relog.api.spi;

/**
 * Writes durable road changes into the admin API's records, in the order of the journal.
 * Implemented here, called by the app's feed thread only (one thread); {@link #appliedSeq()} by
 * any.
 *
 * <p>Changes gather in memory until {@link #flush()} writes them together with the applied seq in
 * one transaction. A replay is harmless: a change at or below the applied seq is ignored.
 */
public interface Projector {

  /** The seq of the last change that is written; 0 at first. Survives a restart. Any thread. */
  long appliedSeq();

  /**
   * Gathers a change.
   *
   * @param seq its journal seq; one entry carries one change
   */
  void apply(long seq, RoadChange change);

  /**
   * Writes what was gathered, all or nothing, and wakes the requests that wait for it. Call it at
   * the end of each drained group; without a gathered change it does nothing. Blocks for one
   * transaction.
   *
   * @throws RuntimeException when the records cannot be written; what was gathered is kept, and the
   *     call may be repeated
   */
  void flush();

  /**
   * Moves the applied seq over entries that carried no change, so that a restart need not read them
   * again. Call it now and then, and at stop, after {@link #flush()}. Blocks for one transaction.
   *
   * @param seq an entry up to which every change was applied and flushed
   */
  void advance(long seq);
}
