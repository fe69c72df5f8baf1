package kz.relog.device;

/** Whether a device sends, and why not. */
public enum SenderState {
  /** It sends fixes. The state before the first ack, too: the server judges each batch anyway. */
  SENDING,
  /**
   * The server said that tracking is off; the device only asks, by HELLO, whether it is on again.
   */
  TRACKING_OFF,
  /** The person paused on this device; nothing is sampled or sent until they resume here. */
  PAUSED,
  /**
   * The person withdrew on this device; what was unsent is destroyed, and nothing is sampled or
   * sent until the caller says that they granted anew.
   */
  WITHDRAWN,
  /** The key is revoked; everything unsent is destroyed. Final. */
  REVOKED,
  /** The person is erased; everything unsent is destroyed. Final. */
  ERASED,
  /**
   * The server has settled batches that this device never numbered: it lost its counters and enrols
   * anew. The spool stays. Final for this run.
   */
  STATE_LOST,
  /**
   * The counters could not be stored, so nothing may be sent under them. The spool stays. Final for
   * this run.
   */
  STORE_FAILED;

  /** What a device shows its driver: true only while it samples and sends. */
  public boolean isTrackingOn() {
    return this == SENDING;
  }

  /** True when nothing will ever be sent again in this run. */
  public boolean isFinal() {
    return this == REVOKED || this == ERASED || this == STATE_LOST || this == STORE_FAILED;
  }
}
