package kz.relog.device;

/** Whether a device sends, and why not. */
public enum SenderState {
  /** It sends fixes. The state before the first ack, too: the server judges each batch anyway. */
  SENDING,
  /**
   * The server said that tracking is off; the device only asks, by HELLO, whether it is on again.
   */
  TRACKING_OFF,
  /** The key is revoked; everything unsent is destroyed. Final. */
  REVOKED,
  /** The person is erased; everything unsent is destroyed. Final. */
  ERASED,
  /**
   * The server has settled batches that this device never numbered: it lost its counters and enrols
   * anew. Final.
   */
  STATE_LOST,
  /** The counters could not be stored, so nothing may be sent under them. Final for this run. */
  STORE_FAILED;

  /** True when nothing will ever be sent again in this run. */
  public boolean isFinal() {
    return this != SENDING && this != TRACKING_OFF;
  }
}
