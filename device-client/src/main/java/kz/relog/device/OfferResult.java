package kz.relog.device;

/** What became of an offered fix. */
public enum OfferResult {
  /** It is in the open batch and will be sent. */
  ACCEPTED,
  /**
   * 64 batches are unsettled and the open batch is full: offer it again when some are settled. Only
   * of a device without a spool.
   */
  WINDOW_FULL,
  /** The disk has no room for the spool. The fix was not kept; the next one is tried again. */
  NO_ROOM,
  /**
   * The server said that tracking is off, or the person paused or withdrew: the device must not
   * sample now. The fix was not kept.
   */
  TRACKING_OFF,
  /** The key is revoked or erased, or the device lost its state: nothing is sent any more. */
  STOPPED,
  /** A value lies outside its range: latitude, longitude, time, speed, course or accuracy. */
  INVALID
}
