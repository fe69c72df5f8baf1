package kz.relog.device;

/**
 * Told what becomes of batches. Called on the thread that polls; must return quickly and must not
 * call back into the sender. Batch numbers of one device rise in the order of the fixes offered;
 * the times tell which fixes a batch holds, so that a ledger can be kept over runs and kills.
 */
public interface DeviceListener {
  /** Listens to nothing. */
  DeviceListener NONE = new DeviceListener() {};

  /** What {@link #onSettled} gives for the refused fixes when no ack answered the batch itself. */
  int REFUSED_UNKNOWN = -1;

  /**
   * A batch got its number: its content is final, and it is in the spool if the device has one. Its
   * fixes are those offered next after the batch before, unless some were thinned or dropped.
   *
   * @param device index given by the fleet, 0 for a single device
   * @param batchSeq number of the batch
   * @param fixes how many fixes it holds; 0 for a change of consent
   * @param firstMs time of its first fix as sent, Unix epoch ms; 0 without fixes
   * @param lastMs time of its last fix as sent, Unix epoch ms; 0 without fixes
   */
  default void onFrozen(int device, long batchSeq, int fixes, long firstMs, long lastMs) {}

  /**
   * A batch of an earlier run was found in the spool; it will be sent again with the same content.
   * Told when the device is added, before anything else of it.
   *
   * @param device index given by the fleet, 0 for a single device
   * @param batchSeq number of the batch
   * @param fixes how many fixes it holds; 0 for a change of consent
   * @param firstMs time of its first fix as sent, Unix epoch ms; 0 without fixes
   * @param lastMs time of its last fix as sent, Unix epoch ms; 0 without fixes
   */
  default void onRecovered(int device, long batchSeq, int fixes, long firstMs, long lastMs) {}

  /**
   * The server answers for the batch: its fixes are durable or refused for good. Once per batch and
   * run; after a kill between this call and the note of it in the spool, once more by the next run.
   *
   * @param device index given by the fleet, 0 for a single device
   * @param batchSeq number of the batch
   * @param fixes how many fixes it holds
   * @param refused how many of them were not stored, as the ack of this batch said; {@link
   *     #REFUSED_UNKNOWN} when another ack settled it: an ack tells the number of the one batch it
   *     answers. If the batch's own ack comes later, {@link #onRefused} tells the number
   * @param latencyNs nanoseconds from the first send of this run to the ack
   */
  default void onSettled(int device, long batchSeq, int fixes, int refused, long latencyNs) {}

  /**
   * The ack of a batch that was settled with {@link #REFUSED_UNKNOWN} came after all.
   *
   * @param device index given by the fleet, 0 for a single device
   * @param batchSeq number of the batch
   * @param refused how many of its fixes were not stored
   */
  default void onRefused(int device, long batchSeq, int refused) {}

  /**
   * The device gave a batch up: its driver stayed unbound for 12 hours, or the key ended.
   *
   * @param device index given by the fleet, 0 for a single device
   * @param batchSeq number of the batch
   * @param fixes how many fixes it holds
   */
  default void onDropped(int device, long batchSeq, int fixes) {}

  /**
   * Fixes that were never sent were left out because the track without them stays within the bound
   * that the policies state.
   *
   * @param device index given by the fleet, 0 for a single device
   * @param fixes how many
   */
  default void onThinned(int device, int fixes) {}

  /**
   * The spool is full and thinned already: the oldest fixes that were never sent are lost.
   *
   * @param device index given by the fleet, 0 for a single device
   * @param fixes how many
   */
  default void onOverflow(int device, int fixes) {}

  /**
   * The device sends, pauses or has stopped for good.
   *
   * @param device index given by the fleet, 0 for a single device
   * @param state the new state
   */
  default void onState(int device, SenderState state) {}
}
