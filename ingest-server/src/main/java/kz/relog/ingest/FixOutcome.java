package kz.relog.ingest;

/**
 * What became of a fix of an authentic, well-formed batch. Fixes received = the sum over all
 * outcomes, once nothing waits in the ring.
 */
public enum FixOutcome {
  /** Journalled. */
  STORED,
  /** Of a batch that was settled before. */
  DUPLICATE,
  /** Older than the limit. */
  TOO_OLD,
  /** Further ahead than the limit. */
  IN_FUTURE,
  /** Latitude 0 and longitude 0: a receiver without a position. */
  NULL_ISLAND,
  /** Nothing was open for it at its time, or nothing is now: never granted, withdrawn, paused. */
  NO_PERMISSION,
  /** Its time is none of the tracking hours. */
  OUTSIDE_HOURS,
  /** Of a time whose facts its person has erased. */
  ERASED,
  /** Nobody had the device at its time. A batch that is all so may come again within 12 h. */
  UNBOUND,
  /** Its frame was refused as a whole: replayed, conflicting, of a revoked key and the like. */
  FRAME_REFUSED,
  /** Its frame was dropped: the device sends it again. */
  FRAME_DROPPED
}
