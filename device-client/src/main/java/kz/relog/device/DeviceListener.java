package kz.relog.device;

/**
 * Told what becomes of batches. Called on the thread that polls; must return quickly and must not
 * call back into the sender. Batch numbers of one device rise by one in the order of the fixes
 * offered, so a ledger of fixes can be kept from the counts alone.
 */
public interface DeviceListener {
  /** Listens to nothing. */
  DeviceListener NONE = new DeviceListener() {};

  /**
   * The open batch was closed: its content is final.
   *
   * @param device index given by the fleet, 0 for a single device
   * @param batchSeq number of the batch
   * @param fixes how many fixes it holds
   */
  default void onFrozen(int device, long batchSeq, int fixes) {}

  /**
   * The server will answer for the batch: its fixes are durable or refused for good. Once per
   * batch.
   *
   * @param device index given by the fleet, 0 for a single device
   * @param batchSeq number of the batch
   * @param fixes how many fixes it holds
   * @param refused how many of them an ack said were not stored; 0 if the ack that answered this
   *     batch was lost
   * @param latencyNs nanoseconds from the first send to the ack
   */
  default void onSettled(int device, long batchSeq, int fixes, int refused, long latencyNs) {}

  /**
   * The device gave a batch up: its driver stayed unbound for 12 hours, or the key ended.
   *
   * @param device index given by the fleet, 0 for a single device
   * @param batchSeq number of the batch
   * @param fixes how many fixes it holds
   */
  default void onDropped(int device, long batchSeq, int fixes) {}

  /**
   * The device sends, pauses or has stopped for good.
   *
   * @param device index given by the fleet, 0 for a single device
   * @param state the new state
   */
  default void onState(int device, SenderState state) {}
}
